import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bagFolder, mostFiles } from "../../shared/bundle/names.ts";
import { readTar } from "../../shared/bundle/ustar.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/**
 * Writes the bag of a sound archive into a new folder, for `sha256sum -c` and `openssl`. Names were checked by `readBag`: fixed ones and hashes,
 * never a name somebody chose.
 *
 * Gives   the number of files; null when the folder is there already: nothing is ever written over.
 */
export async function extractBag(archive: Bytes, folder: string): Promise<number | null> {
  const entries = readTar(archive, mostFiles + 16);
  invariant(entries.ok, "the archive was read before");
  try {
    await mkdir(folder);
  } catch {
    return null;
  }
  for (const { name, content } of entries.value) {
    const path = join(folder, ...name.slice(bagFolder.length).split("/"));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: "wx" });
  }
  return entries.value.length;
}
