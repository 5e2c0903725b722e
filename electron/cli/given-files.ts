import { readFile, stat } from "node:fs/promises";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { FileBlob } from "./file-blob.ts";

/** A file of the disk, read when it is asked for; null when it cannot be. */
export async function openFile(path: string): Promise<Blob | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? new FileBlob({ path, sizeBytes: found.size, changedAtMs: found.mtimeMs }) : null;
  } catch {
    return null;
  }
}

/** All of a small file; null when it cannot be read. */
export async function readBytes(path: string): Promise<Bytes | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    return null;
  }
}
