import { fileEndings } from "../kernel/file-endings.ts";
import { sha256Hex } from "../crypto/hash.ts";
import type { Sign } from "../crypto/jws.ts";
import { type AuthorId, type CaseId, type FileHash, type InstantMs, parseFileHash, parseInstantMs } from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { hasExactKeys } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import { toShownText } from "../kernel/shown-name.ts";
import { readPeople } from "../partner/identity-file.ts";
import { type NoteBody, type NoteError, readSignedNote, writeSignedNote } from "../partner/signed-note.ts";
import { clockTolerance } from "./judge-receipt.ts";
import type { BundleStatement } from "./model.ts";
import { readBundleNamed } from "./receipt.ts";

export const recallType = "dalel.recall";
export const supersedeType = "dalel.supersede";
/** Of a note inside a bundle: that this very bundle takes the place of an earlier one. */
export const replacesType = "dalel.replaces";
export const recallFormat = 1;
/** The ending of the file name of a recall or supersede notice. */
export const noticeEnding = fileEndings.bundleNotice;
/** UTF-16 units of the reason of a notice, at most. */
export const longestNoticeReason = 1000;

/** What the sender of a bundle signs later about it: that it is recalled, or that another takes its place. */
export interface BundleNotice {
  readonly kind: "recall" | "supersede";
  /** The sender, and who that is. */
  readonly author: AuthorId;
  readonly agency: string;
  readonly agencyName: string;
  readonly officer: string;
  readonly statementHash: FileHash;
  readonly case: CaseId;
  readonly sequence: number;
  /** Why; one line, as `toShownText` sets it, never empty. */
  readonly reason: string;
  readonly at: InstantMs;
  /** Of a supersede: the bundle that takes its place. */
  readonly by: { readonly statementHash: FileHash; readonly sequence: number } | null;
}

const sharedKeys = ["type", "format", "author", "agency", "agencyName", "officer", "statementHash", "case", "sequence", "reason", "at"] as const;
const recallKeys = [...sharedKeys] as const;
const supersedeKeys = [...sharedKeys, "byStatementHash", "bySequence"] as const;
const replacesKeys = [...sharedKeys, "bySequence"] as const;

/** Signs a notice: the bytes of a `.dalel-notice` file, and of its line in later bundles. Source: assets/docs/format/bundle.md §8. */
export function writeBundleNotice({ kind, by, ...said }: BundleNotice, sign: Sign): Promise<Bytes> {
  invariant((kind === "supersede") === (by !== null), "a supersede names what takes the place");
  const type = kind === "recall" ? recallType : supersedeType;
  const after = by === null ? {} : { byStatementHash: by.statementHash, bySequence: by.sequence };
  return writeSignedNote({ ...said, ...after, type, format: recallFormat }, sign);
}

/** Reads a recall or supersede notice. Fails `too-large` (64 KiB), `bad-encoding` (also: another kind of note), `newer-format`, `bad-signature`. */
export async function readBundleNotice(bytes: Bytes): Promise<Result<BundleNotice, NoteError>> {
  const recall = await readSignedNote(bytes, recallType, recallFormat);
  const note = recall.ok || recall.error.kind !== "bad-encoding" ? recall : await readSignedNote(bytes, supersedeType, recallFormat);
  if (!note.ok) return note;
  const notice = bodyToNotice(note.value);
  return notice === null ? fail("bad-encoding") : succeed(notice);
}

/** The bundle a note travels in: what of its statement binds the note to it. */
export interface Carrier extends Pick<BundleStatement, "case" | "sequence" | "sentAt"> {
  readonly sender: { readonly author: AuthorId };
}

/**
 * Signs that the bundle which will carry this note takes the place of an earlier one: its own statement hash is not known before the note is in it, so the
 * note is bound to it by signer, case, number and moment. `said.at` is the `sentAt` of the statement, `by.sequence` its number.
 * Gives   the same bytes for the same words.
 * Source  assets/docs/format/bundle.md §8, decision 0092
 */
export function writeReplaces(
  { kind: _, by, ...said }: Omit<BundleNotice, "by"> & { readonly by: { readonly sequence: number } },
  sign: Sign,
): Promise<Bytes> {
  return writeSignedNote({ ...said, bySequence: by.sequence, type: replacesType, format: recallFormat }, sign);
}

