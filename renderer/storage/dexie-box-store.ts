import { Dexie } from "dexie";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import type { Box, BoxStore, Removable, Slot, StorageError } from "../../shared/vault/model.ts";
import { openSchema, type Schema } from "./schema.ts";
import { errorToStorageError } from "./storage-error.ts";

/** Boxes read at once: 16 MiB at most. */
const boxesPerRead = 16;
const headerKey = "vault";

/** A box store that can be let go, so that another tab may upgrade or a test may delete the database. */
export interface DexieBoxStore extends BoxStore {
  /** Every later call fails `closed`. */
  close(): void;
}

/**
 * Keeps boxes in IndexedDB. The database opens with the first call.
 *
 * Takes   the database's name: one vault each.
 * Fails   `disk-full` on quota, `closed`, `blocked` when another tab holds an older schema, `unavailable` for what the browser does not explain.
 * Cost    a small write 2–6 ms; boxes of 1 MiB about 100 MiB/s.
 */
export function createDexieBoxStore(name: string): DexieBoxStore {
  const schema = openSchema(name);
  return {
    readHeader: () => attempt(async () => (await schema.header.get(headerKey))?.bytes ?? null),
    writeHeader: (bytes) => attempt(async () => void (await schema.header.put({ id: headerKey, bytes }))),
    putBoxes: (run, boxes, slots) => putBoxes(schema, run, boxes, slots),
    scanBoxes: (run, fromSequence) => scanBoxes(schema, run, fromSequence),
    putSlots: (slots) => attempt(async () => void (await schema.slots.bulkPut([...slots]))),
    readSlot: (slot) => attempt(async () => (await schema.slots.get(slot))?.sealed ?? null),
    close: () => schema.database.close(),
    remove: (what) => attempt(() => remove(schema, what)),
  };
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, StorageError>> {
  try {
    return succeed(await work());
  } catch (problem) {
    return errorToStorageError(problem);
  }
}

async function putBoxes(schema: Schema, run: string, boxes: readonly Box[], slots: readonly Slot[]): Promise<Result<void, StorageError>> {
  const stored = await attempt(() =>
    schema.database.transaction("rw", schema.boxes, schema.slots, async () => {
      const next = (await lastSequence(schema, run)) + 1;
      if (boxes.some((box, i) => box.sequence !== next + i)) return false;
      await schema.boxes.bulkAdd(boxes.map(({ sequence, sealed }) => ({ run, sequence, sealed })));
      await schema.slots.bulkPut([...slots]);
      return true;
    }),
  );
  if (!stored.ok) return stored;
  return stored.value ? succeed(undefined) : fail("out-of-order");
}

/** The greatest sequence of a run, or -1; reads keys only. */
async function lastSequence(schema: Schema, run: string): Promise<number> {
  const [last] = await boxesOf(schema, run, 0).reverse().limit(1).primaryKeys();
  return last?.[1] ?? -1;
}

function boxesOf(schema: Schema, run: string, fromSequence: number) {
  return schema.boxes.where("[run+sequence]").between([run, fromSequence], [run, Dexie.maxKey]);
}

async function* scanBoxes(schema: Schema, run: string, fromSequence: number): AsyncGenerator<Result<Box, StorageError>> {
  for (let from = fromSequence; ; ) {
    const rows = await attempt(() => boxesOf(schema, run, from).limit(boxesPerRead).toArray());
    if (!rows.ok) return yield rows;
    for (const { sequence, sealed } of rows.value) yield succeed({ sequence, sealed });
    const last = rows.value.at(-1);
    if (last === undefined || rows.value.length < boxesPerRead) return;
    from = last.sequence + 1;
  }
}

/** One transaction. Chunks of exhibits lie among the slots. */
async function remove(schema: Schema, { runs, slots, chunks }: Removable): Promise<void> {
  await schema.database.transaction("rw", schema.boxes, schema.slots, async () => {
    await schema.slots.bulkDelete([...slots, ...chunks]);
    for (const run of runs) await boxesOf(schema, run, 0).delete();
  });
}
