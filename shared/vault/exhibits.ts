import { sha256Hex } from "../crypto/hash.ts";
import { openSealed, sealBytes } from "../crypto/seal.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import type { BoxStore, FileShape, Slot, StorageError, TamperError } from "./model.ts";
import type { NameOf } from "./names.ts";

/** Bytes of an exhibit one sealed chunk holds. */
export const chunkBytes = 1_048_576;
const chunksPerTransaction = 8;

export interface ExhibitDeps {
  readonly store: BoxStore;
  readonly random: Random;
  readonly nameOf: NameOf;
  readonly key: CryptoKey;
}

type ReadError = TamperError | StorageError | Failure<"missing">;

/** Keeps a file in sealed chunks under its SHA-256; the index comes last, so a crash leaves no half file. Keeping it again repairs damage. */
export async function keepExhibit(deps: ExhibitDeps, content: Bytes): Promise<Result<FileHash, StorageError>> {
  const sha256 = parseFileHash(sha256Hex(content));
  invariant(sha256 !== null, "a hash is a file hash");
  const known = await readExhibit(deps, sha256);
  if (known.ok) return succeed(sha256);
  const count = Math.ceil(content.length / chunkBytes);
  for (let first = 0; first < count; first += chunksPerTransaction) {
    const slots: Slot[] = [];
    for (let i = first; i < Math.min(count, first + chunksPerTransaction); i++) slots.push(await sealChunk(deps, sha256, content, i, count));
    const stored = await deps.store.putSlots(slots);
    if (!stored.ok) return stored;
  }
  const index = utf8ToBytes(canonicalText({ format: 1, sizeBytes: content.length, chunks: count }));
  const sealed = await sealBytes(deps.key, indexPurpose(sha256), index, deps.random);
  const stored = await deps.store.putSlots([{ name: deps.nameOf("file", sha256), sealed }]);
  return stored.ok ? succeed(sha256) : stored;
}

async function sealChunk(deps: ExhibitDeps, sha256: FileHash, content: Bytes, i: number, count: number): Promise<Slot> {
  const chunk = content.slice(i * chunkBytes, (i + 1) * chunkBytes);
  return { name: deps.nameOf("chunk", `${sha256} ${i}`), sealed: await sealBytes(deps.key, chunkPurpose(sha256, i, count), chunk, deps.random) };
}

/** The file, its SHA-256 computed again. Fails `missing`, `box-missing`, `box-damaged`; nothing of a damaged file is given. */
export async function readExhibit(deps: ExhibitDeps, sha256: FileHash): Promise<Result<Bytes, ReadError>> {
  const index = await readIndex(deps, sha256);
  if (!index.ok) return index;
  const content = new Uint8Array(index.value.sizeBytes);
  for (let i = 0; i < index.value.chunks; i++) {
    const chunk = await readChunk(deps, sha256, i, index.value.chunks);
    if (!chunk.ok) return chunk;
    if (i * chunkBytes + chunk.value.length > content.length) return fail("box-damaged", `chunk ${i}`);
    content.set(chunk.value, i * chunkBytes);
  }
  return sha256Hex(content) === sha256 ? succeed(content) : fail("box-damaged", "content");
}

/** How an exhibit lies here; null when there is no index of it. */
export async function exhibitShape(deps: ExhibitDeps, sha256: FileHash): Promise<Result<FileShape | null, TamperError | StorageError>> {
  const index = await readIndex(deps, sha256);
  if (index.ok) return index;
  return index.error.kind === "missing" ? succeed(null) : fail(index.error.kind, index.error.where);
}

/** Stored names of an exhibit: its index, and its chunks. */
export function exhibitNames(nameOf: NameOf, sha256: FileHash, chunks: number): { readonly index: string; readonly chunks: readonly string[] } {
  return { index: nameOf("file", sha256), chunks: Array.from({ length: chunks }, (_, i) => nameOf("chunk", `${sha256} ${i}`)) };
}

async function readIndex(deps: ExhibitDeps, sha256: FileHash): Promise<Result<FileShape, ReadError>> {
  const slot = await deps.store.readSlot(deps.nameOf("file", sha256));
  if (!slot.ok) return slot;
  if (slot.value === null) return fail("missing");
  const opened = await openSealed(deps.key, indexPurpose(sha256), slot.value);
  const json = opened === null ? null : parseCanonical(bytesToUtf8(opened) ?? "");
  if (json === null || !hasExactKeys(json, ["format", "sizeBytes", "chunks"]) || json.format !== 1) return fail("box-damaged", "index");
  const { sizeBytes, chunks } = json;
  const isSound = typeof sizeBytes === "number" && typeof chunks === "number" && sizeBytes >= 0 && chunks === Math.ceil(sizeBytes / chunkBytes);
  return isSound ? succeed({ sizeBytes, chunks }) : fail("box-damaged", "index");
}

async function readChunk(deps: ExhibitDeps, sha256: FileHash, i: number, count: number): Promise<Result<Bytes, ReadError>> {
  const slot = await deps.store.readSlot(deps.nameOf("chunk", `${sha256} ${i}`));
  if (!slot.ok) return slot;
  if (slot.value === null) return fail("box-missing", `chunk ${i}`);
  const chunk = await openSealed(deps.key, chunkPurpose(sha256, i, count), slot.value);
  return chunk === null ? fail("box-damaged", `chunk ${i}`) : succeed(chunk);
}

const indexPurpose = (sha256: FileHash): string => `dalel.file.1 ${sha256}`;
const chunkPurpose = (sha256: FileHash, i: number, count: number): string => `dalel.chunk.1 ${sha256} ${i} of ${count}`;
