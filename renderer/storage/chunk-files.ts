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
  createSyncAccessHandle(options: { readonly mode: "readwrite" | "read-only" }): Promise<OpenFile>;
}

/**
 * Keeps chunks in the origin private file system, one file each, in a folder of the vault's database name. Works in workers only: a window has no
 * such handles. Measured as the fastest of five ways (decision 0033).
 *
 * Fails   as `BoxStore` says; `disk-full` with the free bytes as `where`.
 */
export function openChunkFiles(folderName: string): Pick<BoxStore, "putChunks" | "readChunk" | "dropChunks" | "room"> {
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
    room: () => attempt(roomHere),
  };
}

/** What the browser lets this program store, and what of it is used. */
async function roomHere(): Promise<Room> {
  const { usage = 0, quota } = await navigator.storage.estimate();
  return { usedBytes: usage, freeBytes: quota === undefined ? null : Math.max(0, quota - usage) };
}

/** Runs work on storage; a storage error becomes a failure, and a full disk says how much is free. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, StorageError>> {
  try {
    return succeed(await work());
  } catch (problem) {
    const failed = errorToStorageError(problem);
    if (failed.ok || failed.error.kind !== "disk-full") return failed;
    const { freeBytes } = await roomHere();
    return fail("disk-full", freeBytes === null ? "" : String(freeBytes));
  }
}

/** On the disk when it resolves: flushed, and only then closed. */
async function writeFile(folder: FileSystemDirectoryHandle, name: string, bytes: Bytes): Promise<void> {
  const file = await open(await folder.getFileHandle(name, { create: true }), "readwrite");
  try {
    file.truncate(0);
    // A disk that is full may take a part, without an error.
    if (file.write(bytes, { at: 0 }) !== bytes.length) throw new DOMException("The disk took a part only.", "QuotaExceededError");
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

function open(handle: FileSystemFileHandle, mode: "readwrite" | "read-only"): Promise<OpenFile> {
  return (handle as FileInWorker).createSyncAccessHandle({ mode });
}

async function orNull<Value>(name: string, work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === name) return null;
    throw problem;
  }
}
