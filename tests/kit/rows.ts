import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect } from "vitest";
import type { EntityId } from "../../shared/kernel/brand.ts";
import type { Commit } from "../../shared/ledger/model.ts";
import type { Entity, Patch } from "../../shared/projections/model.ts";

export type Rows = ReadonlyMap<EntityId, Entity>;

/** That two tables show the same, whatever the order of their rows. The quick comparison first: a law asks a thousand times. */
export function expectSame<Key, Row>(found: ReadonlyMap<Key, Row>, wanted: ReadonlyMap<Key, Row>): void {
  const [one, other] = [new Map(found), new Map(wanted)];
  if (isDeepStrictEqual(one, other)) return;
  expect(one).toEqual(other);
  expect.fail("told apart only by what toEqual does not see");
}

/** A table with a patch laid into it: what a mirror does. */
export function patched<Key, Row>(rows: ReadonlyMap<Key, Row>, ...patches: readonly Patch<Key, Row>[]): ReadonlyMap<Key, Row> {
  const mirror = new Map(rows);
  for (const { put, drop } of patches) {
    for (const key of drop) mirror.delete(key);
    for (const [key, row] of put) mirror.set(key, row);
  }
  return mirror;
}

/** Keys to shuffle by. */
export const keysFor = (length: number): fc.Arbitrary<readonly number[]> => fc.array(fc.nat(), { minLength: length, maxLength: length });

/** The same items in the order of the keys. */
export function inOrder<Item>(items: readonly Item[], keys: readonly number[]): readonly Item[] {
  return items
    .map((item, i) => ({ item, key: keys[i] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Items cut into pieces of a size. */
export function inPieces<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** What two readers hold of a commit: those claims whose bit is set. */
export function partOf(commit: Commit, mask: number): Commit {
  return { ...commit, claims: commit.claims.filter(({ index }) => ((mask >> (index % 16)) & 1) === 1), saltKey: null };
}
