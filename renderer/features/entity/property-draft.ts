import { fail, type Failure, type Result, succeed } from "../../../shared/kernel/result.ts";
import type { DraftValue } from "../../../shared/case/door.ts";
import type { Value } from "../../../shared/ledger/model.ts";
import { custodyEventType } from "../../../shared/ontology/custody.ts";
import { noteProperty, type PropertyEntry } from "../../../shared/ontology/model.ts";
import { propertyEntry, typeEntry } from "../../../shared/ontology/read.ts";
import { isDateText, parseValue, type ValueError } from "../../../shared/ontology/value.ts";

/** What a person has typed for one property so far. */
export interface PropertyDraft {
  readonly text: string;
  /** The end of a time; "" with `isRange` = open. */
  readonly until: string;
  /** From … to … instead of one date. */
  readonly isRange: boolean;
  /** Of an amount. */
  readonly asset: string;
  /** What a decimal counts; "" = a bare number. */
  readonly unit: string;
}
export type PropertyDrafts = Readonly<Record<string, PropertyDraft>>;

export const emptyDraft: PropertyDraft = { text: "", until: "", isRange: false, asset: "", unit: "" };

/** A draft nothing was typed into yet: a decimal counts what its property offers first. */
export function blankDraft(entry: PropertyEntry): PropertyDraft {
  const [unit = ""] = entry.units ?? [];
  return unit === "" ? emptyDraft : { ...emptyDraft, unit };
}
const noteEntry: PropertyEntry = { kind: "text", isMany: true };

/** The entry of a property a person may speak of: that of the type, or the note every entity may carry. */
export function entryOf(type: string, property: string): PropertyEntry | undefined {
  return property === noteProperty ? noteEntry : propertyEntry(type, property);
}

/**
 * What an import says of its own file is a record of what happened. A person's to give: its title and number, and what is known of where it comes from,
 * which an officer types when the file is kept and may have to correct.
 */
const importRecords: ReadonlySet<string> = new Set(["exhibit", "dataset"]);
const givenToRecords: ReadonlySet<string> = new Set([
  "title",
  "exhibitNumber",
  "acquiredAt",
  "obtainedFrom",
  "seizureAct",
  "collectedBy",
  "publisher",
  "publishedAt",
  noteProperty,
]);

/** Whether a person may say this of an existing entity: not the name its id derives from, not a file, not the record of an import. */
export function isSayable(type: string, property: string): boolean {
  const entry = entryOf(type, property);
  // What was done with an exhibit is said once: a correction is another event.
  if (type === custodyEventType) return false;
  if (entry === undefined || entry.kind === "file" || entry.match === "identity") return false;
  return !importRecords.has(type) || givenToRecords.has(property);
}

/** Properties offered for a type, required ones first, then in table order; files come by import only. */
export function offeredProperties(type: string): readonly string[] {
  const entries = Object.entries(typeEntry(type)?.properties ?? {}).filter(([, entry]) => entry.kind !== "file");
  const required = entries.filter(([, entry]) => isNeeded(entry));
  const rest = entries.filter(([, entry]) => !isNeeded(entry));
  return [...required, ...rest].map(([property]) => property);
}

/** Whether an entity cannot be made without it. */
export function isNeeded(entry: PropertyEntry): boolean {
  return entry.isRequired === true || entry.match === "identity";
}

/** A value as it is typed, to be changed. */
export function draftOfValue(value: Value): PropertyDraft {
  switch (value.kind) {
    case "text":
    case "identifier":
      return { ...emptyDraft, text: value.text };
    case "decimal":
      return { ...emptyDraft, text: value.text, unit: value.unit ?? "" };
    case "amount":
      return { ...emptyDraft, text: value.text, asset: value.asset };
    case "date":
      return value.to === value.from ? { ...emptyDraft, text: value.from } : { ...emptyDraft, text: value.from, until: value.to, isRange: true };
    case "entity":
    case "file":
      return emptyDraft;
  }
}

/** Whether two drafts hold the same. */
export function isSameDraft(a: PropertyDraft, b: PropertyDraft): boolean {
  return a.text === b.text && a.until === b.until && a.isRange === b.isRange && a.asset === b.asset && a.unit === b.unit;
}

/** Whether nothing was typed. */
export function isBlank(draft: PropertyDraft): boolean {
  return draft.text.trim() === "" && draft.until === "";
}

/** Makes the value that was typed; fails with the rule it breaks. Decimals may have a comma and spaces between groups, as people here write them. */
export function valueOfDraft(entry: PropertyEntry, draft: PropertyDraft): Result<Value, DraftError> {
  const isNumber = entry.kind === "amount" || entry.kind === "decimal";
  if (isNumber && isCommaUnclear(draft.text)) return fail("unclear-comma");
  if (entry.kind === "amount") return parseValue(entry, plainDecimal(draft.text), draft.asset);
  if (entry.kind === "decimal") return counted(parseValue(entry, plainDecimal(draft.text)), draft.unit);
  if (entry.kind !== "date" || !draft.isRange) return parseValue(entry, draft.text);
  const fault = faultOfSpan(draft.text, draft.until);
  return fault === null ? succeed({ kind: "date", from: draft.text, to: draft.until }) : fail(fault);
}

export type DraftError = ValueError | Failure<"ends-before" | "unclear-comma">;

/** The rule a time from … to … breaks; either end may be open, not both. A year ends after all its days. */
export function faultOfSpan(from: string, to: string): "empty" | "not-a-date" | "ends-before" | null {
  if (from === "" && to === "") return "empty";
  if ((from !== "" && !isDateText(from)) || (to !== "" && !isDateText(to))) return "not-a-date";
  const isInOrder = from === "" || to === "" || from <= to || from.startsWith(to);
  return isInOrder ? null : "ends-before";
}

function counted(read: Result<Value, ValueError>, unit: string): Result<Value, ValueError> {
  return read.ok && read.value.kind === "decimal" && unit !== "" ? succeed({ ...read.value, unit }) : read;
}

/** All values of a form, or the rule that is broken by property. */
export function readDrafts(
  type: string,
  drafts: PropertyDrafts,
): { readonly values: readonly DraftValue[]; readonly errors: Readonly<Record<string, string>> } {
  const values: DraftValue[] = [];
  const errors: Record<string, string> = {};
  for (const property of offeredProperties(type)) {
    const entry = entryOf(type, property);
    if (entry === undefined) continue;
    const draft = drafts[property] ?? blankDraft(entry);
    if (isBlank(draft)) {
      if (isNeeded(entry)) errors[property] = "missing-required";
      continue;
    }
    const read = valueOfDraft(entry, draft);
    if (read.ok) values.push({ property, value: read.value });
    else errors[property] = read.error.kind;
  }
  return { values, errors };
}

/** The rule of a refusal's `where` ("property/rule"). */
export function ruleOf(where: string | undefined): string {
  return where?.split("/").at(1) ?? "bad-value";
}

/** "545,000" is 545 thousand in English and 545 in Russian and Kazakh: which is meant only the person knows. */
function isCommaUnclear(text: string): boolean {
  return /^-?[1-9]\d{0,2}(,\d{3})+$/.test(text.trim());
}

/** "1 234,50" as "1234.50". */
function plainDecimal(text: string): string {
  return text.replaceAll(/[\s\u00A0\u202F]/g, "").replace(/^(-?\d+),(\d+)$/, "$1.$2");
}
