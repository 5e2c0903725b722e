import { sha256 } from "../crypto/hash.ts";
import { type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { areBytesEqual, bytesToHex, bytesToUtf8, type Bytes, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import type { Json } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { claimIdsToLeaves, saltBytes, saltKeyBytes } from "./claim.ts";
import { commitIdOf, headerToText, longestHeader, parseHeader } from "./header.ts";
import { readStatement } from "./line.ts";
import type { Claim, Commit, CommitHeader, LedgerError } from "./model.ts";

/** "DLC" and the version of this encoding. Version 1 is read for ever. */
const magic = new Uint8Array([0x44, 0x4c, 0x43, 1]);
const signatureBytes = 64;
const hashBytes = 32;

/**
 * A commit as bytes for rest, under a seal. Integers are 4 bytes, big-endian:
 *
 *   "DLC" 1 ‖ length, header text ‖ signature (64) ‖ 0 or 1, salt key (32 when 1) ‖ claim ids (32 × header.count)
 *   ‖ number of readable claims, their indexes (4 × number), salts (16 × number) ‖ length, their lines joined by "\n" ‖ SHA-256 of all before
 */
export function encodeCommit(commit: Commit): Bytes {
  const { header, signature, saltKey, claimIds, claims } = commit;
  const text = utf8ToBytes(headerToText(header));
  const indexes = new Uint8Array(4 * claims.length);
  const view = new DataView(indexes.buffer);
  claims.forEach((claim, i) => view.setUint32(4 * i, claim.index));
  const salts = joinEqual(
    saltBytes,
    claims.map((claim) => claim.salt),
  );
  const lines = utf8ToBytes(claims.map((claim) => claim.line).join("\n"));
  const key = saltKey === null ? [new Uint8Array([0])] : [new Uint8Array([1]), saltKey];
  const ids = joinEqual(hashBytes, claimIdsToLeaves(claimIds));
  const body = concatBytes(
    magic,
    countBytes(text.length),
    text,
    signature,
    ...key,
    ids,
    countBytes(claims.length),
    indexes,
    salts,
    countBytes(lines.length),
    lines,
  );
  return concatBytes(body, sha256(body));
}

/** Joins parts of one length. No spread: 65,536 arguments are too many for a worker's stack. */
function joinEqual(length: number, parts: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(length * parts.length);
  parts.forEach((part, i) => joined.set(part, length * i));
  return joined;
}

function countBytes(count: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, count);
  return bytes;
}

/**
 * Reads what `encodeCommit` wrote. Any changed bit fails. It is for our own sealed boxes: lines are read by the closed schema, but root,
 * signature and claim ids are not computed again; of bytes from anywhere else ask `verifyCommit` as well.
 *
 * Fails   `newer-format` when a later program wrote it; `bad-encoding` for anything else.
 * Cost    about 5 µs a claim.
 */
export function decodeCommit(bytes: Bytes): Result<Commit, LedgerError> {
  const version = bytes[3];
  if (!areBytesEqual(bytes.subarray(0, 3), magic.subarray(0, 3)) || version === undefined || version === 0) return fail("bad-encoding");
  const body = bytes.subarray(0, -hashBytes);
  if (bytes.length < magic.length + hashBytes || !areBytesEqual(sha256(body), bytes.subarray(-hashBytes))) return fail("bad-encoding");
  if (version > 1) return fail("newer-format");
  const reader = new Reader(body, magic.length);
  const headerText = bytesToUtf8(reader.take(reader.count(longestHeader)));
  if (headerText === null || reader.hasFailed) return fail("bad-encoding");
  const header = parseHeader(headerText);
  if (!header.ok) return header;
  const commit = readBody(reader, header.value);
  return commit === null ? fail("bad-encoding", commitIdOf(header.value)) : succeed(commit);
}

function readBody(reader: Reader, header: CommitHeader): Commit | null {
  const signature = reader.take(signatureBytes).slice();
  const hasKey = reader.take(1)[0];
  const saltKey = hasKey === 1 ? reader.take(saltKeyBytes).slice() : null;
  const claimIds = readIds(reader.take(hashBytes * header.count));
  const readable = reader.count(header.count);
  const indexes = reader.take(4 * readable);
  const salts = reader.take(saltBytes * readable).slice();
  const text = bytesToUtf8(reader.take(reader.count(Number.MAX_SAFE_INTEGER)));
  if (reader.hasFailed || !reader.isAtEnd || text === null || claimIds === null || (hasKey !== 0 && hasKey !== 1)) return null;
  const lines = readable === 0 ? [] : text.split("\n");
  const claims = lines.length === readable ? readClaims(indexes, salts, lines, claimIds) : null;
  return claims === null ? null : { id: commitIdOf(header), header, signature, claimIds, claims, saltKey };
}

function readIds(bytes: Bytes): readonly ClaimId[] | null {
  const ids: ClaimId[] = [];
  for (let at = 0; at < bytes.length; at += hashBytes) {
    const id = parseClaimId(bytesToHex(bytes.subarray(at, at + hashBytes)));
    if (id === null) return null;
    ids.push(id);
  }
  return ids;
}

function readClaims(indexes: Bytes, salts: Bytes, lines: readonly string[], ids: readonly ClaimId[]): readonly Claim[] | null {
  const view = new DataView(indexes.buffer, indexes.byteOffset);
  const claims: Claim[] = [];
  let last = -1;
  for (const [i, line] of lines.entries()) {
    const index = view.getUint32(4 * i);
    const id = ids[index];
    const statement = index > last && id !== undefined ? readStatement(jsonOf(line)) : null;
    if (statement === null || id === undefined) return null;
    claims.push({ id, index, salt: salts.subarray(saltBytes * i, saltBytes * (i + 1)), line, statement });
    last = index;
  }
  return claims;
}

/** JSON of a line we wrote, or null. Only `readStatement` sees it, which copies known members out. */
function jsonOf(line: string): Json {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Takes bytes from the front; past the end it gives none and remembers. */
class Reader {
  readonly #bytes: Bytes;
  #at: number;
  hasFailed = false;

  constructor(bytes: Bytes, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Bytes {
    const end = this.#at + length;
    this.hasFailed ||= end > this.#bytes.length;
    if (this.hasFailed) return new Uint8Array(0);
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** A 4-byte integer; more than `most` is a failure. */
  count(most: number): number {
    const bytes = this.take(4);
    const count = this.hasFailed ? 0 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    this.hasFailed ||= count > most;
    return this.hasFailed ? 0 : count;
  }
}