/**
 * Reads it as the supersede notice it amounts to, of the bundle with this statement hash.
 * Takes   `carrier`: the statement it travelled in; null = that was checked when it arrived.
 * Fails   as `readBundleNotice`; `bad-encoding` also where it is not bound to this carrier: in another bundle it says nothing.
 */
export async function readReplaces(bytes: Bytes, statementHash: FileHash, carrier: Carrier | null): Promise<Result<BundleNotice, NoteError>> {
  const note = await readSignedNote(bytes, replacesType, recallFormat);
  if (!note.ok) return note;
  const json = note.value;
  if (!hasExactKeys(json, replacesKeys)) return fail("bad-encoding");
  const { author } = json as NoteBody;
  const said = readSaid(json);
  const by = readBundleNamed({ statementHash, case: json.case, sequence: json.bySequence });
  if (said === null || by === null || by.statementHash === said.statementHash) return fail("bad-encoding");
  const isBound =
    carrier === null ||
    (author === carrier.sender.author && by.case === carrier.case && by.sequence === carrier.sequence && said.at === carrier.sentAt);
  if (!isBound) return fail("bad-encoding");
  return succeed({ kind: "supersede", author, ...said, by: { statementHash: by.statementHash, sequence: by.sequence } });
}

/** Whether two notices say the same of the same bundles: one in the bundle that replaces, one in a file beside it. */
export function isSameSupersede(one: BundleNotice, other: BundleNotice): boolean {
  const isOfOne = one.author === other.author && one.statementHash === other.statementHash;
  return isOfOne && one.by !== null && one.by.statementHash === other.by?.statementHash;
}

function bodyToNotice(json: NoteBody): BundleNotice | null {
  const { author } = json;
  if (hasExactKeys(json, recallKeys) && json.type === recallType) {
    const said = readSaid(json);
    return said === null ? null : { kind: "recall", author, ...said, by: null };
  }
  if (!hasExactKeys(json, supersedeKeys) || json.type !== supersedeType) return null;
  const said = readSaid(json);
  const by = readBundleNamed({ statementHash: json.byStatementHash, case: json.case, sequence: json.bySequence });
  if (said === null || by === null || by.statementHash === said.statementHash) return null;
  return { kind: "supersede", author, ...said, by: { statementHash: by.statementHash, sequence: by.sequence } };
}

function readSaid(
  json: Parameters<typeof readPeople>[0] & Parameters<typeof readBundleNamed>[0] & { readonly reason: unknown; readonly at: unknown },
) {
  const [people, bundle, at] = [readPeople(json), readBundleNamed(json), parseInstantMs(json.at)];
  const { reason } = json;
  if (people === null || bundle === null || at === null || typeof reason !== "string" || reason === "") return null;
  return toShownText(reason, longestNoticeReason) === reason ? { ...people, ...bundle, reason, at } : null;
}

/** How a note is named by those that answer it: SHA-256 of its first line, which says all and is signed. */
export function noteHashOf(bytes: Bytes): FileHash {
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const hash = parseFileHash(sha256Hex(end === -1 ? bytes : bytes.subarray(0, end)));
  invariant(hash !== null, "SHA-256 is 64 hex digits");
  return hash;
}

export type NoticeFault = Failure<"not-the-sender" | "contradicts-bundle" | "from-the-future" | "before-bundle">;

/** Holds a well-signed notice against the bundle it names: only the sender of that bundle may recall it or put another in its place. */
export function judgeNotice(
  notice: BundleNotice,
  bundle: { readonly caseId: CaseId; readonly sequence: number; readonly sender: AuthorId; readonly sentAt: InstantMs | null },
  now: InstantMs,
): Result<void, NoticeFault> {
  if (notice.author !== bundle.sender) return fail("not-the-sender");
  if (notice.case !== bundle.caseId || notice.sequence !== bundle.sequence) return fail("contradicts-bundle");
  if (notice.at > now + clockTolerance) return fail("from-the-future");
  // One clock wrote both.
  return bundle.sentAt !== null && notice.at < bundle.sentAt ? fail("before-bundle") : succeed(undefined);
}
