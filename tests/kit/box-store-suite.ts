import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import type { Box, BoxStore, StoredPiece } from "../../shared/vault/model.ts";

/** A store under test, and the same storage opened afresh, as after a restart. */
export interface StoreUnderTest {
  readonly store: BoxStore;
  reopen(): Promise<BoxStore>;
  remove(): Promise<void>;
}

const bytes = (...values: number[]): Bytes => new Uint8Array(values);
const box = (sequence: number, ...values: number[]): Box => ({ sequence, sealed: bytes(...values) });

async function boxesIn(store: BoxStore, run: string, from = 0): Promise<readonly Box[]> {
  const boxes: Box[] = [];
  for await (const read of store.scanBoxes(run, from)) {
    if (!read.ok) throw new Error(read.error.kind);
    boxes.push({ sequence: read.value.sequence, sealed: new Uint8Array(read.value.sealed) });
  }
  return boxes;
}

const done = { ok: true, value: undefined };

/** What every box store does, whatever it writes to: run against memory, IndexedDB and a folder alike. */
export function boxStoreSuite(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`box store: ${name}`, () => {
    let made: StoreUnderTest;
    beforeEach(async () => {
      made = await make();
    });
    afterEach(() => made.remove());
    headerTests(() => made);
    runTests(() => made);
    slotTests(() => made);
    chunkTests(() => made);
    wholeTests(() => made);
    removeTests(() => made);
    replaceTests(() => made);
    replaceEndTests(() => made);
  });
}

function headerTests(made: () => StoreUnderTest): void {
  test("has no header at first, and keeps the last one written over a restart", async () => {
    const { store, reopen } = made();
    expect(await store.readHeader()).toEqual({ ok: true, value: null });
    expect(await store.writeHeader(bytes(1, 2, 3))).toEqual(done);
    expect(await store.writeHeader(bytes(4))).toEqual(done);
    expect(await store.readHeader()).toEqual({ ok: true, value: bytes(4) });
    expect(await (await reopen()).readHeader()).toEqual({ ok: true, value: bytes(4) });
  });
}

function runTests(made: () => StoreUnderTest): void {
  test("gives the boxes of a run in sequence, from any place, over a restart, apart from other runs", async () => {
    const { store, reopen } = made();
    const first = Array.from({ length: 40 }, (_, i) => box(i, i, 255 - i));
    expect(await store.putBoxes("a1", first, [])).toEqual(done);
    expect(await store.putBoxes("a10", [box(0, 9)], [])).toEqual(done);
    expect(await store.putBoxes("a1", [box(40, 40)], [])).toEqual(done);
    const all = [...first, box(40, 40)];
    expect(await boxesIn(store, "a1")).toEqual(all);
    const again = await reopen();
    expect(await boxesIn(again, "a1")).toEqual(all);
    expect(await boxesIn(again, "a1", 33)).toEqual(all.slice(33));
    expect(await boxesIn(again, "a10")).toEqual([box(0, 9)]);
    expect(await boxesIn(again, "none")).toEqual([]);
  });

  test("refuses boxes that do not continue the run, and then writes nothing of the call", async () => {
    const { store } = made();
    await store.putBoxes("a1", [box(0, 1), box(1, 2)], []);
    for (const wrong of [[box(1, 3)], [box(3, 3)], [box(2, 3), box(4, 3)], [box(0, 3)], [box(2, 3), box(2, 4)]]) {
      const refused = await store.putBoxes("a1", wrong, [{ name: "tail", sealed: bytes(7) }]);
      expect(refused).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
    }
    expect(await store.putBoxes("a2", [box(1, 3)], [])).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
    expect(await boxesIn(store, "a1")).toEqual([box(0, 1), box(1, 2)]);
    expect(await store.readSlot("tail")).toEqual({ ok: true, value: null });
  });

  test("lets one of two writers at the same place through", async () => {
    const { store } = made();
    const answers = await Promise.all([store.putBoxes("a1", [box(0, 1)], []), store.putBoxes("a1", [box(0, 2)], [])]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await boxesIn(store, "a1")).toHaveLength(1);
  });

  test("keeps a box of 2 MiB as it was", async () => {
    const { store, reopen } = made();
    const large = new Uint8Array(2_097_152).map((_, i) => (i * 31) % 251);
    await store.putBoxes("a1", [{ sequence: 0, sealed: large }], []);
    const [read] = await boxesIn(await reopen(), "a1");
    expect(read?.sealed.length).toBe(large.length);
    expect(read?.sealed.every((byte, i) => byte === large[i])).toBe(true);
  });
}

