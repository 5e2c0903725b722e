import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import type { Box, BoxStore, Slot, StorageError } from "../../shared/vault/model.ts";

/** A box store in memory. What it holds may be looked at and altered by tests: bytes are copied in and out, as a disk would. */
export interface MemoryBoxStore extends BoxStore {
  header: Bytes | null;
  readonly runs: Map<string, Box[]>;
  readonly slots: Map<string, Bytes>;
  /** Writes this many more times, then answers `disk-full`; Infinity = always writes. */
  writesLeft: number;
}

export function createMemoryBoxStore(): MemoryBoxStore {
  const [runs, slots] = [new Map<string, Box[]>(), new Map<string, Bytes>()];
  const putSlots = (given: readonly Slot[]) => given.forEach((slot) => slots.set(slot.name, slot.sealed.slice()));
  const store: MemoryBoxStore = {
    header: null,
    runs,
    slots,
    writesLeft: Number.POSITIVE_INFINITY,
    readHeader: async () => succeed(store.header?.slice() ?? null),
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
    remove: async (what) =>
      write(() => {
        for (const name of [...what.slots, ...what.chunks]) slots.delete(name);
        for (const run of what.runs) runs.delete(run);
      }),
  };
  function write(change: () => void): Result<void, StorageError> {
    if (store.writesLeft <= 0) return fail("disk-full");
    store.writesLeft -= 1;
    change();
    return succeed(undefined);
  }
  return store;
}
