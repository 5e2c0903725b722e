import { type PreparedSeal, prepareSeal, sealOverheadBytes } from "../crypto/seal.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { type Bytes, bytesToHex } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import {
  chunkKeyOf,
  chunkPlace,
  type ExhibitDeps,
  isInSlots,
  type Keep,
  type KeyedKeep,
  readIndex,
  readKeeping,
  sealIndex,
  sealKeeping,
  secretBytes,
} from "./exhibit-index.ts";
import type { Chunk, FileSource, FileWatch, KeepError, StorageError } from "./model.ts";

/** Bytes of a file one sealed chunk holds. */
export const chunkBytes = 4_194_304;
/** The largest file that is kept: 4 GiB. */
export const largestFile = 4 * 2 ** 30;
/** Room left over for what else a keep writes: its index, and the claims that point at it. */
const spareBytes = 1_048_576;
const chunksPerDrop = 64;

/**
 * Keeps a file in sealed chunks under its SHA-256, reading it once.
 *
 * First a note names the keep, then come the chunks, then one write puts the index there and takes the note away: cut off anywhere, the file is
 * kept whole or not at all, and the note says which chunks nobody needs. A file that was kept before gets its new chunks and loses the old ones:
 * that repairs any damage, and never reads it.
 *
 * Fails   `file-too-large`, `no-room` before anything is written; `file-unreadable` when the source changes or goes; `cancelled`; storage errors.
 * Cost    memory: six chunks at most.
 */
export async function keepExhibit(deps: ExhibitDeps, file: FileSource, watch: FileWatch): Promise<Result<FileHash, KeepError>> {
  if (file.size > largestFile) return fail("file-too-large");
  const keep: KeyedKeep = {
    id: bytesToHex(deps.random.bytes(16)),
    secret: deps.random.bytes(secretBytes),
    chunks: Math.ceil(file.size / chunkBytes),
  };
  const tidied = await tidyExhibits(deps);
  if (!tidied.ok) return tidied;
  const fits = await checkRoom(deps, file.size + keep.chunks * sealOverheadBytes + spareBytes);
  if (!fits.ok) return fits;
  const noted = await deps.store.putSlots([await sealKeeping(deps, keep)]);
  if (!noted.ok) return noted;
  const hashed = await sealChunks(deps, file, keep, watch);
  const kept = hashed.ok ? await putIndex(deps, hashed.value, keep, file.size) : hashed;
  // Of the failed keep, or of the one it replaced. What cannot be removed now is removed before the next keep.
  await tidyExhibits(deps);
  return kept;
}

/** Removes the chunks of a keep that was cut off, failed or replaced. */
export async function tidyExhibits(deps: ExhibitDeps): Promise<Result<void, StorageError>> {
  const keeping = await readKeeping(deps);
  if (!keeping.ok) return keeping;
  if (keeping.value === null) return succeed(undefined);
  const { id, chunks } = keeping.value;
  const names = Array.from({ length: chunks }, (_, i) => chunkPlace(deps, { id, chunks }, i).name);
  for (let at = 0; at < names.length; at += chunksPerDrop) {
    const some = names.slice(at, at + chunksPerDrop);
    // Slots are emptied: they go with their case.
    const dropped = isInSlots(id)
      ? await deps.store.putSlots(some.map((name) => ({ name, sealed: new Uint8Array(0) })))
      : await deps.store.dropChunks(some);
    if (!dropped.ok) return dropped;
  }
  return deps.store.putSlots([await sealKeeping(deps, null)]);
}

async function checkRoom(deps: ExhibitDeps, neededBytes: number): Promise<Result<void, KeepError>> {
  const room = await deps.store.room(neededBytes);
  if (!room.ok) return room;
  const { freeBytes } = room.value;
  return freeBytes !== null && neededBytes > freeBytes ? fail("no-room", String(freeBytes)) : succeed(undefined);
}

/**
 * While one chunk is sealed, the one before is hashed and written, and the one after read. The hash is the slowest: it always has the next before it ends
 * one, and is given each last, for it takes it along.
 */
async function sealChunks(deps: ExhibitDeps, file: FileSource, keep: KeyedKeep, watch: FileWatch): Promise<Result<FileHash, KeepError>> {
  const key = await chunkKeyOf(deps, keep);
  const hash = await deps.hashPieces();
  let [reading, preparing] = [readPiece(file, 0), prepareSeal(key, deps.random)];
  let [writing, hashing]: [Promise<Result<void, StorageError>>, Promise<void>] = [Promise.resolve(succeed(undefined)), Promise.resolve()];
  for (let i = 0; i < keep.chunks; i++) {
    const [piece, seal] = await Promise.all([reading, preparing]);
    if (piece === null) {
      // Before leaving: a chunk that is still being written would outlive its removal.
      await Promise.all([hashing, writing]);
      return fail("file-unreadable");
    }
    [reading, preparing] = [readPiece(file, i + 1), prepareSeal(key, deps.random)];
    const { length } = piece;
    const sealing = sealChunk(deps, seal, keep, i, piece);
    const before = hashing;
    hashing = hash.take(piece);
    await before;
    const chunk = await sealing;
    const written = await writing;
    if (!written.ok || watch.isStopped()) await hashing;
    if (!written.ok) return written;
    if (watch.isStopped()) return fail("cancelled");
    writing = deps.store.putChunks([chunk]);
    watch.onProgress(i * chunkBytes + length);
  }
  await hashing;
  const written = await writing;
  if (!written.ok) return written;
  const sha256 = parseFileHash(await hash.finish());
  invariant(sha256 !== null, "a hash is a file hash");
  return succeed(sha256);
}

/** The platform copies the piece when it is asked (W3C Web Cryptography API, encrypt): afterwards it may be given away. */
async function sealChunk(deps: ExhibitDeps, seal: PreparedSeal, keep: Keep, i: number, piece: Bytes): Promise<Chunk> {
  const { name, purpose } = chunkPlace(deps, keep, i);
  return { name, sealed: await seal.seal(purpose, piece) };
}

/** A piece of the source; null when it cannot be read any more, or has another length than it said: it was changed, moved or taken away. */
async function readPiece(file: FileSource, i: number): Promise<Bytes | null> {
  const [from, until] = [i * chunkBytes, Math.min(file.size, (i + 1) * chunkBytes)];
  if (from >= file.size) return null;
  const piece = await file.read(from, until);
  return piece?.length === until - from ? piece : null;
}

/** A file of this machine as a source. */
export function sourceOf(file: Blob): FileSource {
  const read = async (from: number, until: number): Promise<Bytes | null> => {
    try {
      return new Uint8Array(await file.slice(from, until).arrayBuffer());
    } catch {
      return null;
    }
  };
  return { size: file.size, read };
}

/** The index and the note in one write: from here on the file is kept, and the chunks it had before are nobody's. */
async function putIndex(deps: ExhibitDeps, sha256: FileHash, keep: KeyedKeep, sizeBytes: number): Promise<Result<FileHash, StorageError>> {
  const before = await readIndex(deps, sha256);
  const index = await sealIndex(deps, sha256, { format: 2, ...keep, sizeBytes, chunkBytes });
  const replaced = await sealKeeping(deps, before.ok ? { id: before.value.id, chunks: before.value.chunks } : null);
  const stored = await deps.store.putSlots([index, replaced]);
  return stored.ok ? succeed(sha256) : stored;
}
