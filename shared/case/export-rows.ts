import { keptBackOf } from "../bundle/held-before.ts";
import type { Selection, SharePlan } from "../bundle/model.ts";
import type { EntityId, FileHash } from "../kernel/brand.ts";
import { parseEntityId } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { countedAs } from "../projections/counted.ts";
import type { Entity, Flow } from "../projections/model.ts";
import { actTable, type NumberedAct } from "../interop/tables/act-table.ts";
import { entityTable, linkTable } from "../interop/tables/entity-table.ts";
import { flowTable } from "../interop/tables/flow-table.ts";
import type { PlainTable } from "../interop/tables/model.ts";
import { statementsOf, statementTable } from "../interop/tables/statement-table.ts";
import type { CaseError } from "./answer.ts";
import { entriesOf, officersOf } from "./auditing.ts";
import { readingOf } from "./datasets.ts";
import type { ExportPlan } from "./export-door.ts";
import type { OpenCase } from "./open-case.ts";
import { foldAsRecipient, seenBy } from "./share-preview.ts";
import { type Scene, select, withMembers } from "./share-scene.ts";

type Rows = ReadonlyMap<EntityId, Entity>;

/** What of an export may leave, as rows its recipient sees. */
export interface ExportRows {
  readonly selection: Selection;
  readonly table: PlainTable;
  readonly rows: Rows;
  /** Things and links of `rows` that are asked for, in their order; for a graph with what joins them. */
  readonly ids: readonly EntityId[];
  readonly flows: readonly Flow[];
  /** Rows that leave, of so many asked for. */
  readonly count: number;
  readonly asked: number;
  readonly claims: number;
  readonly keptBack: number;
}

/**
 * Decides what of an export may leave. It asks what a bundle to the same recipient would hold, and folds that as the recipient would: a row is there with
 * what may leave of it, or not at all.
 * Cost    one selection and one fold of what it discloses.
 */
export async function exportRows(scene: Scene, plan: ExportPlan): Promise<Result<ExportRows, CaseError>> {
  const selected = await select(scene, withMembers(scene.open, sharePlanOf(scene.open, plan)));
  if (!selected.ok) return selected;
  const selection = selected.value;
  const rows = foldAsRecipient(scene.open, selection.disclosed);
  const said = { selection, rows, keptBack: keptBackOf(selection), words: plan.words.cells };
  if (plan.table === "flows") return succeed(flowRows(scene.open, plan, said));
  return succeed(plan.table === "acts" ? actRows(scene, plan, said) : thingRows(scene.open, plan, said));
}

interface Said extends Pick<ExportRows, "selection" | "rows" | "keptBack"> {
  readonly words: ExportPlan["words"]["cells"];
}

/**
 * The bundle this would be. Flows are read from files, and acts are of the whole case: for them everything is chosen, and a file is asked for as if it
 * were to go along itself.
 */
function sharePlanOf(open: OpenCase, { table, rows, to }: ExportPlan): SharePlan {
  const isWhole = rows === null || table === "flows" || table === "acts";
  const files = table === "flows" ? [...open.entities.all().values()].flatMap((row) => readingOf(row)?.file ?? []) : [];
  return { ...to, entities: isWhole ? null : entitiesOf(open, rows), files: [...new Set<FileHash>(files)], withhold: [] };
}

/** Things asked for; of links also their ends, without which no link leaves. */
function entitiesOf(open: OpenCase, rows: readonly string[]): readonly EntityId[] {
  return rows.flatMap((row) => {
    const id = parseEntityId(row);
    const ends = id === null ? null : (open.entities.get(id)?.ends ?? null);
    return id === null ? [] : ends === null ? [id] : [id, ends.from, ends.to];
  });
}

const kindOf: Readonly<Record<string, ReturnType<typeof countedAs>>> = { links: "link", exhibits: "exhibit" };

function thingRows(open: OpenCase, plan: ExportPlan, { words, ...said }: Said): ExportRows {
  const { rows } = said;
  const asked = plan.rows === null ? null : plan.rows.flatMap((row) => parseEntityId(row) ?? []);
  const isOf = (row: Entity): boolean => {
    if (plan.table === "statements") return true;
    const counted = countedAs(row);
    return plan.table === "entities" ? row.form === "node" && counted !== null : counted === kindOf[plan.table];
  };
  const seen = (asked ?? [...rows.keys()].sort()).flatMap((id) => {
    const mine = asked === null ? undefined : open.entities.get(id);
    const row = asked === null ? rows.get(id) : mine && seenBy(rows, mine);
    return row !== undefined && isOf(row) ? [row.id] : [];
  });
  const ids = [...new Set(seen)];
  const all = asked ?? [...open.entities.all().values()].filter(isOf);
  const table =
    plan.table === "links"
      ? linkTable(rows, ids, words)
      : plan.table === "statements"
        ? statementTable(rows, ids, words)
        : entityTable(rows, ids, words);
  const graph = forGraph(plan, rows, ids);
  const statements = statementsOf(rows, ids);
  return {
    ...said,
    table,
    flows: [],
    ids: graph,
    claims: claimsOf(plan, rows, ids, graph),
    ...countsOf(plan, statements, ids.length, all.length, open),
  };
}

