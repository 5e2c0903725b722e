import { invariant } from "../../shared/kernel/invariant.ts";
import { fail, type Result, succeed } from "../../shared/kernel/result.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import type { BoxStore, Room, StorageError } from "../../shared/vault/model.ts";
import { errorToStorageError } from "./storage-error.ts";

/** A file opened for one worker alone (File System Standard §2.6); the standard library names it for workers only. */
interface OpenFile {
  write(bytes: Bytes, options: { readonly at: number }): number;
  read(bytes: Bytes, options: { readonly at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
interface FileInWorker extends FileSystemFileHandle {
  createSyncAccessHandle?(options: { readonly mode: "readwrite" | "read-only" }): Promise<OpenFile>;
}

export type ChunkFiles = Pick<BoxStore, "putChunks" | "readChunk" | "dropChunks" | "chunkNames" | "room">;

/**
 * Keeps chunks in the origin private file system, one file each, in a folder of the vault's database name. Works in workers only: a window has no
 * such handles. Measured as the fastest of five ways (decision 0033).
 *
 * Fails   as `BoxStore` says; `disk-full` with the free bytes as `where`.
 */
export function openChunkFiles(folderName: string): ChunkFiles {
  const folder = async (): Promise<FileSystemDirectoryHandle> =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(`${folderName}.chunks`, { create: true });
  return {
    putChunks: (chunks) =>
      attempt(async () => {
        const into = await folder();
        for (const { name, sealed } of chunks) await writeFile(into, name, sealed);
      }),
    readChunk: (name) => attempt(async () => readFile(await folder(), name)),
    dropChunks: (names) =>
      attempt(async () => {
        const from = await folder();
        for (const name of names) await orNull("NotFoundError", from.removeEntry(name));
      }),
    chunkNames: () => attempt(async () => namesIn(await folder())),
    room: (forBytes) => attempt(() => roomFor(forBytes)),
  };
}

/** How exactly a limit is found, in bytes. */
const probeStep = 1_048_576;
/** Under this name a file is stretched, and removed, to learn what fits. */
const probeName = "dalel.room";

/**
 * What is stored and what still fits. The browser's own estimate is a fixed number of GiB, whatever the disk has: so `forBytes` are tried, by
 * stretching an empty file, which writes nothing; where they do not fit, trying finds what does, to the MiB.
 */
async function roomFor(forBytes: number): Promise<Room> {
  const { usage = 0, quota } = await navigator.storage.estimate();
  const told = quota === undefined ? null : Math.max(0, quota - usage);
  const fitting = told === null || told >= forBytes ? await probe(forBytes) : null;
  return { usedBytes: usage, freeBytes: fitting === null || fitting === forBytes ? told : fitting };
}

/** Bytes up to `most` that fit; null = it cannot be tried here, or is being tried already. */
async function probe(most: number): Promise<number | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const file = await open(await root.getFileHandle(probeName, { create: true }), "readwrite");
    try {
      return search(most, (bytes) => canStretch(file, bytes));
    } finally {
      file.truncate(0);
      file.close();
      await root.removeEntry(probeName);
    }
  } catch {
    return null;
  }
}

/** The most of 0 … `most` that passes: all of it, or found by halving. */
function search(most: number, passes: (bytes: number) => boolean): number {
  if (passes(most)) return most;
  let [low, high] = [0, most];
  while (high - low > probeStep) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function canStretch(file: OpenFile, bytes: number): boolean {
  try {
    file.truncate(bytes);
    return true;
  } catch {
    return false;
  }
}

/** After a failure the free bytes are told up to this many. */
const toldBytes = 4 * 2 ** 30;

/** Runs work on storage; a storage error becomes a failure, and a full disk says how much is free. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, StorageError>> {
  try {
    return succeed(await work());
  } catch (problem) {
    const failed = errorToStorageError(problem);
    if (failed.ok || failed.error.kind !== "disk-full") return failed;
    const { freeBytes } = await roomFor(toldBytes);
    return fail("disk-full", freeBytes === null ? "" : String(freeBytes));
  }
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names.sort();
}

/** On the disk when it resolves: flushed, and only then closed. */
async function writeFile(folder: FileSystemDirectoryHandle, name: string, parts: readonly Bytes[]): Promise<void> {
  const file = await open(await folder.getFileHandle(name, { create: true }), "readwrite");
  try {
    file.truncate(0);
    // A disk that is full may take a part, without an error.
    let at = 0;
    for (const part of parts) {
      if (file.write(part, { at }) !== part.length) throw new DOMException("The disk took a part only.", "QuotaExceededError");
      at += part.length;
    }
    file.flush();
  } finally {
    file.close();
  }
}

async function readFile(folder: FileSystemDirectoryHandle, name: string): Promise<Bytes | null> {
  const handle = await orNull("NotFoundError", folder.getFileHandle(name));
  if (handle === null) return null;
  const file = await open(handle, "read-only");
  try {
    const bytes = new Uint8Array(file.getSize());
    const count = file.read(bytes, { at: 0 });
    return bytes.subarray(0, count);
  } finally {
    file.close();
  }
}

function open(handle: FileInWorker, mode: "readwrite" | "read-only"): Promise<OpenFile> {
  invariant(handle.createSyncAccessHandle !== undefined, "chunks are written and read in a worker");
  return handle.createSyncAccessHandle({ mode });
}

async function orNull<Value>(name: string, work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === name) return null;
    throw problem;
  }
}
