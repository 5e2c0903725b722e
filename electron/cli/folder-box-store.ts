import { mkdir, readdir, readFile, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import type { Box, BoxStore, Chunk, Room, Slot, StorageError, StoredPiece } from "../../shared/vault/model.ts";
import { finishTransaction, isSystemError, removePaths, writeTransaction } from "./folder-transaction.ts";

/**
 * Keeps boxes in a folder, for the command line: `header`, `slots/<name>`, `runs/<run>/<sequence>`, `chunks/<name>`. One process at a time.
 *
 * A write is durable when it resolves, and all or nothing: files are written aside, a journal names them, they are renamed; a crash in between is
 * finished or undone by the next call. Fails `disk-full`, `unavailable`.
 */
export function createFolderBoxStore(folder: string): BoxStore {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn: InTurn = (work) => {
    const done = turn
      .then(() => finishTransaction(folder))
      .then(work)
      .catch(errorToStorageError);
    turn = settled(done);
    return done;
  };
  return {
    readHeader: () => inTurn(async () => succeed(await readOrNull(join(folder, "header")))),
    writeHeader: (header) => inTurn(() => write(folder, [{ path: "header", bytes: header }])),
    putBoxes: (run, boxes, slots) =>
      inTurn(async () => {
        const next = ((await sequencesOf(folder, run)).at(-1) ?? -1) + 1;
        if (boxes.some((box, i) => box.sequence !== next + i)) return fail("out-of-order");
        return write(folder, [...boxes.map((box) => ({ path: boxPath(run, box.sequence), bytes: box.sealed })), ...slots.map(slotToFile)]);
      }),
    scanBoxes: (run, fromSequence) => scanBoxes(folder, run, fromSequence, inTurn),
    putSlots: (slots) => inTurn(async () => write(folder, slots.map(slotToFile))),
    readSlot: (name) => inTurn(async () => succeed(await readOrNull(join(folder, slotPath(name))))),
    putChunks: (chunks) => inTurn(async () => write(folder, chunks.map(chunkToFile))),
    readChunk: (name) => inTurn(async () => succeed(await readOrNull(join(folder, chunkPath(name))))),
    dropChunks: (names) =>
      inTurn(async () => {
        for (const name of names) await rm(join(folder, chunkPath(name)), { force: true });
        return succeed(undefined);
      }),
    room: () => inTurn(async () => succeed(await roomIn(folder))),
    chunkNames: () => inTurn(async () => succeed(await namesIn(join(folder, "chunks")))),
    scanAll: () => scanAll(folder, inTurn),
    clear: () =>
      inTurn(async () => {
        if ((await readOrNull(join(folder, "header"))) !== null) return fail("out-of-order");
        for (const name of ["runs", "slots", "chunks"]) await rm(join(folder, name), { recursive: true, force: true });
        return succeed(undefined);
      }),
    remove: ({ runs, slots, chunks }) =>
      inTurn(async () => {
        await removePaths(folder, slots.map(slotPath));
        await removePaths(folder, [...chunks.map(chunkPath), ...runs.map(runPath)]);
        return succeed(undefined);
      }),
    replaceRun: (run, boxes, slots) =>
      inTurn(async () => {
        const files = [...boxes.map((box) => ({ path: boxPath(run, box.sequence), bytes: box.sealed })), ...slots.map(slotToFile)];
        await writeTransaction(folder, files, { cleared: runPath(run) });
        return succeed(undefined);
      }),
    replaceEnd: (run, count, boxes, slots) => inTurn(() => replaceEnd(folder, { run, count }, boxes, slots)),
    runNames: () => inTurn(async () => succeed([...(await glance(folder)).runs.keys()])),
  };
}

async function replaceEnd(
  folder: string,
  { run, count }: { readonly run: string; readonly count: number },
  boxes: readonly Box[],
  slots: readonly Slot[],
): Promise<Result<void, StorageError>> {
  const sequences = await sequencesOf(folder, run);
  const from = boxes[0]?.sequence ?? count;
  if ((sequences.at(-1) ?? -1) !== count - 1 || from > count) return fail("out-of-order");
  const files = [...boxes.map((box) => ({ path: boxPath(run, box.sequence), bytes: box.sealed })), ...slots.map(slotToFile)];
  const removed = sequences.filter((sequence) => sequence >= from + boxes.length).map((sequence) => boxPath(run, sequence));
  await writeTransaction(folder, files, { removed });
  return succeed(undefined);
}

/** Resolves when the work has ended, either way: the next in turn starts then, and the asker hears of the failure. */
const settled = (work: Promise<unknown>): Promise<unknown> => Promise.allSettled([work]);

type InTurn = <Value>(work: () => Promise<Result<Value, StorageError>>) => Promise<Result<Value, StorageError>>;

async function* scanBoxes(folder: string, run: string, fromSequence: number, inTurn: InTurn): AsyncGenerator<Result<Box, StorageError>> {
  const listed = await inTurn(async () => succeed(await sequencesOf(folder, run)));
  if (!listed.ok) return yield listed;
  for (const sequence of listed.value.filter((each) => each >= fromSequence)) {
    const sealed = await inTurn(async () => succeed(await readOrNull(join(folder, boxPath(run, sequence)))));
    if (!sealed.ok) return yield sealed;
    if (sealed.value !== null) yield succeed({ sequence, sealed: sealed.value });
  }
}

async function write(folder: string, files: readonly { readonly path: string; readonly bytes: Bytes }[]): Promise<Result<void, StorageError>> {
  await writeTransaction(folder, files);
  return succeed(undefined);
}

const slotToFile = (slot: { readonly name: string; readonly sealed: Bytes }) => ({ path: slotPath(slot.name), bytes: slot.sealed });
const chunkToFile = ({ name, sealed }: Chunk) => ({ path: chunkPath(name), bytes: concatBytes(...sealed) });
const chunkPath = (name: string): string => `chunks/${safe(name)}`;
const slotPath = (name: string): string => `slots/${safe(name)}`;
const runPath = (run: string): string => `runs/${safe(run)}`;
const boxPath = (run: string, sequence: number): string => `${runPath(run)}/${String(sequence).padStart(10, "0")}`;

function safe(name: string): string {
  invariant(/^[a-z0-9][a-z0-9.]{0,99}$/.test(name), "a stored name is lower-case letters, digits and dots");
  return name;
}

async function sequencesOf(folder: string, run: string): Promise<readonly number[]> {
  const path = join(folder, runPath(run));
  await mkdir(path, { recursive: true });
  const names = (await readdir(path)).filter((name) => /^\d{10}$/.test(name)).sort();
  return names.map(Number);
}

/** What lies in the folder, and what the disk under it has left for us. */
async function roomIn(folder: string): Promise<Room> {
  const [{ bavail, bsize }, entries] = [await statfs(folder), await readdir(folder, { recursive: true, withFileTypes: true })];
  let usedBytes = 0;
  for (const entry of entries) if (entry.isFile()) usedBytes += (await stat(join(entry.parentPath, entry.name))).size;
  return { usedBytes, freeBytes: bavail * bsize };
}

async function readOrNull(path: string): Promise<Bytes | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (problem) {
    if (isSystemError(problem, "ENOENT")) return null;
    throw problem;
  }
}

