import { canonicalText, type Json } from "../kernel/canonical.ts";
import { type Handling, handlings } from "../ledger/model.ts";
import { custodyEventType } from "../ontology/custody.ts";
import { typeEntry } from "../ontology/read.ts";
import type { EntityId } from "../kernel/brand.ts";
import type { Entity } from "../projections/model.ts";
import { firstAgencyOf, idsInOrder, isOfficialUse, leaveOut, type Rows, sourcesOf, textOf, timesOf } from "./case-rows.ts";
import { isoOf } from "./dates.ts";
import type { LeftOut } from "./model.ts";
import { CustodyPlan, custodyNodes, recordIdOf } from "./uco-custody.ts";
import { UcoDraft } from "./uco-draft.ts";
import { ucoMarks, ucoOfficialUse, ucoTlp } from "./uco-marks.ts";
import { describeUco, ucoClassOf, ucoIdOf } from "./uco-nodes.ts";
import { dateTime, kbId, nodeOf, ref, ucoContext, type UcoNode } from "./uco-terms.ts";

interface Writing {
  readonly rows: Rows;
  readonly left: LeftOut;
  /** What measures are aimed at. */
  readonly targetsOf: Map<EntityId, EntityId[]>;
  readonly custody: CustodyPlan;
  /** Ids of everything an investigation holds, as it is written. */
  readonly written: string[];
}

/**
 * A case as JSON-LD of CASE 1.4.0 and UCO 1.4.0.
 *
 * Gives   pieces of one JSON text that expands by its own context. Markings and agencies first, then the nodes of each row by id, the investigation
 *         last. What UCO has no property for is said as references and words; `left` counts what has no class.
 * Cost    each row is built two or three times; of all rows only ids are kept.
 * Source  assets/docs/format/interop.md §4
 */
export function* writeCase(rows: Rows, left: LeftOut): IterableIterator<string> {
  yield `{"@context":${canonicalText(ucoContext)},"@graph":[\n`;
  let between = "";
  for (const node of nodesOf({ rows, left, targetsOf: new Map(), custody: new CustodyPlan(), written: [] })) {
    yield between + canonicalText(node);
    between = ",\n";
  }
  yield "\n]}\n";
}

function* nodesOf(writing: Writing): IterableIterator<UcoNode> {
  const { rows, left, written } = writing;
  const ids = idsInOrder(rows);
  yield* commonNodes(ids, writing);
  const cases: Entity[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    if (row.type === "case") cases.push(row);
    else {
      const nodes = typeEntry(row.type)?.form === "link" ? relationshipOf(row, writing) : thingNodes(row, writing);
      if (nodes === null) leaveOut(row, left);
      for (const node of nodes ?? []) {
        written.push(String(node["@id"]));
        yield node;
      }
    }
  }
  for (const row of cases) {
    // An investigation holds something: one of nothing is no investigation there.
    if (written.length === 0) leaveOut(row, left);
    else yield investigationOf(row, writing);
  }
}

/** The case: it holds everything that was written. */
function investigationOf(row: Entity, writing: Writing): UcoNode {
  const { written } = writing;
  const authorizations = written.filter((id) => id.startsWith("kb:authorization-")).map(ref);
  return nodeOf({ ...objectOf(row, writing), "uco-core:object": written.map(ref), "case-investigation:relevantAuthorization": authorizations });
}

/** Markings and agencies that the rows name; on the way, what measures are aimed at. */
function* commonNodes(ids: readonly EntityId[], { rows, targetsOf, custody }: Writing): IterableIterator<UcoNode> {
  const [marks, agencies] = [new Set<Handling>(), new Set<string>()];
  let official = false;
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    marks.add(row.handling);
    agencies.add(firstAgencyOf(row));
    if (row.type === "exhibit") agencies.add(row.facts["acquiredAt"]?.[0]?.agency ?? firstAgencyOf(row));
    official ||= isOfficialUse(row);
    if (row.type === custodyEventType) custody.add(row);
    if (row.type === "targets" && row.ends !== null) targetsOf.set(row.ends.from, [...(targetsOf.get(row.ends.from) ?? []), row.ends.to]);
  }
  yield* handlings.filter((each) => marks.has(each)).map(ucoTlp);
  if (official) yield ucoOfficialUse;
  for (const agency of [...agencies].sort()) yield { "@id": agencyId(agency), "@type": "uco-identity:Organization", "uco-core:name": agency };
}

const agencyId = (agency: string): string => kbId("organization", `agency ${agency}`);

