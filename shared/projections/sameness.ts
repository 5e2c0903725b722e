import type { EntityId } from "../kernel/brand.ts";
import { compareText } from "./compare-text.ts";

/** "`from` is `to`", or "is not". */
export interface Pair {
  readonly from: EntityId;
  readonly to: EntityId;
}
/** A pair, and whether the reader's own agency says it. */
export interface SaidPair extends Pair {
  readonly isOurs: boolean;
}
/** Which ids are one thing. */
export interface Sameness {
  /** The id a thing is shown under. */
  keyOf(id: EntityId): EntityId;
  /** The other ids of a thing, sorted; [] for nearly all. */
  membersOf(key: EntityId): readonly EntityId[];
  /** Every id that is merged with another, keys included. */
  ids(): ReadonlySet<EntityId>;
}

const nobody: readonly EntityId[] = [];

/**
 * Joins what is said to be one. A pair that is said to be distinct is not joined by its own link; a thing is shown under the id that is merged into
 * no other, and under the least of them when that does not decide.
 *
 * Takes   pairs in any order, repeats included.
 * Cost    O(pairs), nearly; O(1) an ask.
 * Source  union by representative: Tarjan 1975.
 */
export function samenessOf(same: readonly Pair[], distinct: readonly Pair[]): Sameness {
  const apart = new Set(distinct.map(({ from, to }) => pairKey(from, to)));
  const held = same.filter(({ from, to }) => from !== to && !apart.has(pairKey(from, to)));
  const groups = collectGroups(held);
  const absorbed = new Set(held.map(({ from }) => from));
  const keys = new Map<EntityId, EntityId>();
  const members = new Map<EntityId, readonly EntityId[]>();
  for (const group of groups) {
    group.sort(compareText);
    const key = group.find((id) => !absorbed.has(id)) ?? group[0];
    if (key === undefined) continue;
    for (const id of group) keys.set(id, key);
    members.set(
      key,
      group.filter((id) => id !== key),
    );
  }
  const ids = new Set(keys.keys());
  return { keyOf: (id) => keys.get(id) ?? id, membersOf: (key) => members.get(key) ?? nobody, ids: () => ids };
}

/** The pairs that keep two apart: all that are said to be distinct, but those of others where our own agency says the two are the same (decision 0025). */
export function heldApart(same: readonly SaidPair[], distinct: readonly SaidPair[]): readonly Pair[] {
  const ours = new Set(same.flatMap(({ isOurs, from, to }) => (isOurs ? [pairKey(from, to)] : [])));
  return distinct.filter(({ isOurs, from, to }) => isOurs || !ours.has(pairKey(from, to)));
}

/** The keys of things of which two ids are said to be distinct and are one all the same. */
export function contestedOf({ keyOf }: Sameness, distinct: readonly Pair[]): ReadonlySet<EntityId> {
  return new Set(distinct.flatMap(({ from, to }) => (from !== to && keyOf(from) === keyOf(to) ? [keyOf(from)] : [])));
}

/** Two ids in one order. */
export function pairKey(a: EntityId, b: EntityId): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`;
}

function collectGroups(pairs: readonly Pair[]): readonly EntityId[][] {
  const parents = new Map<EntityId, EntityId>();
  const rootOf = (id: EntityId): EntityId => {
    let at = id;
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) {
      const above = parents.get(up) ?? up;
      parents.set(at, above);
      at = above;
    }
    return at;
  };
  for (const { from, to } of pairs) {
    const [a, b] = [rootOf(from), rootOf(to)];
    for (const root of [a, b]) if (!parents.has(root)) parents.set(root, root);
    if (a !== b) parents.set(a > b ? a : b, a > b ? b : a);
  }
  return [...Map.groupBy(parents.keys(), rootOf).values()];
}
