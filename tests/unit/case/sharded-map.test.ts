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
      expect([...pieces]).toEqual([...plain]);
      expect([...pieces.keys()]).toEqual([...plain.keys()]);
      expect([...pieces.values()]).toEqual([...plain.values()]);
      const told = new Map<string, object>();
      pieces.forEach((row, key) => told.set(key, row));
      expect(told).toEqual(plain);
    }),
  );
});

test("what is deleted by the thousand is let go, and the order stays", () => {
  const [pieces, plain] = [new ShardedMap<string, number>(), new Map<string, number>()];
  for (let n = 0; n < 20_000; n++) {
    const key = `a${n.toString(16).padStart(31, "0")}`;
    pieces.set(key, n);
    plain.set(key, n);
    if (n % 3 === 0) continue;
    const gone = `a${(n - 1).toString(16).padStart(31, "0")}`;
    pieces.delete(gone);
    plain.delete(gone);
    if (n % 7 === 0) {
      pieces.set(gone, -n);
      plain.set(gone, -n);
    }
  }
  expect([...pieces]).toEqual([...plain]);
  expect(pieces.size).toBe(plain.size);
});

test("what lies over a map is seen instead of it, and leaves it as it is", () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 20 }), fc.array(anyMove, { maxLength: 20 }), (under, over) => {
      const beneath = new Map(under.flatMap(({ key, row }) => (row === null ? [] : [[key, row] as const])));
      const layer = new Map(over.map(({ key, row }) => [key, row] as const));
      const wanted = new Map<string, object>(beneath);
      for (const [key, row] of layer) row === null ? wanted.delete(key) : wanted.set(key, row);
      const before = new Map(beneath);
      const put = new Map([...layer].flatMap(([key, row]) => (row === null ? [] : [[key, row] as const])));
      const seen = new LayeredMap<string, object>(beneath, { put, drop: new Set([...layer.keys()].filter((key) => !put.has(key))) });
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
