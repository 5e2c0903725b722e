import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type ClaimId, type CommitId, type FileHash, parseCommitId, parseFileHash } from "../kernel/brand.ts";
import { bytesToHex, bytesToUtf8, type Bytes, hexToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { saltBytes } from "../ledger/claim.ts";
import { headerToText, longestHeader, parseHeader } from "../ledger/header.ts";
import { isLineShort, readStatement } from "../ledger/line.ts";
import { type Commit, type CommitHeader, type Handling, handlings, type LedgerError, longestLineBytes, type Statement } from "../ledger/model.ts";
import { isPlainText } from "../ledger/value.ts";

/** A file in the bundle, as data/files.jsonl says it. */
export interface FileEntry {
  readonly sha256: FileHash;
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** Its own name; "" when that stays home. */
  readonly name: string;
  readonly handling: Handling;
}

/** One commit: `{"header":<its text>,"signature":<base64>}`. The header stands in it byte for byte, so `sed` can take it out. */
export function commitToLine({ header, signature }: Commit): string {
  return `{"header":${headerToText(header)},"signature":"${bytesToBase64(signature)}"}`;
}

export function parseCommitLine(line: string): Result<{ readonly header: CommitHeader; readonly signature: Bytes }, LedgerError> {
  const json = line.length > longestHeader + 256 ? null : parseCanonical(line);
  if (json === null || !hasExactKeys(json, ["header", "signature"]) || typeof json.signature !== "string") return fail("bad-encoding");
  const header = parseHeader(canonicalText(json.header));
  const signature = base64ToBytes(json.signature);
  if (!header.ok) return header;
  return signature?.length === 64 ? succeed({ header: header.value, signature }) : fail("bad-encoding");
}

/** One disclosed claim: `{"commit":…,"index":…,"line":<the exact line>,"salt":<hex>}`. */
export function claimToLine(commit: CommitId, claim: { readonly index: number; readonly salt: Bytes; readonly line: string }): string {
  return `{"commit":"${commit}","index":${claim.index},"line":${claim.line},"salt":"${bytesToHex(claim.salt)}"}`;
}

export interface ClaimEntry {
  readonly commit: CommitId;
  readonly index: number;
  readonly salt: Bytes;
  readonly line: string;
  readonly statement: Statement;
}

export function parseClaimLine(text: string): ClaimEntry | null {
  const json = text.length > longestLineBytes + 256 ? null : parseCanonical(text);
  if (json === null || !hasExactKeys(json, ["commit", "index", "line", "salt"])) return null;
  const [commit, statement] = [parseCommitId(json.commit), readStatement(json.line)];
  const salt = typeof json.salt === "string" ? hexToBytes(json.salt) : null;
  if (commit === null || statement === null || salt?.length !== saltBytes || !isCount(json.index)) return null;
  const line = lineOfClaim(text, json.index);
  return isLineShort(line) ? { commit, index: json.index, salt, line, statement } : null;
}

/** The line in the text of a claim, which is canonical: it stands at a known place, so it is cut out and not written once more. */
export function lineOfClaim(text: string, index: number): string {
  return text.slice(beforeLine + String(index).length, -behindLine);
}

const beforeLine = `{"commit":"","index":,"line":`.length + 64;
const behindLine = `,"salt":""}`.length + 2 * saltBytes;

export function fileToLine({ sha256, sizeBytes, mediaType, name, handling }: FileEntry): string {
  return canonicalText({ sha256, sizeBytes, mediaType, name, handling });
}

export function parseFileLine(text: string): FileEntry | null {
  const json = text.length > 8192 ? null : parseCanonical(text);
  if (json === null || !hasExactKeys(json, ["sha256", "sizeBytes", "mediaType", "name", "handling"])) return null;
  const sha256 = parseFileHash(json.sha256);
  const handling = handlings.find((each) => each === json.handling);
  const { sizeBytes, mediaType, name } = json;
  if (sha256 === null || handling === undefined || !isCount(sizeBytes) || !isPlainText(mediaType) || mediaType.length > 256 || !isPlainText(name))
    return null;
  return { sha256, sizeBytes, mediaType, name, handling };
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** Lines as bytes, each ended by a line feed. Written straight into memory of their size: one string of all would be too long for a big case. */
export function linesToBytes(lines: Iterable<string>): Bytes {
  const all = [...lines];
  const bytes = new Uint8Array(all.reduce((sum, line) => sum + utf8Length(line) + 1, 0));
  let at = 0;
  for (let i = 0; i < all.length; ) {
    // Some at once: a call costs as much as a short line.
    const start = i;
    for (let length = 0; i < all.length && length < encodedAtOnce; i++) length += all[i]?.length ?? 0;
    at += encoder.encodeInto(`${all.slice(start, i).join("\n")}\n`, bytes.subarray(at)).written;
  }
  invariant(at === bytes.length, "a line is well-formed text");
  return bytes;
}

const encoder = new TextEncoder();
const encodedAtOnce = 2 ** 16;

/** Bytes of a text in UTF-8: a sign is a byte, two or three; half a sign of four is two of them. */
function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}

/** The lines of bytes; a last line without its line feed, or one that is not UTF-8, is null. */
export function* bytesToLines(bytes: Bytes): Generator<string | null, void, void> {
  for (let at = 0; at < bytes.length; ) {
    // Many lines are decoded at once, which is several times as fast; a longer one by itself.
    const last = bytes.lastIndexOf(0x0a, Math.min(at + decodedAtOnce, bytes.length) - 1);
    const end = last < at ? bytes.indexOf(0x0a, at) : last;
    if (end < 0) return yield null;
    const some = bytes.subarray(at, end);
    const text = bytesToUtf8(some);
    if (text === null) yield* linesOneByOne(some);
    else yield* text.split("\n");
    at = end + 1;
  }
}

/** Lines of which one at least is no UTF-8. */
function* linesOneByOne(lines: Bytes): Generator<string | null, void, void> {
  for (let at = 0; at <= lines.length; ) {
    const end = lines.indexOf(0x0a, at);
    const until = end < 0 ? lines.length : end;
    yield bytesToUtf8(lines.subarray(at, until));
    at = until + 1;
  }
}

const decodedAtOnce = 2 ** 18;

/** Claim ids of all commits, 32 bytes each, in order. */
export function leavesToBytes(commits: readonly Commit[]): Bytes {
  const bytes = new Uint8Array(32 * commits.reduce((sum, commit) => sum + commit.claimIds.length, 0));
  let at = 0;
  for (const id of commits.flatMap<ClaimId>((commit) => commit.claimIds)) {
    bytes.set(hexToBytes(id) ?? [], at);
    at += 32;
  }
  return bytes;
}
