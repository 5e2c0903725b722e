import { startHash } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";

/** Bytes read at once. */
const pieceBytes = 4 * 1024 * 1024;

/** SHA-256 of a file as it lies there: what a receipt names the file by. Holds one piece at a time; null when it can no longer be read. */
export async function hashFile(file: Blob): Promise<FileHash | null> {
  const hash = await startHash();
  try {
    for (let at = 0; at < file.size; at += pieceBytes) hash.update(new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer()));
  } catch {
    return null;
  }
  const sha256 = parseFileHash(hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return sha256;
}
