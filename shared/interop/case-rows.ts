import type { EntityId, FileHash } from "../kernel/brand.ts";
import type { Value } from "../ledger/model.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { fromProperty, isAboutClaim, toProperty, typeProperty } from "../ontology/model.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { textOfValue } from "../projections/value-text.ts";
import type { LeftOut } from "./model.ts";

export type Rows = ReadonlyMap<EntityId, Entity>;

/** What says what a thing is and where a link ends: every format says it by the thing itself. */
const structure: ReadonlySet<string> = new Set([typeProperty, fromProperty, toProperty]);

/** The ids of all rows, in the one order everything is written in: the order in which a fold met them must not matter. */
export function idsInOrder(rows: Rows): readonly EntityId[] {
  return [...rows.keys()].sort();
}

/** What is said of a thing itself, property by property in the order of their names; of each the value relied on first. */
export function* factsOf(row: Entity): IterableIterator<Fact> {
  const properties = Object.keys(row.facts).sort();
  for (const property of properties) if (!structure.has(property) && !isAboutClaim(property)) yield* row.facts[property] ?? [];
}

/** Counts what is said of claims and not of the thing: no other format knows claims. The reason given is kept with the officers' words. */
export function leaveRulings(row: Entity, left: LeftOut): void {
  for (const property of Object.keys(row.facts)) if (isAboutClaim(property)) for (const _ of row.facts[property] ?? []) left.add(row.type, property);
}

/** The text relied on of a property; "" = none. */
export function textOf(row: Entity, property: string): string {
  return textOfValue(row.facts[property]?.[0]?.value);
}

/** A value as words: like its text, with what is counted. */
export function wordsOfValue(value: Value): string {
  const text = textOfValue(value);
  return value.kind === "decimal" && value.unit !== undefined ? `${text} ${value.unit}` : text;
}

/** Counts a row that the format has no place for, fact by fact. */
export function leaveOut(row: Entity, left: LeftOut): void {
  left.add(row.type, typeProperty);
  for (const { property } of factsOf(row)) left.add(row.type, property);
  leaveRulings(row, left);
}

/** Ids of the exhibits a row's facts were read from, as far as they are rows themselves; sorted. */
export function sourcesOf(row: Entity, rows: Rows): readonly EntityId[] {
  const files = new Set<FileHash>();
  for (const fact of Object.values(row.facts).flat()) if (fact.source !== null) files.add(fact.source.file);
  const exhibits = [...files].flatMap((file) => entityIdFor("exhibit", file) ?? []);
  return exhibits.filter((id) => id !== row.id && rows.get(id)?.type === "exhibit").sort();
}

/** When something was first and last said of it, ms since 1970; a row has a fact at least. */
export function timesOf(row: Entity): { readonly first: number; readonly last: number } {
  let [first, last] = [Number.MAX_SAFE_INTEGER, 0];
  for (const facts of Object.values(row.facts)) {
    for (const { saidAt } of facts) [first, last] = [Math.min(first, saidAt), Math.max(last, saidAt)];
  }
  return { first: Math.min(first, last), last };
}

/** Whose word it was first: the agency of the earliest fact; of several of one instant the least. */
export function firstAgencyOf(row: Entity): string {
  const { first } = timesOf(row);
  const said = Object.values(row.facts).flatMap((facts) => facts.flatMap(({ saidAt, agency }) => (saidAt === first ? [agency] : [])));
  return said.sort()[0] ?? row.agencies[0] ?? "";
}

/** Whether any fact carries the national mark. */
export function isOfficialUse(row: Entity): boolean {
  return Object.values(row.facts).some((facts) => facts.some(({ nationalMark }) => nationalMark !== ""));
}

/** The officer's own words about facts, each after the property it is about. */
export function wordsOf(row: Entity): readonly string[] {
  const properties = Object.keys(row.facts).sort();
  return properties.flatMap((property) => (row.facts[property] ?? []).flatMap(({ note }) => (note === "" ? [] : [`${property}: ${note}`])));
}

/** Gathers small pieces of text into pieces worth writing. */
export function* gather(pieces: Iterable<string>): IterableIterator<string> {
  const worthWriting = 65_536;
  let [parts, length]: [string[], number] = [[], 0];
  for (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < worthWriting) continue;
    yield parts.join("");
    [parts, length] = [[], 0];
  }
  if (length > 0) yield parts.join("");
}
