import fc from "fast-check";
import { expect, test } from "vitest";
import { LayeredMap } from "../../../shared/case/layered-map.ts";
import { ShardedMap } from "../../../shared/case/sharded-map.ts";

const anyKey = fc.oneof(fc.stringMatching(/^[0-9a-f]{32}$/), fc.constantFrom("", "a", "ab", "abc"), fc.stringMatching(/^[ab]{1,3}$/));
const anyMove = fc.record({ key: anyKey, row: fc.option(fc.record({ n: fc.nat(9) })) });

test("a map in pieces holds what a map holds", () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 60 }), (moves) => {
      const [pieces, plain] = [new ShardedMap<string, object>(), new Map<string, object>()];
      for (const { key, row } of moves) {
        if (row === null) {
          pieces.delete(key);
          plain.delete(key);
        } else {
          pieces.set(key, row);
          plain.set(key, row);
        }
        expect(pieces.size).toBe(plain.size);
        expect(pieces.get(key)).toBe(plain.get(key));
        expect(pieces.has(key)).toBe(plain.has(key));
      }
      expect(new Map(pieces)).toEqual(plain);
      expect(new Set(pieces.keys())).toEqual(new Set(plain.keys()));
      expect(new Set(pieces.values())).toEqual(new Set(plain.values()));
      const told = new Map<string, object>();
      pieces.forEach((row, key) => told.set(key, row));
      expect(told).toEqual(plain);
    }),
  );
});

test("keys that differ in few places do not all fall into one piece", () => {
  const counted = Array.from({ length: 64 * 100 }, (_, n) => `a${n.toString(16).padStart(31, "0")}`);
  const flows = Array.from({ length: 64 * 100 }, (_, n) => `${"f".repeat(32)}/${[...n.toString(16).padStart(32, "7")].reverse().join("")}/TR7N`);
  for (const keys of [counted, flows]) {
    const map = new ShardedMap<string, number>();
    for (const [n, key] of keys.entries()) map.set(key, n);
    // In pieces, rows of one piece follow each other: the longest stretch of neighbours in one piece is what must stay small.
    const order = [...map.keys()].map((key) => keys.indexOf(key));
    const falls = order.filter((n, i) => i > 0 && n < (order[i - 1] ?? 0)).length;
    expect(falls).toBeGreaterThan(50);
  }
});

test("what lies over a map is seen instead of it, and leaves it as it is", () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 20 }), fc.array(anyMove, { maxLength: 20 }), (under, over) => {
      const beneath = new Map(under.flatMap(({ key, row }) => (row === null ? [] : [[key, row] as const])));
      const layer = new Map(over.map(({ key, row }) => [key, row] as const));
      const wanted = new Map<string, object>(beneath);
      for (const [key, row] of layer) row === null ? wanted.delete(key) : wanted.set(key, row);
      const before = new Map(beneath);
      const seen = new LayeredMap<string, object>(beneath, layer);
      expect(new Map(seen)).toEqual(wanted);
      expect(seen.size).toBe(wanted.size);
      for (const key of [...beneath.keys(), ...layer.keys()]) {
        expect(seen.get(key)).toBe(wanted.get(key));
        expect(seen.has(key)).toBe(wanted.has(key));
      }
      expect(beneath).toEqual(before);
    }),
  );
});