function slotTests(made: () => StoreUnderTest): void {
  test("replaces slots, alone or with boxes, and keeps them over a restart", async () => {
    const { store, reopen } = made();
    expect(await store.readSlot("s1")).toEqual({ ok: true, value: null });
    await store.putSlots([
      { name: "s1", sealed: bytes(1) },
      { name: "s2", sealed: bytes(2) },
    ]);
    await store.putBoxes("a1", [box(0, 1)], [{ name: "s1", sealed: bytes(3) }]);
    const again = await reopen();
    expect(await again.readSlot("s1")).toEqual({ ok: true, value: bytes(3) });
    expect(await again.readSlot("s2")).toEqual({ ok: true, value: bytes(2) });
  });
}

function chunkTests(made: () => StoreUnderTest): void {
  test("keeps chunks over a restart, apart from slots of the same name, and replaces them whole", async () => {
    const { store, reopen } = made();
    expect(await store.readChunk("c1")).toEqual({ ok: true, value: null });
    const large = new Uint8Array(4_194_369).map((_, i) => (i * 31) % 251);
    await store.putSlots([{ name: "c1", sealed: bytes(9) }]);
    expect(
      await store.putChunks([
        { name: "c1", sealed: [large.slice(0, 49), large.slice(49)] },
        { name: "c2", sealed: [bytes(2)] },
      ]),
    ).toEqual(done);
    const again = await reopen();
    const read = await again.readChunk("c1");
    expect(read.ok && read.value !== null && read.value.length === large.length && read.value.every((byte, i) => byte === large[i])).toBe(true);
    expect(await again.readSlot("c1")).toEqual({ ok: true, value: bytes(9) });
    expect(await again.putChunks([{ name: "c1", sealed: [bytes(1), bytes(2, 3)] }])).toEqual(done);
    expect(await again.readChunk("c1")).toEqual({ ok: true, value: bytes(1, 2, 3) });
    expect(await again.readChunk("c2")).toEqual({ ok: true, value: bytes(2) });
  });

  test("drops chunks, those that are not there too, and leaves the others", async () => {
    const { store, reopen } = made();
    await store.putChunks(["c1", "c2", "c3"].map((name, i) => ({ name, sealed: [bytes(i)] })));
    expect(await store.dropChunks(["c1", "none", "c3"])).toEqual(done);
    const again = await reopen();
    expect(await Promise.all(["c1", "c2", "c3"].map((name) => again.readChunk(name)))).toEqual(
      [null, bytes(1), null].map((value) => ({ ok: true, value })),
    );
  });

  test("says how much is stored and what still fits", async () => {
    const { store } = made();
    const before = await store.room(1_000_000);
    await store.putChunks([{ name: "c1", sealed: [new Uint8Array(3_000_000).map((_, i) => (i * 7919) % 256)] }]);
    const after = await store.room(1_000_000);
    // Not to the byte: the browser folds its own log meanwhile, and counts that too.
    expect(before.ok && after.ok && after.value.usedBytes - before.value.usedBytes).toBeGreaterThan(2_500_000);
    expect(after.ok && (after.value.freeBytes === null || after.value.freeBytes > 0)).toBe(true);
  });
}

async function piecesIn(store: BoxStore): Promise<readonly StoredPiece[]> {
  const pieces: StoredPiece[] = [];
  for await (const piece of store.scanAll()) {
    if (!piece.ok) throw new Error(piece.error.kind);
    pieces.push(piece.value);
  }
  return pieces;
}

