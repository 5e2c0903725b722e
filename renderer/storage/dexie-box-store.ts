import { Dexie } from "dexie";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import type { Box, BoxStore, Removable, Slot, StorageError, StoredPiece } from "../../shared/vault/model.ts";
import { appendBoxes } from "./append-boxes.ts";
import { attempt, type ChunkFiles, openChunkFiles } from "./chunk-files.ts";
import { isMarkedMade, markMade } from "./made-mark.ts";
import { renewLog } from "./renew-log.ts";
import { openSchema, type Schema, type SlotRow } from "./schema.ts";

/** Boxes read at once: 8 MiB at most, and as many beforehand. */
const boxesPerRead = 8;
const headerKey = "vault";

/** A box store that can be let go, so that another tab may upgrade or a test may delete the database. */
export interface DexieBoxStore extends BoxStore {
  /** Every later call fails `closed`. */
  close(): void;
}

/**
 * Keeps boxes in IndexedDB, and chunks of exhibits in files beside it (in workers only). The database opens with the first call.
 *
 * Takes   the database's name: one vault each; and the chunk files, where another thread has them.
 * Fails   `disk-full` on quota, `closed`, `blocked` when another tab holds an older schema, `vault-lost` when a vault was made here and its database is gone, `unavailable` for what the browser does not explain.
 * Cost    a small write 2–6 ms; boxes of 1 MiB about 100 MiB/s.
 */
export function createDexieBoxStore(name: string, chunks: ChunkFiles = openChunkFiles(name)): DexieBoxStore {
  const schema = openSchema(name);
  return {
    readHeader: () => readHeader(schema),
    writeHeader: (bytes) => write(() => writeHeader(schema, bytes)),
    putBoxes: (run, boxes, slots) => putBoxes(schema, run, boxes, slots),
    scanBoxes: (run, fromSequence) => scanBoxes(schema, run, fromSequence),
    putSlots: (slots) => write(async () => void (await schema.slots.bulkPut([...slots]))),
    readSlot: (slot) => attempt(async () => (await schema.slots.get(slot))?.sealed ?? null),
    close: () => schema.database.close(),
    ...chunks,
    scanAll: () => scanAll(schema, chunks),
    clear: () => clear(schema, chunks),
    remove: async (what) => {
      const removed = await write(() => remove(schema, what));
      return removed.ok ? chunks.dropChunks(what.chunks) : removed;
    },
    replaceRun: (run, boxes, slots) => write(() => replaceRun(schema, run, boxes, slots)),
    replaceEnd: (run, count, boxes, slots) => replaceEnd(schema, run, count, boxes, slots),
    runNames: () => attempt(() => runNames(schema)),
  };
}

/** As `attempt`, once what is written is not lost by how the browser ended the last time. */
async function write<Value>(work: () => Promise<Value>): Promise<Result<Value, StorageError>> {
  await renewLog();
  return attempt(work);
}

async function readHeader(schema: Schema): Promise<Result<Bytes | null, StorageError>> {
  const header = await attempt(async () => (await schema.header.get(headerKey))?.bytes ?? null);
  // Begun here, while the secret is being typed: the first write waits for it.
  void renewLog();
  if (!header.ok) return header;
  // A vault of before has no mark yet.
  const made = await attempt(async () => (header.value === null ? isMarkedMade(schema.database.name) : markMade(schema.database.name)));
  if (header.value !== null) return header;
  return made.ok && made.value === true ? fail("vault-lost") : made.ok ? header : made;
}

async function writeHeader(schema: Schema, bytes: Bytes): Promise<void> {
  await schema.header.put({ id: headerKey, bytes });
  await markMade(schema.database.name);
}

async function putBoxes(schema: Schema, run: string, boxes: readonly Box[], slots: readonly Slot[]): Promise<Result<void, StorageError>> {
  const stored = await write(() => appendBoxes(schema, run, boxes, slots));
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
  const read = (from: number) => attempt(() => boxesOf(schema, run, from).limit(boxesPerRead).toArray());
  for (let reading = read(fromSequence); ; ) {
    const rows = await reading;
    if (!rows.ok) return yield rows;
    const last = rows.value.at(-1);
    const isLast = last === undefined || rows.value.length < boxesPerRead;
    // The next are read while these are used.
    if (!isLast) reading = read(last.sequence + 1);
    for (const { sequence, sealed } of rows.value) yield succeed({ sequence, sealed });
    if (isLast) return;
  }
}

/** What belongs together, as of one moment: read in one transaction. */
interface Glance {
  readonly header: Bytes;
  /** Boxes of each run. */
  readonly runs: ReadonlyMap<string, readonly number[]>;
  readonly tails: readonly SlotRow[];
  readonly otherSlots: readonly string[];
}

function glance(schema: Schema): Promise<Glance | null> {
  return schema.database.transaction("r", schema.boxes, schema.slots, schema.header, async () => {
    const header = await schema.header.get(headerKey);
    if (header === undefined) return null;
    const runs = new Map<string, number[]>();
    for (const [run, sequence] of await schema.boxes.orderBy("[run+sequence]").primaryKeys()) {
      const sequences = runs.get(run);
      if (sequences === undefined) runs.set(run, [sequence]);
      else sequences.push(sequence);
    }
    const names = await schema.slots.orderBy("name").primaryKeys();
    const tails = await schema.slots.bulkGet(names.filter((name) => runs.has(name)));
    const found = tails.filter((tail) => tail !== undefined);
    return { header: header.bytes, runs, tails: found, otherSlots: names.filter((name) => !runs.has(name)) };
  });
}

