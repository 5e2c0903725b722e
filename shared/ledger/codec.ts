import { type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { areBytesEqual, bytesToHex, bytesToUtf8, type Bytes, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { fail, type Result } from "../kernel/result.ts";
import { invariant } from "../kernel/invariant.ts";
import { saltBytes, saltKeyBytes } from "./claim.ts";
import { claimIdBytes, entityIdBytes } from "./claim-record.ts";
import { idBytesOf, packClaims } from "./pack-claims.ts";
import { PackedClaims } from "./packed-claims.ts";
import { decodeFirst } from "./codec-1.ts";
import { FieldReader } from "./field-reader.ts";
import { commitIdOf, headerToText } from "./header.ts";
import type { Claim, Commit, CommitHeader, LedgerError } from "./model.ts";
import { readCommit } from "./read-commit.ts";
import { sumOf, sumBytes } from "./sum.ts";

/** "DLC" and the version of this encoding. Every version is read for ever. */
const magic = new Uint8Array([0x44, 0x4c, 0x43, 2]);
const signatureBytes = 64;

/**
 * A commit as bytes for rest, under a seal. Integers are 4 bytes, big-endian; "list" is a length in bytes and the bytes:
 *
 *   "DLC" 2 ‖ list of header text ‖ signature (64) ‖ 0 or 1, salt key (32 when 1) ‖ claim ids (32 × header.count)
 *   ‖ number of readable claims, their indexes (4 × number), salts (16 × number)
 *   ‖ list of words (JSON) ‖ list of entity ids (16 each) ‖ list of records (`claim-record.ts`) ‖ sum of all before (`sum.ts`)
 *
 * The line of a claim is not kept: it is the canonical line of its statement, written anew when somebody asks.
 */
export function encodeCommit(commit: Commit): Bytes {
  const { header, signature, saltKey, claimIds } = commit;
  const packed = packedOf(commit);
  const { words, entities, records } = packed.columns;
  const indexes = new Uint8Array(4 * packed.length);
  const view = new DataView(indexes.buffer);
  packed.indexes.forEach((index, i) => view.setUint32(4 * i, index));
  const key = saltKey === null ? [new Uint8Array([0])] : [new Uint8Array([1]), saltKey];
  const lists = [utf8ToBytes(JSON.stringify(words)), entities, records].flatMap((list) => [countBytes(list.length), list]);
  const text = utf8ToBytes(headerToText(header));
  const start = [magic, countBytes(text.length), text, signature, ...key, idBytesOf(claimIds)];
  const body = concatBytes(...start, countBytes(packed.length), indexes, packed.salts, ...lists);
  return concatBytes(body, sumOf(body));
}

function countBytes(count: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, count);
  return bytes;
}

/**
 * Reads what `encodeCommit` wrote, in this version or an earlier one. It is for our own sealed boxes: root, signature and claim ids are not computed
 * again, and the sum finds accidents, not forgers, who cannot open the seal; of bytes from anywhere else ask `verifyCommit` as well.
 * The commit keeps the bytes: they must not change afterwards.
 *
 * Gives   a commit whose claims are made when they are asked for; `packedOf` has them packed.
 * Fails   `newer-format` when a later program wrote it; `bad-encoding` for anything else.
 * Cost    about 0.3 µs a claim; of version 1 about 5 µs.
 */
export function decodeCommit(bytes: Bytes): Result<Commit, LedgerError> {
  const version = bytes[3];
  if (!areBytesEqual(bytes.subarray(0, 3), magic.subarray(0, 3)) || version === undefined || version === 0) return fail("bad-encoding");
  if (version === 1) return decodeFirst(bytes);
  const body = bytes.subarray(0, -sumBytes);
  if (bytes.length < magic.length + sumBytes || !areBytesEqual(sumOf(body), bytes.subarray(-sumBytes))) return fail("bad-encoding");
  if (version > 2) return fail("newer-format");
  return readCommit(new FieldReader(body, magic.length), readBody);
}

function readBody(reader: FieldReader, header: CommitHeader): Commit | null {
  const signature = reader.take(signatureBytes).slice();
  const hasKey = reader.take(1)[0];
  const saltKey = hasKey === 1 ? reader.take(saltKeyBytes).slice() : null;
  // Views of the bytes that were given: nobody else keeps or changes them.
  const ids = reader.take(claimIdBytes * header.count);
  const readable = reader.count(header.count);
  const indexes = readIndexes(reader.take(4 * readable));
  const salts = reader.take(saltBytes * readable);
  const words = readWords(reader.takeList());
  const [entities, records] = [reader.takeList(), reader.takeList()];
  const isSound = !reader.hasFailed && reader.isAtEnd && (hasKey === 0 || hasKey === 1) && entities.length % entityIdBytes === 0;
  if (!isSound || words === null || !areAscending(indexes, header.count)) return null;
  const packed = new PackedClaims(readableOf(ids, indexes), indexes, salts, { words, entities, records });
  return unfold({ id: commitIdOf(header), header, signature, saltKey }, ids, packed);
}

/** The ids of readable claims: all of them mostly. */
function readableOf(ids: Bytes, indexes: Uint32Array): Bytes {
  if (claimIdBytes * indexes.length === ids.length) return ids;
  return concatBytes(...Array.from(indexes, (index) => ids.subarray(claimIdBytes * index, claimIdBytes * (index + 1))));
}

function readIndexes(bytes: Bytes): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const indexes = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < indexes.length; i++) indexes[i] = view.getUint32(4 * i);
  return indexes;
}

function areAscending(indexes: Uint32Array, count: number): boolean {
  return indexes.every((index, i) => index < count && (i === 0 || index > (indexes[i - 1] ?? 0)));
}

function readWords(bytes: Bytes): readonly string[] | null {
  const text = bytesToUtf8(bytes);
  return text === null || text === "" ? null : (JSON.parse(text) as readonly string[]);
}

const packs = new WeakMap<Commit, PackedClaims>();

/** The claims of a commit, packed; kept with the commit. O(1) for one that was read from rest, O(claims) the first time for another. */
export function packedOf(commit: Commit): PackedClaims {
  const known = packs.get(commit);
  if (known !== undefined) return known;
  const packed = packClaims(commit.claims);
  packs.set(commit, packed);
  return packed;
}

/** A commit whose ids and claims are made when somebody looks at them, and forgotten again. */
function unfold(parts: Pick<Commit, "id" | "header" | "signature" | "saltKey">, ids: Bytes, packed: PackedClaims): Commit {
  const claimIds = forgetful(() => idsOf(ids));
  const claims = forgetful(() => Array.from({ length: packed.length }, (_, place) => packed.claimAt(place)));
  const commit = Object.defineProperties({ ...parts, claimIds: [], claims: [] } satisfies Commit, {
    claimIds: { enumerable: true, get: claimIds },
    claims: { enumerable: true, get: claims },
  });
  packs.set(commit, packed);
  return commit;
}

function forgetful<Made extends readonly (ClaimId | Claim)[]>(make: () => Made): () => Made {
  let known: WeakRef<Made> | null = null;
  return () => {
    const at = known?.deref();
    if (at !== undefined) return at;
    const made = make();
    known = new WeakRef(made);
    return made;
  };
}

function idsOf(bytes: Bytes): readonly ClaimId[] {
  return Array.from({ length: bytes.length / claimIdBytes }, (_, i) => {
    const id = parseClaimId(bytesToHex(bytes.subarray(claimIdBytes * i, claimIdBytes * (i + 1))));
    invariant(id !== null, "32 bytes make a claim id");
    return id;
  });
}
