import type { StartPieceHash } from "../crypto/hash.ts";
import { importSealingKey, openSealed, sealBytes } from "../crypto/seal.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import type { FileHash } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { BoxStore, ReadError, Slot, StorageError } from "./model.ts";
import type { NameOf } from "./names.ts";

export interface ExhibitDeps {
  readonly store: BoxStore;
  readonly random: Random;
  readonly nameOf: NameOf;
  readonly key: CryptoKey;
  /** Hashes what is kept. */
  readonly hashPieces: StartPieceHash;
}

/** The chunks of one keep: named and sealed under an id, since the file's hash is known only when its last byte was read. */
export interface Keep {
  /** 32 random hex digits; of a file kept by format 1 the file's hash, under which its chunks lie in slots. */
  readonly id: string;
  readonly chunks: number;
}

/** A keep with the key of its chunks: 32 random bytes that lie in the index alone, so that who destroys the index destroys the file; null = format 1. */
export interface KeyedKeep extends Keep {
  readonly secret: Bytes | null;
}

/** Where a file lies. */
export interface ExhibitIndex extends KeyedKeep {
  readonly format: 1 | 2;
  readonly sizeBytes: number;
  /** Bytes each chunk but the last holds. */
  readonly chunkBytes: number;
}

export const secretBytes = 32;
/** Chunks of format 1 held this many bytes. */
const firstChunkBytes = 1_048_576;

/** Which chunks make up the file. Fails `missing` when there is no index, `box-damaged` when it cannot be believed. */
export async function readIndex(deps: ExhibitDeps, sha256: FileHash): Promise<Result<ExhibitIndex, ReadError>> {
  const slot = await deps.store.readSlot(deps.nameOf("file", sha256));
  if (!slot.ok) return slot;
  if (slot.value === null) return fail("missing");
  const opened = await openSealed(deps.key, indexPurpose(sha256), slot.value);
  const index = parseIndex(sha256, opened === null ? null : parseCanonical(bytesToUtf8(opened) ?? ""));
  const isSound = index !== null && index.sizeBytes >= 0 && index.chunkBytes > 0 && index.chunks === Math.ceil(index.sizeBytes / index.chunkBytes);
  return isSound ? succeed(index) : fail("box-damaged", "index");
}

function parseIndex(sha256: FileHash, json: Json): ExhibitIndex | null {
  if (hasExactKeys(json, ["format", "sizeBytes", "chunks"]) && json.format === 1) {
    const { sizeBytes, chunks } = json;
    if (typeof sizeBytes !== "number" || typeof chunks !== "number") return null;
    return { format: 1, id: sha256, secret: null, sizeBytes, chunks, chunkBytes: firstChunkBytes };
  }
  if (!hasExactKeys(json, ["format", "id", "secret", "sizeBytes", "chunks", "chunkBytes"]) || json.format !== 2) return null;
  const { id, sizeBytes, chunks, chunkBytes } = json;
  const secret = typeof json.secret === "string" ? base64ToBytes(json.secret) : null;
  const isTyped = typeof id === "string" && typeof sizeBytes === "number" && typeof chunks === "number" && typeof chunkBytes === "number";
  return isTyped && secret?.length === secretBytes ? { format: 2, id, secret, sizeBytes, chunks, chunkBytes } : null;
}

/** The index as a slot, to be written last of all. */
export async function sealIndex(deps: ExhibitDeps, sha256: FileHash, { id, secret, sizeBytes, chunks, chunkBytes }: ExhibitIndex): Promise<Slot> {
  invariant(secret !== null, "what is written now has a key of its own");
  const text = utf8ToBytes(canonicalText({ format: 2, id, secret: bytesToBase64(secret), sizeBytes, chunks, chunkBytes }));
  return { name: deps.nameOf("file", sha256), sealed: await sealBytes(deps.key, indexPurpose(sha256), text, deps.random) };
}

/** A chunk's stored name, and what it is sealed for: of this keep, in this place, of so many. */
export function chunkPlace(deps: ExhibitDeps, { id, chunks }: Keep, i: number): { readonly name: string; readonly purpose: string } {
  const format = isInSlots(id) ? 1 : 2;
  return { name: deps.nameOf("chunk", `${id} ${i}`), purpose: `dalel.chunk.${format} ${id} ${i} of ${chunks}` };
}

/** The key the chunks of a keep are sealed under. */
export function chunkKeyOf(deps: ExhibitDeps, { secret }: KeyedKeep): Promise<CryptoKey> | CryptoKey {
  return secret === null ? deps.key : importSealingKey(secret);
}

/** Stored names of a file: its index, and its chunks where its format puts them. */
export function placesOf(
  nameOf: NameOf,
  { sha256, id, chunks }: Keep & { readonly sha256: FileHash },
): { readonly index: string; readonly slots: readonly string[]; readonly chunks: readonly string[] } {
  const names = Array.from({ length: chunks }, (_, i) => nameOf("chunk", `${id} ${i}`));
  return { index: nameOf("file", sha256), slots: isInSlots(id) ? names : [], chunks: isInSlots(id) ? [] : names };
}

/** Whether these are chunks of format 1, which lie in slots. */
export const isInSlots = (id: string): boolean => id.length === 64;

/** The keep whose chunks are nobody's unless its index stands: under way now, cut off, or replaced. null = there is none. */
export async function readKeeping(deps: ExhibitDeps): Promise<Result<Keep | null, StorageError>> {
  const slot = await deps.store.readSlot(deps.nameOf("keeping", ""));
  if (!slot.ok) return slot;
  if (slot.value === null) return succeed(null);
  const opened = await openSealed(deps.key, keepingPurpose, slot.value);
  const json = opened === null ? null : parseCanonical(bytesToUtf8(opened) ?? "");
  // Damaged or of a newer version: what it named stays lying there, which takes room and harms nothing.
  if (!hasExactKeys(json, ["format", "id", "chunks"]) || json.format !== 1) return succeed(null);
  const { id, chunks } = json;
  return succeed(typeof id === "string" && typeof chunks === "number" && chunks > 0 ? { id, chunks } : null);
}

/** The note of the keep whose chunks are nobody's yet, as a slot; null = there is none. */
export async function sealKeeping(deps: ExhibitDeps, keep: Keep | null): Promise<Slot> {
  const text = utf8ToBytes(canonicalText({ format: 1, id: keep?.id ?? "", chunks: keep?.chunks ?? 0 }));
  return { name: deps.nameOf("keeping", ""), sealed: await sealBytes(deps.key, keepingPurpose, text, deps.random) };
}

/** A chunk as it lies there, wherever its format puts it. */
export function readStored(deps: ExhibitDeps, { id }: Keep, name: string): Promise<Result<Bytes | null, StorageError>> {
  return isInSlots(id) ? deps.store.readSlot(name) : deps.store.readChunk(name);
}

const keepingPurpose = "dalel.keeping.1";
const indexPurpose = (sha256: FileHash): string => `dalel.file.1 ${sha256}`;
