import { sha256 } from "../crypto/hash.ts";
import { type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { areBytesEqual, bytesToHex, bytesToUtf8, type Bytes } from "../kernel/bytes.ts";
import type { Json } from "../kernel/canonical.ts";
import { fail, type Result } from "../kernel/result.ts";
import { saltBytes, saltKeyBytes } from "./claim.ts";
import { FieldReader } from "./field-reader.ts";
import { commitIdOf } from "./header.ts";
import { readCommit } from "./read-commit.ts";
import { readStatement } from "./line.ts";
import type { Claim, Commit, CommitHeader, LedgerError } from "./model.ts";

const magicBytes = 4;
const signatureBytes = 64;
const hashBytes = 32;

/**
 * The first encoding of a commit for rest, which is only read any more. Integers are 4 bytes, big-endian:
 *
 *   "DLC" 1 ‖ length, header text ‖ signature (64) ‖ 0 or 1, salt key (32 when 1) ‖ claim ids (32 × header.count)
 *   ‖ number of readable claims, their indexes (4 × number), salts (16 × number) ‖ length, their lines joined by "\n" ‖ SHA-256 of all before
 *
 * Takes   bytes that begin with "DLC" 1. Any changed bit fails, as `bad-encoding`.
 * Cost    about 5 µs a claim.
 */
export function decodeFirst(bytes: Bytes): Result<Commit, LedgerError> {
  const body = bytes.subarray(0, -hashBytes);
  if (bytes.length < magicBytes + hashBytes || !areBytesEqual(sha256(body), bytes.subarray(-hashBytes))) return fail("bad-encoding");
  return readCommit(new FieldReader(body, magicBytes), readBody);
}

function readBody(reader: FieldReader, header: CommitHeader): Commit | null {
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