/** Statements the file says: those of its rows, and the names of what stands at their ends; other programs' formats hold all that the recipient sees. */
function claimsOf({ form, table }: ExportPlan, rows: Rows, ids: readonly EntityId[], graph: readonly EntityId[]): number {
  if (form === "ftm" || form === "stix") return statementsOf(rows, [...rows.keys()]);
  if (form === "graphml") return statementsOf(rows, graph);
  return (
    statementsOf(rows, ids) +
    (table === "links"
      ? namesAt(
          rows,
          ids.flatMap((id) => endsOf(rows.get(id))),
        )
      : 0)
  );
}

/** How many of these are called by a name. */
function namesAt(rows: Rows, ids: readonly EntityId[]): number {
  return [...new Set(ids)].filter((id) => (rows.get(id)?.title ?? "") !== "").length;
}

/** Of a table of statements its rows are counted, of any other its things. */
function countsOf(plan: ExportPlan, claims: number, leaving: number, asked: number, open: OpenCase): Pick<ExportRows, "count" | "asked"> {
  if (plan.table !== "statements") return { count: leaving, asked };
  const all = plan.rows === null ? [...open.entities.all().keys()] : plan.rows.flatMap((row) => parseEntityId(row) ?? []);
  return {
    count: claims,
    asked: all.reduce((sum, id) => sum + Object.values(open.entities.get(id)?.facts ?? {}).reduce((of, facts) => of + facts.length, 0), 0),
  };
}

/** A graph has the links between its things, and the things at its links. */
function forGraph({ table }: ExportPlan, rows: Rows, ids: readonly EntityId[]): readonly EntityId[] {
  const chosen = new Set(ids);
  if (table === "links") return [...new Set(ids.flatMap((id) => [id, ...endsOf(rows.get(id))]))];
  const between = [...rows.values()].filter((row) => row.form === "link" && endsOf(row).length > 0 && endsOf(row).every((end) => chosen.has(end)));
  return [...ids, ...between.map(({ id }) => id).sort()];
}

const endsOf = (row: Entity | undefined): readonly EntityId[] => (row?.ends == null ? [] : [row.ends.from, row.ends.to]);

/** A flow leaves when every file it was read from might leave whole, and both its ends do. */
function flowRows(open: OpenCase, plan: ExportPlan, { words, ...said }: Said): ExportRows {
  const { rows, selection } = said;
  const mayLeave = new Set<FileHash>(selection.files);
  const asked = plan.rows === null ? [...open.flows.values()] : plan.rows.flatMap((id) => open.flows.get(id) ?? []);
  const seen = (id: EntityId): EntityId | undefined => {
    const mine = open.entities.get(id);
    return mine && seenBy(rows, mine)?.id;
  };
  const flows = asked.flatMap((flow) => {
    const [from, to] = [seen(flow.from), seen(flow.to)];
    const isOpen = flow.sources.length > 0 && flow.sources.every(({ file }) => mayLeave.has(file));
    return from !== undefined && to !== undefined && isOpen ? [{ ...flow, from, to }] : [];
  });
  const ids = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
  const table = flowTable(rows, flows, words);
  return {
    ...said,
    table,
    ids,
    flows,
    count: flows.length,
    asked: asked.length,
    claims: plan.form === "graphml" ? statementsOf(rows, ids) : namesAt(rows, ids),
  };
}

/** Our own agency's acts, and those of others of which the recipient may see something: their headers would travel with it. */
function actRows({ session, open }: Scene, plan: ExportPlan, { words, ...said }: Said): ExportRows {
  const { disclosed } = said.selection;
  const officers = officersOf(session);
  const chosen = plan.rows === null ? null : new Set(plan.rows);
  const all = entriesOf(open).map((entry, at): NumberedAct => ({ ...entry, number: at + 1, officer: officers.get(entry.author) ?? "" }));
  const asked = all.filter(({ author, act }) => chosen === null || chosen.has(`${author}/${act}`));
  const isSeen = ({ agency, commits }: NumberedAct): boolean =>
    agency === open.ownAgency || commits.some((id) => open.ledger.get(id)?.claimIds.some((claim) => disclosed.has(claim)));
  const acts = asked.filter(isSeen);
  return { ...said, table: actTable(acts, words), ids: [], flows: [], count: acts.length, asked: asked.length, claims: 0 };
}
