import { canonicalText, type Json } from "../kernel/canonical.ts";
import type { Entity } from "../projections/model.ts";
import { firstAgencyOf, leaveOut, type Rows, timesOf } from "./case-rows.ts";
import { isoOf } from "./dates.ts";
import type { LeftOut } from "./model.ts";
import { StixDraft } from "./stix-draft.ts";
import { extensionObjects, extensionOf, ownExtensionId } from "./stix-extension.ts";
import { ownStixId, stixTypeOf } from "./stix-ids.ts";
import { alwaysAt, markedObjects, markingRefs, officialUseMarking, type StixFileMark, tlpMarking } from "./stix-marks.ts";
import { draftStixNode, isObservable, period, typeExtension } from "./stix-nodes.ts";
import { isRelationship, planStix, type StixPlan } from "./stix-plan.ts";

type Properties = Readonly<Record<string, Json>>;
interface Writing {
  readonly plan: StixPlan;
  readonly left: LeftOut;
}

/**
 * A case as one STIX 2.1 bundle.
 *
 * Gives   pieces of one JSON text. Markings, agencies and our extension first, then one object a row by id, the case itself last. What STIX has no
 *         property for is in our extension; `left` counts what has no object.
 * Takes   `mark`: what is said of a file that leaves alone; every object that is marked points at it. null = the bundle around it says it.
 * Cost    each row is built twice or three times; of all rows only ids are kept.
 * Source  assets/docs/format/interop.md §3
 */
export function* writeStix(rows: Rows, left: LeftOut, mark: StixFileMark | null = null): IterableIterator<string> {
  const writing: Writing = { plan: planStix(rows), left };
  yield `{"id":${canonicalText(writing.plan.bundleId)},"objects":[\n`;
  let between = "";
  for (const object of markedObjects(objectsOf(writing), mark)) {
    yield between + canonicalText(object);
    between = ",\n";
  }
  yield `\n],"type":"bundle"}\n`;
}

function* objectsOf(writing: Writing): IterableIterator<Json> {
  const { plan, left } = writing;
  yield* extensionObjects;
  yield* plan.handlings.map(tlpMarking);
  if (plan.isOfficialUse) yield officialUseMarking;
  for (const agency of plan.agencies) yield agencyObject(agency);
  const groupings: Entity[] = [];
  for (const id of plan.ids) {
    const row = plan.rows.get(id);
    if (row === undefined) continue;
    if (stixTypeOf(row) === "grouping") groupings.push(row);
    else {
      const objects = isRelationship(row) ? relationshipOf(row, writing) : nodeObjects(row, writing);
      if (objects === null) leaveOut(row, left);
      else yield* objects;
    }
  }
  for (const row of groupings) yield* nodeObjects(row, writing) ?? [];
}

const agencyId = (agency: string): string => ownStixId("identity", `agency ${agency}`);

function agencyObject(agency: string): Json {
  const times = { created: alwaysAt, modified: alwaysAt };
  return { type: "identity", spec_version: "2.1", id: agencyId(agency), ...times, name: agency, identity_class: "organization" };
}

function nodeObjects(row: Entity, writing: Writing): readonly Json[] | null {
  const [type, id] = [stixTypeOf(row), writing.plan.idOf.get(row.id)];
  if (type === null || id === undefined) return null;
  const draft = draftStixNode(row, type);
  const marks = { spec_version: "2.1", object_marking_refs: markingRefs(row) };
  const extension = { [ownExtensionId]: extensionOf(row, draft, { ...writing.plan, left: writing.left }) };
  // What extends a file counts for its id, so that the same file of another case would be another: a note beside it says what is ours.
  if (type === "file") {
    const called = row.title === "" ? id : row.title;
    const about: Properties = { content: called, object_refs: [id], ...marks, extensions: extension };
    return [
      { ...draft.properties, ...marks, type, id },
      { ...about, ...authored(row), type: "note", id: ownStixId("note", `about ${row.id}`) },
    ];
  }
  const extensions = { ...typeExtension(type), ...extension };
  const object: Properties = { ...draft.properties, ...marks, ...referencesOf(row, type, writing.plan), extensions, type, id };
  return [isObservable(type) ? object : { ...object, ...authored(row) }];
}

/** Who said it first, and when something was said of it first and last. */
function authored(row: Entity): Properties {
  const { first, last } = timesOf(row);
  return { created_by_ref: agencyId(firstAgencyOf(row)), created: isoOf(first), modified: isoOf(last) };
}

/** What a note is about, and what a case holds: never nothing, since STIX wants one at least. */
function referencesOf(row: Entity, type: string, { idOf, about, ids }: StixPlan): Properties {
  if (type !== "note" && type !== "grouping") return {};
  const others = type === "note" ? (about.get(row.id) ?? []) : ids.filter((id) => id !== row.id);
  const refs = others.flatMap((id) => idOf.get(id) ?? []);
  return { object_refs: refs.length === 0 ? [agencyId(firstAgencyOf(row))] : refs };
}

function relationshipOf(row: Entity, writing: Writing): readonly Json[] | null {
  const { idOf } = writing.plan;
  const [id, from, to] = [idOf.get(row.id), idOf.get(row.ends?.from ?? row.id), idOf.get(row.ends?.to ?? row.id)];
  if (id === undefined || from === undefined || to === undefined) return null;
  const draft = new StixDraft(row);
  draft.take("role", "description");
  period(draft, ["since", "start_time"], ["until", "stop_time"], (start, stop) => stop > start);
  return [
    {
      ...draft.properties,
      type: "relationship",
      spec_version: "2.1",
      id,
      relationship_type: verbOf(row.type),
      source_ref: from,
      target_ref: to,
      object_marking_refs: markingRefs(row),
      ...authored(row),
      extensions: { [ownExtensionId]: extensionOf(row, draft, { ...writing.plan, left: writing.left }) },
    },
  ];
}

/** Our verb in STIX's spelling; what says nothing but that there is a relation is STIX's own word for it. */
function verbOf(type: string): string {
  return type === "related" ? "related-to" : type.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