/** What every object of ours says. */
function objectOf(row: Entity, { rows, left }: Writing): UcoNode {
  const draft = new UcoDraft(row);
  const own = describeUco(row, draft);
  const naming = typeEntry(row.type)?.title[0];
  // Its name is said by the name of the node.
  if (naming !== undefined && own["uco-core:name"] === undefined && textOf(row, naming) === row.title) draft.take(naming);
  const { references, words } = draft.rest(left);
  const sources = sourcesOf(row, rows).flatMap((id) => rows.get(id) ?? []);
  return nodeOf({
    "@id": ucoIdOf(row),
    "@type": ucoClassOf(row) ?? "uco-core:Relationship",
    "uco-core:name": row.title === "" ? undefined : row.title,
    "uco-core:tag": [row.type],
    "uco-core:description": words,
    "uco-core:externalReference": references,
    "uco-core:hasFacet": draft.facets,
    "case-investigation:wasDerivedFrom": sources.map((exhibit) => ref(ucoIdOf(exhibit))),
    ...said(row),
    ...own,
  });
}

/** By whom and when it was said, and who may see it. */
function said(row: Entity): Readonly<Record<string, Json>> {
  const { first, last } = timesOf(row);
  return {
    "uco-core:createdBy": ref(agencyId(firstAgencyOf(row))),
    "uco-core:objectCreatedTime": dateTime(isoOf(first)),
    "uco-core:modifiedTime": dateTime(isoOf(last)),
    "uco-core:objectMarking": ucoMarks(row),
  };
}

function thingNodes(row: Entity, writing: Writing): readonly UcoNode[] | null {
  if (ucoClassOf(row) === null) return null;
  const object = objectOf(row, writing);
  if (row.type === custodyEventType) return custodyNodes(row, object, writing.custody, writing.rows);
  if (row.type === "exhibit") return [object, ...provenanceOf(row)];
  if (row.type !== "measure") return [object];
  const targets = (writing.targetsOf.get(row.id) ?? []).flatMap((id) => writing.rows.get(id) ?? []).filter((each) => ucoClassOf(each) !== null);
  return [nodeOf({ ...object, "uco-action:object": targets.map((each) => ref(ucoIdOf(each))) }), ...authorizationOf(row)];
}

/** An exhibit's record and, where it is said when it was acquired, that act. */
function provenanceOf(row: Entity): readonly UcoNode[] {
  const record = recordIdOf(row);
  const draft = new UcoDraft(row);
  const acquired = row.facts["acquiredAt"]?.[0];
  const records = [
    nodeOf({
      "@id": record,
      "@type": "case-investigation:ProvenanceRecord",
      "case-investigation:exhibitNumber": draft.take("exhibitNumber"),
      "uco-core:object": [ref(ucoIdOf(row))],
      ...said(row),
    }),
  ];
  if (acquired === undefined) return records;
  const act = nodeOf({
    "@id": kbId("investigative-action", `acquisition of ${row.id}`),
    "@type": "case-investigation:InvestigativeAction",
    "uco-core:name": "acquired",
    "uco-core:description": [`acquiredAt: ${textOf(row, "acquiredAt")}`],
    "uco-action:startTime": draft.takeTime("acquiredAt"),
    "uco-action:performer": ref(agencyId(acquired.agency)),
    "uco-action:result": [ref(record), ref(ucoIdOf(row))],
    ...said(row),
  });
  return [...records, act];
}

/** The decision a measure rests on, where it has a number. */
function authorizationOf(row: Entity): readonly UcoNode[] {
  const number = textOf(row, "decisionNumber");
  if (number === "") return [];
  const kind = textOf(row, "measureType");
  return [
    nodeOf({
      "@id": kbId("authorization", `decision of ${row.id}`),
      "@type": "case-investigation:Authorization",
      "case-investigation:authorizationIdentifier": [number],
      "case-investigation:authorizationType": kind === "" ? undefined : kind,
      ...said(row),
    }),
  ];
}

function relationshipOf(row: Entity, writing: Writing): readonly UcoNode[] | null {
  const entry = typeEntry(row.type);
  const [from, to] = [writing.rows.get(row.ends?.from ?? row.id), writing.rows.get(row.ends?.to ?? row.id)];
  if (entry?.form !== "link" || from === undefined || to === undefined || from.id === to.id) return null;
  if (ucoClassOf(from) === null || ucoClassOf(to) === null) return null;
  const times = new UcoDraft(row);
  return [
    nodeOf({
      ...objectOf(row, writing),
      "uco-core:source": ref(ucoIdOf(from)),
      "uco-core:target": ref(ucoIdOf(to)),
      "uco-core:isDirectional": entry.isDirected,
      "uco-core:kindOfRelationship": row.type,
      "uco-core:startTime": times.takeTime("since"),
      "uco-core:endTime": times.takeTime("until"),
    }),
  ];
}
