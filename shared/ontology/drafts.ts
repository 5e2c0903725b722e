import type { EntityId } from "../kernel/brand.ts";
import type { Assertion, Grade, Handling, Source, Span, Value } from "../ledger/model.ts";
import { fromProperty, toProperty, typeProperty } from "./model.ts";
import { identityProperty } from "./read.ts";

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
  /** When what is said was true; absent or null = of no time. */
  readonly during?: Span | null;
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

/**
 * All that is said at once about a new node: its type first, then its values in the order given. Its time is that of the values: a thing is what it is,
 * and is called by what its id derives from, on every day.
 */
export function draftEntity(draft: EntityDraft): readonly Assertion[] {
  const named = identityProperty(draft.type);
  return [
    draftAssertion(draft.id, typeProperty, { kind: "text", text: draft.type }, draft),
    ...draftValues(draft.id, draft.values, draft).map((said) => (said.property === named ? said : { ...said, during: draft.during ?? null })),
  ];
}

/** All that is said at once about a new link: its type, its ends, then its values, all of one time: before and after it there is no link. */
export function draftLink(draft: LinkDraft): readonly Assertion[] {
  const { during = null } = draft;
  return [
    draftAssertion(draft.id, typeProperty, { kind: "text", text: draft.type }, draft),
    draftAssertion(draft.id, fromProperty, { kind: "entity", entity: draft.from }, draft),
    draftAssertion(draft.id, toProperty, { kind: "entity", entity: draft.to }, draft),
    ...draftValues(draft.id, draft.values, draft),
  ].map((said) => ({ ...said, during }));
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
