import { startHash, type StartStreamHash } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { BlobReader } from "../kernel/blob-reader.ts";
import { invariant } from "../kernel/invariant.ts";

/** Bytes read at once. */
const pieceBytes = 2 ** 20;

/** Gives the SHA-256 of a file; null when it can no longer be read. */
export type HashFile = (file: Blob) => Promise<FileHash | null>;

/**
 * SHA-256 of a file as it lies there: what a receipt names the file by. Holds a megabyte; null when it can no longer be read.
 *
 * Takes   `start`: by the platform where it has one; in WebAssembly when left out.
 */
export async function hashFile(file: Blob, start: StartStreamHash = startHash): Promise<FileHash | null> {
  const [reader, hash] = [new BlobReader(file), await start()];
  let buffer = new Uint8Array(pieceBytes);
  let done = 0;
  try {
    for (let isEnd = false; !isEnd; ) {
      const read = await reader.fill(buffer);
      hash.update(read);
      done += read.length;
      isEnd = read.length < pieceBytes;
      buffer = new Uint8Array(read.buffer);
    }
  } catch {
    return null;
  }
  if (done !== file.size) return null;
  const sha256 = parseFileHash(hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return sha256;
}

/** SHA-256 of bytes that are here, piece after piece: of what leaves in the clear, which no browser is to keep as a file of its own. */
export async function hashPieces(pieces: Iterable<Uint8Array>): Promise<FileHash> {
  const hash = await startHash();
  for (const piece of pieces) hash.update(piece);
  const sha256 = parseFileHash(hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return sha256;
}
