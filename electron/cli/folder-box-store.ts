import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import type { Box, BoxStore, StorageError } from "../../shared/vault/model.ts";
import { finishTransaction, isSystemError, removePaths, writeTransaction } from "./folder-transaction.ts";

/**
 * Keeps boxes in a folder, for the command line: `header`, `slots/<name>`, `runs/<run>/<sequence>`. One process at a time.
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
    remove: ({ runs, slots, chunks }) =>
      inTurn(async () => {
        await removePaths(folder, slots.map(slotPath));
        await removePaths(folder, [...chunks.map(slotPath), ...runs.map(runPath)]);
        return succeed(undefined);
      }),
  };
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
