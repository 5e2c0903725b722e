import { hashHere, type StartPieceHash } from "../crypto/hash.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";

/** Bytes read at once. */
const pieceBytes = 4 * 1024 * 1024;

/**
 * SHA-256 of a file as it lies there: what a receipt names the file by. Holds two pieces; null when it can no longer be read.
 *
 * Takes   `startHash`: in another thread where there is one, so that the one of the keys goes on.
 */
export async function hashFile(file: Blob, startHash: StartPieceHash = hashHere): Promise<FileHash | null> {
  const hash = await startHash();
  let hashing = Promise.resolve();
  for (let at = 0; at < file.size; at += pieceBytes) {
    const piece = await readPiece(file, at);
    await hashing;
    if (piece === null) return null;
    hashing = hash.take(piece);
  }
  await hashing;
  const sha256 = parseFileHash(await hash.finish());
  invariant(sha256 !== null, "SHA-256 is 64 hex digits");
  return sha256;
}

async function readPiece(file: Blob, at: number): Promise<Bytes | null> {
  try {
    return new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
  } catch {
    return null;
  }
}
