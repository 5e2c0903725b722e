import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bagFolder, mostFiles, mostOtherPayload, tagNamesOf } from "../../shared/bundle/names.ts";
import type { PlainArchive } from "../../shared/bundle/open.ts";
import { TarReader } from "../../shared/bundle/ustar.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";

/**
 * Writes the bag of a sound archive into a new folder, for `sha256sum -c` and `openssl`. Names were checked by `readBag`: fixed ones and hashes,
 * never a name somebody chose.
 *
 * Gives   the number of files; "exists" when the folder is there already: nothing is ever written over; "unwritable" when it cannot be made.
 */
export async function extractBag(archive: PlainArchive, folder: string): Promise<number | "exists" | "unwritable"> {
  try {
    await mkdir(folder);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EEXIST" ? "exists" : "unwritable";
  }
  let files = 0;
  let file: FileHandle | null = null;
  const reader = new TarReader<never>(
    {
      begin: async ({ name }) => {
        const path = join(folder, ...name.slice(bagFolder.length).split("/"));
        await mkdir(dirname(path), { recursive: true });
        file = await open(path, "wx");
        files++;
        return null;
      },
      take: async (piece) => void (await file?.writeFile(piece)),
      end: async () => {
        await file?.close();
        return null;
      },
    },
    mostFiles + mostOtherPayload + tagNamesOf(true).length,
  );
  for await (const piece of archive.pieces()) {
    const problem: { readonly kind: string } | null = piece.ok ? await reader.feed(piece.value as Bytes) : piece.error;
    invariant(problem === null, "the archive was read before");
  }
  return files;
}
