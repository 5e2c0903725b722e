import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import type { Box, BoxStore, Slot, StorageError, StoredPiece } from "../../shared/vault/model.ts";

/** A box store in memory. What it holds may be looked at and altered by tests: bytes are copied in and out, as a disk would. */
export interface MemoryBoxStore extends BoxStore {
  header: Bytes | null;
  readonly runs: Map<string, Box[]>;
  readonly slots: Map<string, Bytes>;
  readonly chunks: Map<string, Bytes>;
  /** Bytes that still fit, as `room` says; null = unknown. */
  freeBytes: number | null;
  /** Writes this many more times, then answers `disk-full`; Infinity = always writes. */
  writesLeft: number;
  /** A vault was made here and is gone. */
  isLost: boolean;
}

export function createMemoryBoxStore(): MemoryBoxStore {
  const [runs, slots, chunks] = [new Map<string, Box[]>(), new Map<string, Bytes>(), new Map<string, Bytes>()];
  const putSlots = (given: readonly Slot[]) => given.forEach((slot) => slots.set(slot.name, slot.sealed.slice()));
  const store: MemoryBoxStore = {
    header: null,
    runs,
    slots,
    chunks,
    freeBytes: null,
    writesLeft: Number.POSITIVE_INFINITY,
    isLost: false,
    readHeader: async () => (store.isLost ? fail("vault-lost") : succeed(store.header?.slice() ?? null)),
    writeHeader: async (header) => write(() => (store.header = header.slice())),
    async putBoxes(run, boxes, given) {
      const stored = runs.get(run) ?? [];
      if (boxes.some((box, i) => box.sequence !== (stored.at(-1)?.sequence ?? -1) + 1 + i)) return fail("out-of-order");
      return write(() => {
        runs.set(run, [...stored, ...boxes.map((box) => ({ ...box, sealed: box.sealed.slice() }))]);
        putSlots(given);
      });
    },
    async *scanBoxes(run, fromSequence) {
      // Read as it goes, as a disk is: boxes that come meanwhile are seen.
      for (let i = 0; i < (runs.get(run)?.length ?? 0); i++) {
        const box = runs.get(run)?.[i];
        if (box !== undefined && box.sequence >= fromSequence) yield succeed({ ...box, sealed: box.sealed.slice() });
      }
    },
    putSlots: async (given) => write(() => putSlots(given)),
    readSlot: async (name) => succeed(slots.get(name)?.slice() ?? null),
    putChunks: async (given) => write(() => given.forEach((chunk) => chunks.set(chunk.name, concatBytes(...chunk.sealed)))),
    readChunk: async (name) => succeed(chunks.get(name)?.slice() ?? null),
    dropChunks: async (names) => write(() => names.forEach((name) => chunks.delete(name))),
    room: async () =>
      succeed({ usedBytes: [...chunks.values(), ...slots.values()].reduce((sum, { length }) => sum + length, 0), freeBytes: store.freeBytes }),
    chunkNames: async () => succeed([...chunks.keys()].sort()),
    scanAll: () => scanMemory(store),
    clear: async () => {
      if (store.header !== null) return fail("out-of-order");
      runs.clear();
      slots.clear();
      chunks.clear();
      return succeed(undefined);
    },
    remove: async (what) =>
      write(() => {
        for (const name of what.slots) slots.delete(name);
        for (const name of what.chunks) chunks.delete(name);
        for (const run of what.runs) runs.delete(run);
      }),
    replaceRun: async (run, boxes, given) =>
      write(() => {
        runs.set(
          run,
          boxes.map((box) => ({ ...box, sealed: box.sealed.slice() })),
        );
        putSlots(given);
      }),
    async replaceEnd(run, count, boxes, given) {
      const stored = runs.get(run) ?? [];
      const from = boxes[0]?.sequence ?? count;
      if (stored.length !== count || (stored.at(-1)?.sequence ?? -1) !== count - 1 || from > count) return fail("out-of-order");
      return write(() => {
        runs.set(run, [...stored.slice(0, from), ...boxes.map((box) => ({ ...box, sealed: box.sealed.slice() }))]);
        putSlots(given);
      });
    },
    runNames: async () => succeed([...runs].flatMap(([name, boxes]) => (boxes.length > 0 ? [name] : [])).sort()),
  };
  function write(change: () => void): Result<void, StorageError> {
    if (store.writesLeft <= 0) return fail("disk-full");
    store.writesLeft -= 1;
    change();
    return succeed(undefined);
  }
  return store;
}

async function* scanMemory({ header, runs, slots, chunks }: MemoryBoxStore): AsyncGenerator<Result<StoredPiece, StorageError>> {
  if (header === null) return;
  const boxes = new Map([...runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([run, stored]) => [run, [...stored]]));
  const names = [...slots.keys()].sort();
  const tails = names
    .filter((name) => boxes.has(name))
    .map((name) => ({ kind: "tail" as const, name, sealed: slots.get(name) ?? new Uint8Array(0) }));
  const count = [...boxes.values()].reduce((sum, stored) => sum + stored.length, 0);
  yield succeed({ kind: "header", bytes: header.slice(), pieces: names.length + chunks.size + count });
  for (const tail of tails) yield succeed({ ...tail, sealed: tail.sealed.slice() });
  for (const [run, stored] of boxes) for (const box of stored) yield succeed({ kind: "box", run, ...box, sealed: box.sealed.slice() });
  for (const name of names.filter((each) => !boxes.has(each))) {
    const sealed = slots.get(name);
    if (sealed !== undefined) yield succeed({ kind: "slot", name, sealed: sealed.slice() });
  }
  for (const name of [...chunks.keys()].sort()) {
    const sealed = chunks.get(name);
    if (sealed !== undefined) yield succeed({ kind: "chunk", name, sealed: sealed.slice() });
  }
}
