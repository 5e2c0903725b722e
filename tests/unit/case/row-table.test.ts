import fc from "fast-check";
import { expect, test } from "vitest";
import { RowTable } from "../../../shared/case/row-table.ts";
import { type EntityId, knownId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { packPatch } from "../../../shared/projections/pack-rows.ts";
import { OpenPack, packedRow, plainRow } from "../../../shared/projections/packed-row.ts";

/** Ids as they are, and whatever else may stand where one is expected. */
const anyId = fc
  .oneof(
    fc.stringMatching(/^[0-9a-f]{32}$/),
    fc.constantFrom("", "a", "ab", "abc", "Ә"),
    fc.stringMatching(/^[01]{2}$/),
    fc.string({ unit: "binary" }),
  )
  .map((text) => knownId<EntityId>(text));
const anyPart = fc.record({ put: fc.array(fc.record({ id: anyId, title: fc.string() })), drop: fc.array(anyId) });

function rowOf(id: EntityId, title: string): Entity {
  const none = { facts: {}, ends: null, agencies: ["afm"], conflicts: [], rulings: [], members: [] };
  return { id, type: "person", form: "node", title, ...none, handling: "amber", isDisputed: false };
}
function packOf(put: readonly Entity[], drop: readonly EntityId[]): OpenPack {
  return new OpenPack(packPatch({ put: new Map(put.map((row) => [row.id, row])), drop: new Set(drop) }));
}

test("a table over packs holds what a map holds, in its order", () => {
  fc.assert(
    fc.property(fc.array(anyPart, { maxLength: 12 }), (parts) => {
      const [table, plain] = [new RowTable(plainRow), new Map<EntityId, Entity>()];
      for (const { put, drop } of parts) {
        const rows = put.map(({ id, title }) => rowOf(id, title));
        const pack = packOf(rows, drop);
        table.removeDropped(pack);
        table.putRows(pack);
        for (const id of drop) plain.delete(id);
        for (const row of new Map(rows.map((each) => [each.id, each])).values()) plain.set(row.id, row);
        expect(table.size).toBe(plain.size);
        for (const { id } of put) expect(table.get(id)).toEqual(plain.get(id));
        for (const id of drop) expect(table.has(id)).toBe(plain.has(id));
      }
      expect([...table]).toEqual([...plain]);
      expect([...table.keys()]).toEqual([...plain.keys()]);
      const told = new Map<EntityId, Entity>();
      table.forEach((row, id) => told.set(id, row));
      expect(told).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

test("a row is the same object until it changes", () => {
  const table = new RowTable(packedRow);
  const [a, b] = [knownId<EntityId>("aa".repeat(16)), knownId<EntityId>("bb".repeat(16))];
  table.putRows(packOf([rowOf(a, "А"), rowOf(b, "Б")], []));
  const [first, other] = [table.get(a), table.get(b)];
  expect([...table.values()]).toEqual([first, other]);
  expect(table.get(a)).toBe(first);
  table.putRows(packOf([rowOf(a, "Ә")], []));
  expect(table.get(a)).not.toBe(first);
  expect(table.get(a)?.title).toBe("Ә");
  expect(table.get(b)).toBe(other);
});

test("dropped ids alone are a table of ids", () => {
  const table = new RowTable(packedRow);
  const ids = ["00".repeat(16), "ff".repeat(16), "no id"].map((text) => knownId<EntityId>(text));
  table.putDropped(packOf([], ids));
  table.putDropped(packOf([], ids.slice(1)));
  expect([...table.keys()]).toEqual(ids);
  expect(table.size).toBe(3);
  expect(ids.every((id) => table.has(id))).toBe(true);
});

test("what is removed by the thousand is let go, and the order stays", () => {
  const [table, plain] = [new RowTable(packedRow), new Map<EntityId, string>()];
  const idOf = (n: number): EntityId => knownId<EntityId>(`a${n.toString(16).padStart(31, "0")}`);
  for (let n = 0; n < 20_000; n += 500) {
    const rows = Array.from({ length: 500 }, (_, i) => rowOf(idOf(n + i), `${n + i}`));
    const gone = rows.flatMap(({ id }, i) => (i % 3 === 0 ? [] : [id]));
    const back = rows.filter((_, i) => i % 7 === 1).map(({ id }) => rowOf(id, "back"));
    for (const pack of [packOf(rows, []), packOf([], gone), packOf(back, [])]) {
      table.removeDropped(pack);
      table.putRows(pack);
    }
    for (const { id, title } of rows) plain.set(id, title);
    for (const id of gone) plain.delete(id);
    for (const { id, title } of back) plain.set(id, title);
  }
  expect([...table].map(([id, { title }]) => [id, title])).toEqual([...plain]);
  expect(table.size).toBe(plain.size);
});
