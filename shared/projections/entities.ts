import type { EntityId } from "../kernel/brand.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { type Handling, type Span, type Value, handlings } from "../ledger/model.ts";
import { fromProperty, toProperty, typeProperty } from "../ontology/model.ts";
import { propertyEntry, titleOf, typeEntry } from "../ontology/read.ts";
import { compareText } from "./compare-facts.ts";
import type { Entity, Fact, Patch } from "./model.ts";

/** The things and links of the case, each the set of its live facts. */
export interface Entities {
  /** Takes what `Facts.apply` gave. Gives the rows that changed. O(facts of the changed). */
  apply(changed: Patch<EntityId, readonly Fact[]>): Patch<EntityId, Entity>;
  get(id: EntityId): Entity | undefined;
  all(): ReadonlyMap<EntityId, Entity>;
}

/** Starts with none. */
export function createEntities(): Entities {
  const rows = new Map<EntityId, Entity>();
  return {
    apply(changed) {
      const put = new Map<EntityId, Entity>();
      for (const [id, facts] of changed.put) put.set(id, entityOf(id, facts));
      for (const [id, entity] of put) rows.set(id, entity);
      for (const id of changed.drop) rows.delete(id);
      return { put, drop: new Set(changed.drop) };
    },
    get: (id) => rows.get(id),
    all: () => rows,
  };
}

/** One entity of its live facts, which come with the one painted first in front. */
export function entityOf(id: EntityId, live: readonly Fact[]): Entity {
  const facts: Record<string, Fact[]> = {};
  for (const fact of live) {
    if (Object.hasOwn(facts, fact.property)) facts[fact.property]?.push(fact);
    else Object.defineProperty(facts, fact.property, { value: [fact], enumerable: true, writable: true, configurable: true });
  }
  const first = (property: string): Value | undefined => (Object.hasOwn(facts, property) ? facts[property]?.[0]?.value : undefined);
  const said = first(typeProperty);
  const type = said?.kind === "text" ? said.text : "unknown";
  const from = first(fromProperty);
  const to = first(toProperty);
  const ends = from?.kind === "entity" && to?.kind === "entity" ? { from: from.entity, to: to.entity } : null;
  return {
    id,
    type,
    form: typeEntry(type)?.form ?? (ends === null ? "node" : "link"),
    title: titleOf(type, (property) => textOfValue(first(property))),
    facts,
    ends,
    agencies: [...new Set(live.map((fact) => fact.agency))].sort(compareText),
    conflicts: Object.keys(facts)
      .filter((property) => isConflict(type, property, facts[property] ?? []))
      .sort(compareText),
    handling: strictest(live),
    isDisputed: live.some((fact) => fact.disputedBy.length > 0),
  };
}

/** A value as one line of text; "" for what has none of its own (another entity, a file). */
export function textOfValue(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
    case "entity":
    case "file":
      return "";
    case "amount":
      return `${value.text} ${value.asset}`;
    case "date":
      return value.from === value.to ? value.from : `${value.from}–${value.to}`;
    case "text":
    case "identifier":
    case "decimal":
      return value.text;
  }
}

function strictest(live: readonly Fact[]): Handling {
  return handlings[Math.max(0, ...live.map((fact) => handlings.indexOf(fact.handling)))] ?? "red";
}

/** Several values where one is meant, said of times that overlap. The same value said twice is agreement. */
function isConflict(type: string, property: string, facts: readonly Fact[]): boolean {
  if (facts.length < 2 || propertyEntry(type, property)?.isMany === true || property === "note") return false;
  const texts = facts.map((fact) => canonicalText({ ...fact.value }));
  return facts.some((a, i) => facts.some((b, j) => j > i && texts[i] !== texts[j] && doOverlap(a.during, b.during)));
}

/** Whether two spans share a moment; not said = always. A year holds all its days, so prefixes overlap. */
function doOverlap(a: Span | null, b: Span | null): boolean {
  return a === null || b === null || !(endsBefore(a, b) || endsBefore(b, a));
}

function endsBefore(a: Span, b: Span): boolean {
  return a.to !== "" && b.from !== "" && a.to < b.from && !b.from.startsWith(a.to);
}
