import type { EntityId } from "../kernel/brand.ts";
import { propertyEntry, typeEntry } from "../ontology/read.ts";
import type { Entity } from "../projections/model.ts";
import { factsOf, idsInOrder, leaveOut, leaveRulings, type Rows, sourcesOf, wordsOf } from "./case-rows.ts";
import { FtmDraft } from "./ftm-draft.ts";
import { ftmSchema } from "./ftm-schemata.ts";
import type { LeftOut } from "./model.ts";

const longestName = 384;

/** What is written in lines that can only be known when all rows were seen. */
interface Plan {
  readonly rows: Rows;
  readonly left: LeftOut;
  /** What a measure is aimed at, as far as FollowTheMoney lets a measure be aimed at it. */
  readonly targetsOf: ReadonlyMap<EntityId, readonly EntityId[]>;
}

/**
 * A case as FollowTheMoney entities, one line each: model 4.5.2, every entity valid by its schema.
 *
 * Gives   lines `{id, properties, schema}` by id; values in FollowTheMoney's forms, what has none as words ("notes", of edges and sanctions
 *         "description"). `left` counts what is not said at all.
 * Cost    each row is built twice; nothing is kept but ids.
 * Source  assets/docs/format/interop.md §2
 */
export function* writeFtm(rows: Rows, left: LeftOut): IterableIterator<string> {
  const ids = idsInOrder(rows);
  const plan: Plan = { rows, left, targetsOf: collectTargets(ids, rows) };
  for (const id of ids) {
    const row = rows.get(id);
    const draft = row === undefined ? null : row.form === "node" ? draftNode(row, plan) : draftLink(row, plan);
    if (draft !== null) yield draft.line();
    else if (row !== undefined && !isInSanction(row, plan)) leaveOut(row, left);
  }
}

/** Whether a link is said by the sanction it starts at; what is said of the link itself is counted. */
function isInSanction(row: Entity, { left, targetsOf }: Plan): boolean {
  if (row.type !== "targets" || row.ends === null || targetsOf.get(row.ends.from)?.includes(row.ends.to) !== true) return false;
  for (const { property } of factsOf(row)) left.add(row.type, property);
  return true;
}

function collectTargets(ids: readonly EntityId[], rows: Rows): ReadonlyMap<EntityId, readonly EntityId[]> {
  const targets = new Map<EntityId, EntityId[]>();
  for (const id of ids) {
    const row = rows.get(id);
    if (row?.type !== "targets" || row.ends === null) continue;
    const { from, to } = row.ends;
    const target = rows.get(to);
    // What is aimed at a measure is not aimed at a thing.
    if (target === undefined || target.type === "measure" || schemaOf(target, new Map()) === null) continue;
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  return targets;
}

/** The schema a row is said by; a measure against nothing is an event. */
function schemaOf(row: Entity, targetsOf: Plan["targetsOf"]): string | null {
  const name = typeEntry(row.type)?.as?.ftm;
  if (name === undefined || ftmSchema(name) === undefined) return null;
  return name === "Sanction" && !targetsOf.has(row.id) ? "Event" : name;
}

function draftNode(row: Entity, plan: Plan): FtmDraft | null {
  const schema = schemaOf(row, plan.targetsOf);
  if (schema === null) return null;
  const draft = new FtmDraft(row.id, schema);
  for (const target of plan.targetsOf.get(row.id) ?? []) if (schema === "Sanction") draft.add("entity", target);
  if (row.type === "site") draft.add("service", "website");
  if (isAmbiguous(row.type, schema)) draft.addWords(`Dalel type: ${row.type}`);
  sayFacts(row, draft, plan);
  draft.require(nameOf(row));
  return draft;
}

const ambiguous: ReadonlySet<string> = new Set(["exchange", "scheme", "figure", "unverifiedValue"]);

/** Whether a schema leaves open what a thing is: an exchange and a scheme are organisations there, and we read them back. */
function isAmbiguous(type: string, schema: string): boolean {
  return ambiguous.has(type) || schema === "Event";
}

/** What a thing is called where its schema wants a name and none was said: its title in one line, or else its id. */
function nameOf({ id, title }: Entity): string {
  const line = title.replace(/\s+/g, " ").trim();
  // Not in the middle of a sign that is two code units.
  return line === "" ? id : line.slice(0, longestName).replace(/[\ud800-\udbff]$/, "");
}

function sayFacts(row: Entity, draft: FtmDraft, { rows, left }: Plan): void {
  for (const fact of factsOf(row)) {
    const property = propertyEntry(row.type, fact.property)?.as?.ftm;
    if (fact.value.kind === "file") sayFile(fact.value, draft);
    else if (property !== undefined && draft.say(property, fact.value)) continue;
    else if (!draft.sayInWords(fact)) left.add(row.type, fact.property);
  }
  leaveRulings(row, left);
  for (const words of wordsOf(row)) draft.addWords(words);
  for (const exhibit of sourcesOf(row, rows)) draft.add("proof", exhibit);
}

function sayFile({ sizeBytes, mediaType }: { readonly sizeBytes: number; readonly mediaType: string }, draft: FtmDraft): void {
  draft.say("fileSize", { kind: "decimal", text: String(sizeBytes) });
  draft.say("mimeType", { kind: "text", text: mediaType });
}

function draftLink(row: Entity, plan: Plan): FtmDraft | null {
  const name = typeEntry(row.type)?.as?.ftm;
  if (name === undefined || row.ends === null || row.ends.from === row.ends.to) return null;
  const [from, to] = [plan.rows.get(row.ends.from), plan.rows.get(row.ends.to)];
  const schema = from === undefined || to === undefined ? null : edgeFor([name, "UnknownLink"], isOf(from, plan), isOf(to, plan));
  const edge = schema === null ? undefined : ftmSchema(schema)?.edge;
  if (schema === null || edge === undefined) return null;
  const draft = new FtmDraft(row.id, schema);
  draft.add(edge.source.property, row.ends.from);
  draft.add(edge.target.property, row.ends.to);
  if (schema === "UnknownLink") draft.add("role", row.type);
  sayFacts(row, draft, plan);
  return draft;
}

function isOf(row: Entity, { targetsOf }: Plan): readonly string[] {
  const schema = schemaOf(row, targetsOf);
  return (schema === null ? undefined : ftmSchema(schema)?.is) ?? [];
}

/** The first of these edges whose ends may be what they are. */
function edgeFor(names: readonly string[], from: readonly string[], to: readonly string[]): string | null {
  const fits = (name: string): boolean => {
    const edge = ftmSchema(name)?.edge;
    return edge !== undefined && from.includes(edge.source.range) && to.includes(edge.target.range);
  };
  return names.find(fits) ?? null;
}
