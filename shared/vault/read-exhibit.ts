import { startHash } from "../crypto/hash.ts";
import { openSealed } from "../crypto/seal.ts";
import type { FileHash } from "../kernel/brand.ts";
import { type Bytes, freeBytes } from "../kernel/bytes.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import { chunkKeyOf, chunkPlace, type ExhibitDeps, type ExhibitIndex, readIndex, readStored } from "./exhibit-index.ts";
import type { FileWatch, ReadError } from "./model.ts";

/** The largest file that is given whole, in memory: 512 MiB. Larger ones are streamed. */
export const largestWhole = 512 * 2 ** 20;

/** The file piece by piece; the last one is held back until the SHA-256 of the whole holds. */
export async function* streamExhibit(deps: ExhibitDeps, sha256: FileHash): AsyncGenerator<Result<Bytes, ReadError>, void, void> {
  const index = await readIndex(deps, sha256);
  if (!index.ok) return yield index;
  yield* piecesOf(deps, sha256, index.value);
}

async function* piecesOf(deps: ExhibitDeps, sha256: FileHash, index: ExhibitIndex): AsyncGenerator<Result<Bytes, ReadError>, void, void> {
  const hash = await startHash();
  let last: Bytes | null = null;
  for (let i = 0; i < index.chunks; i++) {
    const chunk = await readChunk(deps, sha256, index, i);
    if (!chunk.ok) return yield chunk;
    if (last !== null) yield succeed(last);
    hash.update(chunk.value);
    last = chunk.value;
  }
  if (hash.finish() !== sha256) yield fail("box-damaged", "content");
  else if (last !== null) yield succeed(last);
}

async function readChunk(deps: ExhibitDeps, sha256: FileHash, index: ExhibitIndex, i: number): Promise<Result<Bytes, ReadError>> {
  const read = await openChunk(deps, index, i);
  if (read.ok) return read;
  // Kept again meanwhile? Then the same bytes lie in the same pieces under another id.
  const now = await readIndex(deps, sha256);
  const isMoved = now.ok && now.value.id !== index.id && now.value.chunkBytes === index.chunkBytes;
  return isMoved ? openChunk(deps, now.value, i) : read;
}

async function openChunk(deps: ExhibitDeps, index: ExhibitIndex, i: number): Promise<Result<Bytes, ReadError>> {
  const { name, purpose } = chunkPlace(deps, index, i);
  const stored = await readStored(deps, index, name);
  if (!stored.ok) return stored;
  if (stored.value === null) return fail("box-missing", `chunk ${i}`);
  const chunk = await openSealed(await chunkKeyOf(deps, index), purpose, stored.value);
  freeBytes(stored.value);
  const length = Math.min(index.chunkBytes, index.sizeBytes - i * index.chunkBytes);
  return chunk?.length === length ? succeed(chunk) : fail("box-damaged", `chunk ${i}`);
}

/** The file whole, its SHA-256 computed again. Fails `missing`, `box-missing`, `box-damaged`, `too-large`; nothing of a damaged file is given. */
export async function readExhibit(deps: ExhibitDeps, sha256: FileHash): Promise<Result<Bytes, ReadError>> {
  const index = await readIndex(deps, sha256);
  if (!index.ok) return index;
  if (index.value.sizeBytes > largestWhole) return fail("too-large");
  const content = new Uint8Array(index.value.sizeBytes);
  let at = 0;
  for await (const piece of piecesOf(deps, sha256, index.value)) {
    if (!piece.ok) return piece;
    content.set(piece.value, at);
    at += piece.value.length;
    freeBytes(piece.value);
  }
  return succeed(content);
}

/** The file piece by piece, each as it was sealed and in its place; its hash is not computed. */
export async function* rereadExhibit(deps: ExhibitDeps, sha256: FileHash): AsyncGenerator<Result<Bytes, ReadError>, void, void> {
  const index = await readIndex(deps, sha256);
  if (!index.ok) return yield index;
  for (let i = 0; i < index.value.chunks; i++) {
    const chunk = await readChunk(deps, sha256, index.value, i);
    yield chunk;
    if (!chunk.ok) return;
  }
}

/**
 * Reads the file to its end, compares its hash, and gives its size; keeps none of it. While one piece is hashed the next is read. Fails as reading
 * does, and `cancelled`.
 */
export async function checkExhibit(deps: ExhibitDeps, sha256: FileHash, watch: FileWatch): Promise<Result<number, ReadError | Failure<"cancelled">>> {
  const hash = await deps.hashPieces();
  let [hashing, done] = [Promise.resolve(), 0];
  for await (const piece of rereadExhibit(deps, sha256)) {
    await hashing;
    if (!piece.ok) return piece;
    if (watch.isStopped()) return fail("cancelled");
    done += piece.value.length;
    hashing = hash.take(piece.value);
    watch.onProgress(done);
  }
  await hashing;
  return (await hash.finish()) === sha256 ? succeed(done) : fail("box-damaged", "content");
}
