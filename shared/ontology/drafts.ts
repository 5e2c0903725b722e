import type { EntityId } from "../kernel/brand.ts";
import type { Assertion, Grade, Handling, Source, Span, Value } from "../ledger/model.ts";
import { fromProperty, toProperty, typeProperty } from "./model.ts";

/** What all statements of one draft share. */
export interface DraftMarks {
  /** null = the officer says so. */
  readonly source: Source | null;
  readonly grade: Grade;
  readonly handling: Handling;
  readonly nationalMark?: "" | "official-use";
  /** The officer's own words; absent or "" = none. */
  readonly note?: string;
}

/** Values by property; a list says each of them. */
export type DraftValues = Readonly<Record<string, Value | readonly Value[]>>;

export interface EntityDraft extends DraftMarks {
  readonly id: EntityId;
  readonly type: string;
  readonly values: DraftValues;
}

export interface LinkDraft extends EntityDraft {
  readonly from: EntityId;
  readonly to: EntityId;
}

/** One assertion with the marks of a draft. */
export function draftAssertion(subject: EntityId, property: string, value: Value, marks: DraftMarks, during: Span | null = null): Assertion {
  const { source, grade, handling, nationalMark = "", note = "" } = marks;
  const said = { op: "assert", subject, property, value, during, source, grade, handling, nationalMark } as const;
  return note.trim() === "" ? said : { ...said, note: note.trim() };
}

/** All that is said at once about a new node: its type first, then its values in the order given. */
export function draftEntity(draft: EntityDraft): readonly Assertion[] {
  return [draftAssertion(draft.id, typeProperty, { kind: "text", text: draft.type }, draft), ...draftValues(draft.id, draft.values, draft)];
}

/** All that is said at once about a new link: its type, its ends, then its values. */
export function draftLink(draft: LinkDraft): readonly Assertion[] {
  return [
    draftAssertion(draft.id, typeProperty, { kind: "text", text: draft.type }, draft),
    draftAssertion(draft.id, fromProperty, { kind: "entity", entity: draft.from }, draft),
    draftAssertion(draft.id, toProperty, { kind: "entity", entity: draft.to }, draft),
    ...draftValues(draft.id, draft.values, draft),
  ];
}

/** Statements for further values of an entity that exists. */
export function draftValues(subject: EntityId, values: DraftValues, marks: DraftMarks): readonly Assertion[] {
  return Object.entries(values).flatMap(([property, said]) =>
    (isOne(said) ? [said] : said).map((value) => draftAssertion(subject, property, value, marks)),
  );
}

function isOne(said: Value | readonly Value[]): said is Value {
  return "kind" in said;
}
