import { valueKey } from "../../shared/projections/value-text.ts";
import type { Conflict, Entity, Fact, Ruling } from "../../shared/projections/model.ts";
import { rivalsAmong } from "../../shared/projections/spans.ts";

/** What has been decided about a contradiction: ours in force counts before ours that lapsed, and ours before a partner's; theirs that lapsed is told too. */
export type RulingState = "unruled" | "ours" | "lapsed" | "partner";
export const rulingStates = ["unruled", "ours", "lapsed", "partner"] as const satisfies readonly RulingState[];

/** One property that should have one value and has several, as a person weighs it. */
export interface Rivalry {
  readonly entity: Entity;
  readonly conflict: Conflict;
  /** The fact painted first: what we rely on. */
  readonly relied: Fact;
  /** Further facts that say the same as the first. */
  readonly alike: readonly Fact[];
  /** Facts that say something else of the same time: those of one value together, the better first. */
  readonly rivals: readonly Fact[];
  /** Facts that say something else of another time: no contradiction, and not rejected by a ruling. */
  readonly otherTimes: readonly Fact[];
  /** Agencies behind the facts that contradict each other, sorted. */
  readonly agencies: readonly string[];
  readonly state: RulingState;
  /** Rulings about this property, ours in force in front. */
  readonly rulings: readonly Ruling[];
}

/** The contradictions of an entity, by property. O(its facts) and only where there are any. */
export function rivalriesOf(entity: Entity, own: string): readonly Rivalry[] {
  return entity.conflicts.flatMap((conflict) => rivalry(entity, conflict, own) ?? []);
}

/** The contradiction of one property; null when there is none. */
export function rivalryOf(entity: Entity, property: string, own: string): Rivalry | null {
  const conflict = entity.conflicts.find((each) => each.property === property);
  return conflict === undefined ? null : rivalry(entity, conflict, own);
}

/** Rulings about one property, ours in force in front. */
export function rulingsAbout(entity: Entity, property: string): readonly Ruling[] {
  return entity.rulings.filter((ruling) => ruling.state !== "void" && ruling.property === property);
}

/** How a ruling stands; "outranked" = ours and in force, but a later one of ours decides: two things that each had one were merged. */
export function standingOf(entity: Entity, ruling: Ruling, own: string): Ruling["state"] | "outranked" {
  const isOurs = ruling.agency === own && ruling.state === "in-force";
  return isOurs && entity.facts[ruling.property]?.[0]?.claim !== ruling.reliesOn ? "outranked" : ruling.state;
}

/** The fact a ruling names; undefined when it is no longer live. */
export function factRuledOn(entity: Entity, ruling: Ruling): Fact | undefined {
  return entity.facts[ruling.property]?.find((fact) => fact.claim === ruling.reliesOn);
}

/** Facts of the same property that say something else of the same time: what relying on this one rejects, the better first. */
export function rejectedBy(entity: Entity, fact: Fact): readonly Fact[] {
  const key = valueKey(fact);
  return (entity.facts[fact.property] ?? []).filter((other) => {
    const pair = [fact, other].map((each) => ({ key: valueKey(each), during: each.during }));
    return valueKey(other) !== key && rivalsAmong(pair).size > 0;
  });
}

/** One fact of each value, the first of each. */
export function onePerValue(facts: readonly Fact[]): readonly Fact[] {
  return [...Map.groupBy(facts, valueKey).values()].flatMap(([first]) => (first === undefined ? [] : [first]));
}

function rivalry(entity: Entity, conflict: Conflict, own: string): Rivalry | null {
  const facts = entity.facts[conflict.property] ?? [];
  const [relied, ...rest] = facts;
  if (relied === undefined) return null;
  const key = valueKey(relied);
  const contradicting = rivalsAmong(facts.map((fact) => ({ key: valueKey(fact), during: fact.during })));
  const others = rest.filter((fact) => valueKey(fact) !== key);
  const isRival = new Set(facts.filter((_, at) => contradicting.has(at)));
  const rulings = rulingsAbout(entity, conflict.property);
  return {
    entity,
    conflict,
    relied,
    alike: rest.filter((fact) => valueKey(fact) === key),
    rivals: [...Map.groupBy(others, valueKey).values()].flat().filter((fact) => isRival.has(fact)),
    otherTimes: others.filter((fact) => !isRival.has(fact)),
    agencies: [...new Set([...isRival].map(({ agency }) => agency))].sort(),
    state: stateOf(rulings, own),
    rulings,
  };
}

function stateOf(rulings: readonly Ruling[], own: string): RulingState {
  const ours = rulings.filter(({ agency }) => agency === own);
  if (ours.some(({ state }) => state === "in-force")) return "ours";
  if (ours.length > 0) return "lapsed";
  if (rulings.some(({ state }) => state === "in-force")) return "partner";
  return rulings.some(({ state }) => state === "lapsed") ? "lapsed" : "unruled";
}