function wholeTests(made: () => StoreUnderTest): void {
  test("gives everything stored: header, tails, boxes by run and place, other slots by name", async () => {
    const { store, reopen } = made();
    expect(await piecesIn(store)).toEqual([]);
    await store.putSlots([{ name: "z9", sealed: bytes(9) }]);
    await store.putBoxes("b1", [box(0, 1)], [{ name: "b1", sealed: bytes(11) }]);
    await store.putBoxes("a1", [box(0, 2), box(1, 3)], [{ name: "a1", sealed: bytes(12) }]);
    await store.putSlots([{ name: "c1", sealed: bytes(8) }]);
    await store.putChunks([
      { name: "k2", sealed: [bytes(7)] },
      { name: "k1", sealed: [bytes(6)] },
    ]);
    expect(await store.chunkNames()).toEqual({ ok: true, value: ["k1", "k2"] });
    expect(await piecesIn(store)).toEqual([]);
    await store.writeHeader(bytes(1, 2));
    const all = [
      { kind: "header", bytes: bytes(1, 2), pieces: 9 },
      { kind: "tail", name: "a1", sealed: bytes(12) },
      { kind: "tail", name: "b1", sealed: bytes(11) },
      { kind: "box", run: "a1", sequence: 0, sealed: bytes(2) },
      { kind: "box", run: "a1", sequence: 1, sealed: bytes(3) },
      { kind: "box", run: "b1", sequence: 0, sealed: bytes(1) },
      { kind: "slot", name: "c1", sealed: bytes(8) },
      { kind: "slot", name: "z9", sealed: bytes(9) },
      { kind: "chunk", name: "k1", sealed: bytes(6) },
      { kind: "chunk", name: "k2", sealed: bytes(7) },
    ];
    expect(await piecesIn(store)).toEqual(all);
    expect(await piecesIn(await reopen())).toEqual(all);
  });

  test("shows boxes and tails as they stood at the first piece, whatever is written while it goes on", async () => {
    const { store } = made();
    await store.writeHeader(bytes(1));
    await store.putBoxes("a1", [box(0, 1)], [{ name: "a1", sealed: bytes(1) }]);
    const kinds: string[] = [];
    for await (const piece of store.scanAll()) {
      if (!piece.ok) throw new Error(piece.error.kind);
      if (kinds.length === 0) {
        await store.putBoxes("a1", [box(1, 2)], [{ name: "a1", sealed: bytes(2) }]);
        await store.putBoxes("b1", [box(0, 2)], [{ name: "b1", sealed: bytes(2) }]);
      }
      kinds.push(piece.value.kind === "tail" ? `tail ${piece.value.sealed[0]}` : piece.value.kind);
    }
    expect(kinds).toEqual(["header", "tail 1", "box"]);
  });

  test("clears what lies there without a header, and nothing of a vault", async () => {
    const { store, reopen } = made();
    await store.putBoxes("a1", [box(0, 1)], [{ name: "a1", sealed: bytes(1) }]);
    await store.putChunks([{ name: "k1", sealed: [bytes(6)] }]);
    expect(await store.clear()).toEqual(done);
    expect(await store.chunkNames()).toEqual({ ok: true, value: [] });
    expect([await boxesIn(store, "a1"), await store.readSlot("a1")]).toEqual([[], { ok: true, value: null }]);
    expect(await store.putBoxes("a1", [box(0, 1)], [{ name: "a1", sealed: bytes(1) }])).toEqual(done);
    await store.writeHeader(bytes(1));
    expect(await store.clear()).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
    expect(await piecesIn(await reopen())).toHaveLength(3);
  });
}

function removeTests(made: () => StoreUnderTest): void {
  test("removes runs, slots and chunks for good, passes over what is gone, and leaves the rest", async () => {
    const { store, reopen } = made();
    await store.putBoxes("a1", [box(0, 1), box(1, 2)], [{ name: "s1", sealed: bytes(1) }]);
    await store.putBoxes("a10", [box(0, 3)], [{ name: "s2", sealed: bytes(2) }]);
    await store.putSlots([{ name: "c1", sealed: bytes(4) }]);
    await store.putChunks(["c1", "c2"].map((name, i) => ({ name, sealed: [bytes(5 + i)] })));
    const what = { runs: ["a1", "none"], slots: ["s1", "never"], chunks: ["c1", "none"] };
    for (let asked = 0; asked < 2; asked++) expect(await store.remove(what)).toEqual(done);
    const expectGone = async (each: BoxStore): Promise<void> => {
      expect(await boxesIn(each, "a1")).toEqual([]);
      expect(await boxesIn(each, "a10")).toEqual([box(0, 3)]);
      expect(await each.readSlot("s1")).toEqual({ ok: true, value: null });
      expect(await each.readSlot("c1")).toEqual({ ok: true, value: bytes(4) });
      expect(await each.chunkNames()).toEqual({ ok: true, value: ["c2"] });
      expect(await each.readSlot("s2")).toEqual({ ok: true, value: bytes(2) });
    };
    await expectGone(store);
    const again = await reopen();
    await expectGone(again);
    // The name may be used anew, from the beginning.
    expect(await again.putBoxes("a1", [box(0, 9)], [])).toEqual(done);
  });
}

