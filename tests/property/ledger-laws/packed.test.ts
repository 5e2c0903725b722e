import fc from "fast-check";
import { expect, test } from "vitest";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { CaseFold } from "../../../shared/projections/case-fold.ts";
import { JoinedPatch } from "../../../shared/projections/joined-patch.ts";
import type { Entity, Patch } from "../../../shared/projections/model.ts";
import { packPatch } from "../../../shared/projections/pack-rows.ts";
import { buffersOf } from "../../../shared/projections/row-format.ts";
import { droppedOf, plainRow, rowsOfPack, textsOf } from "../../../shared/projections/packed-row.ts";
import { ByteReader, ByteWriter } from "../../../shared/kernel/byte-stream.ts";
import { bytesToPack, packOutlines, packToBytes } from "../../../shared/projections/stored-rows.ts";
import { entityOfRow } from "../../../shared/projections/entities.ts";
import { lawRuns, lawTime } from "../../kit/runs.ts";
import { eyesOf } from "../../kit/fold.ts";
import { anyTurns, tell } from "../../kit/told-case.ts";

test("rows cross as bytes and come out as they went in", lawTime, () => {
  const seen = { facts: 0, conflicts: 0, rulings: 0, members: 0, disputed: 0, dropped: 0 };
  fc.assert(
    fc.property(anyTurns, (turns) => {
      const fold = new CaseFold(eyesOf("afm"));
      const plain = new CaseFold(eyesOf("afm"));
      for (const commit of tell(turns)) {
        fold.add([commit]);
        const wanted = plain.apply([commit]);
        const pack = structuredClone(packPatch(patched(fold.changes())));
        const rows = [...rowsOfPack(pack, plainRow)];
        expect(new Map(rows.map((row) => [row.id, row]))).toEqual(wanted.put);
        // What is packed out of plain data is the same.
        expect([...rowsOfPack(packPatch(wanted), plainRow)]).toEqual([...wanted.put.values()]);
        expect(new Set(droppedOf(pack))).toEqual(new Set(wanted.drop));
        for (const row of rows) note(row);
        seen.dropped += pack.dropped.length;
      }
    }),
    lawRuns,
  );
  function note({ facts, conflicts, rulings, members, isDisputed }: Entity): void {
    seen.facts += Object.values(facts).flat().length;
    seen.conflicts += conflicts.length;
    seen.rulings += rulings.length;
    seen.members += members.length;
    seen.disputed += isDisputed ? 1 : 0;
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});

/** The parts of a change as one, its rows as they are told on. */
function patched(parts: Iterable<Patch<EntityId, Entity>>): Patch<EntityId, Entity> {
  const all = new JoinedPatch<EntityId, Entity>();
  for (const part of parts) all.add(part);
  return all;
}

test("rows that are stored without their facts come out as they went in, in any version of the case", lawTime, () => {
  fc.assert(
    fc.property(anyTurns, (turns) => {
      const fold = new CaseFold(eyesOf("afm"));
      for (const commit of tell(turns)) {
        fold.apply([commit]);
        const stored = bytesToPack(packToBytes(packOutlines(fold.rows.values())));
        const shown = new Map([...rowsOfPack(stored ?? expect.fail(), plainRow)].map((row) => [row.id, row]));
        expect(shown).toEqual(new Map([...fold.rows].map(([id, row]) => [id, { ...entityOfRow(row), facts: {} }])));
      }
    }),
    lawRuns,
  );
});

test("a row read later, or twice, gives the same", () => {
  fc.assert(
    fc.property(anyTurns, (turns) => {
      const { put } = new CaseFold(eyesOf("afm")).apply([...tell(turns)]);
      const pack = packPatch({ put, drop: new Set() });
      const lazy = [...rowsOfPack(pack)];
      for (const row of [...lazy].reverse()) {
        expect(row.facts).toEqual(put.get(row.id)?.facts);
        expect(row.facts).toEqual(put.get(row.id)?.facts);
      }
      // What is moved is all there is of them.
      expect(buffersOf(pack).reduce((sum, { byteLength }) => sum + byteLength, 0)).toBe(pack.bytes.length + 4 * put.size);
    }),
    { numRuns: 200 },
  );
});

test("texts read out of a row are those of its facts, of all properties or of some", lawTime, () => {
  let texts = 0;
  const inOrder = (row: Pick<Entity, "facts">, properties: ReadonlySet<string> | null): readonly unknown[] =>
    textsOf(row, properties).toSorted((a, b) => (a.property < b.property ? -1 : a.property > b.property ? 1 : 0));
  fc.assert(
    fc.property(anyTurns, fc.nat(), (turns, mask) => {
      const { put } = new CaseFold(eyesOf("afm")).apply([...tell(turns)]);
      for (const row of rowsOfPack(packPatch({ put, drop: new Set() }))) {
        const plain = put.get(row.id) ?? expect.fail();
        const some = new Set(Object.keys(plain.facts).filter((_, at) => ((mask >> (at % 16)) & 1) === 1));
        expect(inOrder(row, null)).toEqual(inOrder(plain, null));
        expect(inOrder(row, some)).toEqual(inOrder(plain, some));
        texts += inOrder(plain, some).length;
      }
    }),
    lawRuns,
  );
  expect(texts).toBeGreaterThan(1000);
});

test("numbers, hex and texts of any kind are read as they were written", () => {
  const anyPart = fc.oneof(
    fc.record({ kind: fc.constant("number" as const), value: fc.maxSafeNat() }),
    fc.record({ kind: fc.constant("hex" as const), value: fc.stringMatching(/^[0-9a-f]{0,70}$/) }),
    // Anything may stand where an id is expected; half surrogates and a leading NUL may stand in a text.
    fc.record({ kind: fc.constant("hex" as const), value: fc.string({ unit: "binary" }) }),
    fc.record({ kind: fc.constant("text" as const), value: fc.string({ unit: "binary", maxLength: 200 }) }),
    fc.record({ kind: fc.constant("text" as const), value: fc.constantFrom("\ud800", "\0", "\0x", "a\udfff", "ә".repeat(70_000), "") }),
  );
  fc.assert(
    fc.property(fc.array(anyPart), (parts) => {
      const writer = new ByteWriter();
      for (const part of parts) part.kind === "number" ? writer.number(part.value) : writer[part.kind](part.value);
      const reader = new ByteReader(writer.take(), 0);
      for (const { kind, value } of parts) expect(reader[kind]()).toBe(value);
      expect(reader.place).toBe(writer.length);
    }),
    { numRuns: 2000 },
  );
});
