import type { EntityId } from "../../../shared/kernel/brand.ts";
import { fromProperty, noteProperty, reliesOnProperty, speaksAgainstProperty, toProperty, typeProperty } from "../../../shared/ontology/model.ts";
import { propertyEntry, titleOf, typeEntry } from "../../../shared/ontology/read.ts";
import { compareFacts } from "../../../shared/projections/rely.ts";
import { textOfValue, valueKey } from "../../../shared/projections/value-text.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";

/** One property of several things, side by side. */
export interface ComparedRow {
  readonly property: string;
  /** What each says of it, each value once, in the order of the things. */
  readonly cells: readonly (readonly Fact[])[];
  /** "same": all say one thing; "rival": one value is meant and several are said; "joined": values of several, which all stay. */
  readonly outcome: "same" | "rival" | "joined";
}

const told: ReadonlySet<string> = new Set([typeProperty, fromProperty, toProperty, reliesOnProperty, speaksAgainstProperty]);

/** The properties of several things of one type, in the order of the ontology, notes last. */
export function comparedRows(things: readonly Entity[]): readonly ComparedRow[] {
  const type = things[0]?.type ?? "";
  const known = Object.keys(typeEntry(type)?.properties ?? {});
  const said = [...new Set(things.flatMap(({ facts }) => Object.keys(facts)))].filter((property) => !told.has(property));
  const order = [...known.filter((property) => said.includes(property)), ...said.filter((property) => !known.includes(property)).sort()];
  return order.map((property) => {
    const cells = things.map(({ facts }) => eachOnce(Object.hasOwn(facts, property) ? (facts[property] ?? []) : []));
    return { property, cells, outcome: outcomeOf(type, property, cells) };
  });
}

function eachOnce(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.toReversed().map((fact) => [valueKey(fact), fact])).values()].reverse();
}

function outcomeOf(type: string, property: string, cells: readonly (readonly Fact[])[]): ComparedRow["outcome"] {
  const keys = new Set(cells.flat().map(valueKey));
  if (keys.size === 1) return cells.every((cell) => cell.length > 0) ? "same" : "joined";
  const isList = property === noteProperty || propertyEntry(type, property)?.isMany === true;
  return isList ? "joined" : "rival";
}

/** What several things will be called as one: the value that would stand first among all of theirs, as far as grades, voices and rulings tell. */
export function titleAfterMerge(things: readonly Entity[], own: string): string {
  return titleOf(things[0]?.type ?? "", (property) => {
    const rulings = things.flatMap(({ rulings }) => rulings.filter((each) => each.property === property));
    const ours = rulings.filter(({ agency, state }) => agency === own && state === "in-force").sort((a, b) => b.saidAt - a.saidAt);
    const preference = { own, ruled: ours[0]?.reliesOn ?? null };
    const facts = things.flatMap((thing) => (Object.hasOwn(thing.facts, property) ? (thing.facts[property] ?? []) : []));
    return textOfValue(facts.toSorted((a, b) => compareFacts(a, b, preference))[0]?.value);
  });
}

/** Statements that two of these, or of what is merged into them, are not one: while one stands they cannot be merged. */
export function saidDistinct(distinctions: readonly Entity[], things: readonly Entity[]): readonly Entity[] {
  const thingOf = new Map(things.flatMap(({ id, members }) => [id, ...members].map((part) => [part, id] as const)));
  return distinctions.filter(({ ends }) => {
    if (ends === null) return false;
    const [from, to] = [thingOf.get(ends.from), thingOf.get(ends.to)];
    return from !== undefined && to !== undefined && from !== to;
  });
}

/** The thing that says most is kept unless the person says otherwise; of equals the first. */
export function richest(things: readonly Entity[]): EntityId | null {
  let best: Entity | null = null;
  for (const thing of things) if (best === null || countFacts(thing) > countFacts(best)) best = thing;
  return best?.id ?? null;
}

function countFacts({ facts }: Entity): number {
  return Object.values(facts).reduce((sum, list) => sum + list.length, 0);
}