function replaceTests(made: () => StoreUnderTest): void {
  test("a run is replaced whole, with its tail, over a restart, and goes on from there; others stay", async () => {
    const { store, reopen } = made();
    await store.putBoxes("a1", [box(0, 1), box(1, 2), box(2, 3)], [{ name: "a1", sealed: bytes(1) }]);
    await store.putBoxes("a2", [box(0, 9)], []);
    expect(await store.replaceRun("a1", [box(0, 7), box(1, 8)], [{ name: "a1", sealed: bytes(2) }])).toEqual(done);
    const again = await reopen();
    expect(await boxesIn(again, "a1")).toEqual([box(0, 7), box(1, 8)]);
    expect(await again.readSlot("a1")).toEqual({ ok: true, value: bytes(2) });
    expect(await boxesIn(again, "a2")).toEqual([box(0, 9)]);
    expect(await again.putBoxes("a1", [box(2, 5)], [])).toEqual(done);
    expect(await again.replaceRun("a3", [box(0, 4)], [])).toEqual(done);
    expect(await boxesIn(again, "a3")).toEqual([box(0, 4)]);
  });
}

function replaceEndTests(made: () => StoreUnderTest): void {
  const tail = (value: number) => [{ name: "a1", sealed: bytes(value) }];
  const four = [box(0, 1), box(1, 2), box(2, 3), box(3, 4)];

  test("the end of a run is replaced by fewer boxes, with its tail, over a restart, and goes on from there; others stay", async () => {
    const { store, reopen } = made();
    await store.putBoxes("a1", four, tail(1));
    await store.putBoxes("a10", [box(0, 9)], []);
    expect(await store.replaceEnd("a1", 4, [box(1, 7)], tail(2))).toEqual(done);
    const again = await reopen();
    expect(await boxesIn(again, "a1")).toEqual([box(0, 1), box(1, 7)]);
    expect(await again.readSlot("a1")).toEqual({ ok: true, value: bytes(2) });
    expect(await boxesIn(again, "a10")).toEqual([box(0, 9)]);
    expect(await again.putBoxes("a1", [box(2, 5)], [])).toEqual(done);
    expect(await again.replaceEnd("a1", 3, [box(0, 6)], tail(3))).toEqual(done);
    expect(await boxesIn(await reopen(), "a1")).toEqual([box(0, 6)]);
  });

  test("the end of a run is left as it is when the run is longer or shorter than believed", async () => {
    const { store } = made();
    await store.putBoxes("a1", four, tail(1));
    for (const [count, first] of [
      [3, 1],
      [5, 1],
      [4, 5],
      [0, 0],
    ] as const)
      expect(await store.replaceEnd("a1", count, [box(first, 7)], tail(2))).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
    expect([await boxesIn(store, "a1"), await store.readSlot("a1")]).toEqual([four, { ok: true, value: bytes(1) }]);
  });

  test("names its runs, those without a box not", async () => {
    const { store, reopen } = made();
    expect(await store.runNames()).toEqual({ ok: true, value: [] });
    await store.putBoxes("b1", [box(0, 1), box(1, 2)], []);
    await store.putBoxes("a10", [box(0, 1)], [{ name: "c1", sealed: bytes(1) }]);
    await store.putBoxes("a1", [box(0, 1)], []);
    await store.remove({ runs: ["a10"], slots: [], chunks: [] });
    expect(await (await reopen()).runNames()).toEqual({ ok: true, value: ["a1", "b1"] });
  });
}