function errorToStorageError(problem: unknown): Result<never, StorageError> {
  if (isSystemError(problem, "ENOSPC") || isSystemError(problem, "EDQUOT")) return fail("disk-full");
  if (problem instanceof Error && "syscall" in problem) return fail("unavailable");
  throw problem;
}

/** What there is, looked at in one turn: no write comes between. */
interface Glance {
  readonly header: Bytes | null;
  readonly runs: ReadonlyMap<string, readonly number[]>;
  readonly tails: ReadonlyMap<string, Bytes>;
  readonly otherSlots: readonly string[];
  readonly chunks: readonly string[];
}

async function glance(folder: string): Promise<Glance> {
  const [runNames, slotNames] = [await namesIn(join(folder, "runs")), await namesIn(join(folder, "slots"))];
  const runs = new Map<string, readonly number[]>();
  for (const run of runNames) runs.set(run, await sequencesOf(folder, run));
  for (const [run, sequences] of runs) if (sequences.length === 0) runs.delete(run);
  const tails = new Map<string, Bytes>();
  for (const name of slotNames.filter((each) => runs.has(each)))
    tails.set(name, (await readOrNull(join(folder, slotPath(name)))) ?? new Uint8Array(0));
  const [header, chunks] = [await readOrNull(join(folder, "header")), await namesIn(join(folder, "chunks"))];
  return { header, runs, tails, otherSlots: slotNames.filter((name) => !runs.has(name)), chunks };
}

async function* scanAll(folder: string, inTurn: InTurn): AsyncGenerator<Result<StoredPiece, StorageError>> {
  const seen = await inTurn(async () => succeed(await glance(folder)));
  if (!seen.ok) return yield seen;
  const { header, runs, tails, otherSlots, chunks } = seen.value;
  if (header === null) return;
  const count = [...runs.values()].reduce((sum, sequences) => sum + sequences.length, 0);
  yield succeed({ kind: "header", bytes: header, pieces: tails.size + otherSlots.length + chunks.length + count });
  for (const [name, sealed] of tails) yield succeed({ kind: "tail", name, sealed });
  const read = (path: string) => inTurn(async () => succeed(await readOrNull(join(folder, path))));
  for (const [run, sequences] of runs) {
    for (const sequence of sequences) {
      const sealed = await read(boxPath(run, sequence));
      if (!sealed.ok) return yield sealed;
      if (sealed.value !== null) yield succeed({ kind: "box", run, sequence, sealed: sealed.value });
    }
  }
  for (const name of otherSlots) {
    const sealed = await read(slotPath(name));
    if (!sealed.ok) return yield sealed;
    if (sealed.value !== null) yield succeed({ kind: "slot", name, sealed: sealed.value });
  }
  for (const name of chunks) {
    const sealed = await read(chunkPath(name));
    if (!sealed.ok) return yield sealed;
    if (sealed.value !== null) yield succeed({ kind: "chunk", name, sealed: sealed.value });
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (problem) {
    if (isSystemError(problem, "ENOENT")) return [];
    throw problem;
  }
}
