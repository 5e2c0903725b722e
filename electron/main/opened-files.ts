import { open } from "node:fs/promises";
import { basename, isAbsolute, resolve } from "node:path";
import type { OpenedFile } from "../../shared/host/host.ts";
import { fileKindOf } from "../../shared/kernel/file-endings.ts";
import { type Failure, fail, type Result, succeed } from "../../shared/kernel/result.ts";

/** A file crosses to the window in memory. */
export const largestOpenedBytes = 1024 ** 3;

/** Paths of files of ours, by their endings, among the words a copy was started with; switches and everything else are left out. */
export function pathsIn(words: readonly string[], folder: string): readonly string[] {
  const named = words.filter((word) => !word.startsWith("-") && fileKindOf(word) !== null);
  return named.map((word) => (isAbsolute(word) ? word : resolve(folder, word)));
}

/** Reads a file the person opened: a plain file of at most 1 GiB, whole, with its base name only. */
export async function readOpenedFile(path: string): Promise<Result<OpenedFile, Failure<"too-large" | "unreadable">>> {
  try {
    const handle = await open(path, "r");
    try {
      const about = await handle.stat();
      if (!about.isFile()) return fail("unreadable");
      if (about.size > largestOpenedBytes) return fail("too-large");
      return succeed({ name: basename(path), bytes: new Uint8Array(await handle.readFile()) });
    } finally {
      await handle.close();
    }
  } catch {
    return fail("unreadable"); // gone, locked or forbidden: the person is told which file kind of problem it is, never the path
  }
}