async function* scanAll(schema: Schema, chunks: ChunkFiles): AsyncGenerator<Result<StoredPiece, StorageError>> {
  const seen = await attempt(() => glance(schema));
  if (!seen.ok) return yield seen;
  if (seen.value === null) return;
  const chunkNames = await chunks.chunkNames();
  if (!chunkNames.ok) return yield chunkNames;
  const { header, runs, tails, otherSlots } = seen.value;
  const count = [...runs.values()].reduce((sum, sequences) => sum + sequences.length, 0);
  yield succeed({ kind: "header", bytes: header, pieces: tails.length + otherSlots.length + chunkNames.value.length + count });
  for (const { name, sealed } of tails) yield succeed({ kind: "tail", name, sealed });
  for (const [run, sequences] of runs) yield* scanRun(schema, run, sequences);
  for (let at = 0; at < otherSlots.length; at += boxesPerRead) {
    const rows = await attempt(() => schema.slots.bulkGet(otherSlots.slice(at, at + boxesPerRead)));
    if (!rows.ok) return yield rows;
    for (const row of rows.value) if (row !== undefined) yield succeed({ kind: "slot", name: row.name, sealed: row.sealed });
  }
  for (const name of chunkNames.value) {
    const sealed = await chunks.readChunk(name);
    if (!sealed.ok) return yield sealed;
    if (sealed.value !== null) yield succeed({ kind: "chunk", name, sealed: sealed.value });
  }
}

/** The boxes of these places; one that has gone since is left out, which the vault finds. */
async function* scanRun(schema: Schema, run: string, sequences: readonly number[]): AsyncGenerator<Result<StoredPiece, StorageError>> {
  for (let at = 0; at < sequences.length; at += boxesPerRead) {
    const keys = sequences.slice(at, at + boxesPerRead).map((sequence): [string, number] => [run, sequence]);
    const rows = await attempt(() => schema.boxes.bulkGet(keys));
    if (!rows.ok) return yield rows;
    for (const row of rows.value) if (row !== undefined) yield succeed({ kind: "box", run, sequence: row.sequence, sealed: row.sealed });
  }
}

async function clear(schema: Schema, chunks: ChunkFiles): Promise<Result<void, StorageError>> {
  const cleared = await write(() =>
    schema.database.transaction("rw", schema.boxes, schema.slots, schema.header, async () => {
      if ((await schema.header.count()) > 0) return false;
      await schema.boxes.clear();
      await schema.slots.clear();
      return true;
    }),
  );
  if (!cleared.ok) return cleared;
  if (!cleared.value) return fail("out-of-order");
  const names = await chunks.chunkNames();
  return names.ok ? chunks.dropChunks(names.value) : names;
}

/** Runs and slots in one transaction. */
async function remove(schema: Schema, { runs, slots }: Removable): Promise<void> {
  await schema.database.transaction("rw", schema.boxes, schema.slots, async () => {
    await schema.slots.bulkDelete([...slots]);
    for (const run of runs) await boxesOf(schema, run, 0).delete();
  });
}

/** The boxes of a run go and others come, in one transaction. */
async function replaceRun(schema: Schema, run: string, boxes: readonly Box[], slots: readonly Slot[]): Promise<void> {
  await schema.database.transaction("rw", schema.boxes, schema.slots, async () => {
    await boxesOf(schema, run, 0).delete();
    await schema.boxes.bulkAdd(boxes.map(({ sequence, sealed }) => ({ run, sequence, sealed })));
    await schema.slots.bulkPut([...slots]);
  });
}

/** The last boxes of a run go and others come, in one transaction, if the run still ends where it is believed to. */
async function replaceEnd(
  schema: Schema,
  run: string,
  count: number,
  boxes: readonly Box[],
  slots: readonly Slot[],
): Promise<Result<void, StorageError>> {
  const from = boxes[0]?.sequence ?? count;
  const stored = await write(() =>
    schema.database.transaction("rw", schema.boxes, schema.slots, async () => {
      if ((await lastSequence(schema, run)) !== count - 1 || from > count) return false;
      await boxesOf(schema, run, from).delete();
      await schema.boxes.bulkAdd(boxes.map(({ sequence, sealed }) => ({ run, sequence, sealed })));
      await schema.slots.bulkPut([...slots]);
      return true;
    }),
  );
  if (!stored.ok) return stored;
  return stored.value ? succeed(undefined) : fail("out-of-order");
}

/** Steps from the first box of a run to the first of the next. */
async function runNames(schema: Schema): Promise<readonly string[]> {
  const names: string[] = [];
  for (let after: [string, unknown] = ["", Dexie.minKey]; ; ) {
    const [next] = await schema.boxes.where("[run+sequence]").above(after).limit(1).primaryKeys();
    if (next === undefined) return names;
    names.push(next[0]);
    after = [next[0], Dexie.maxKey];
  }
}
