import { fileEndings } from "../kernel/file-endings.ts";
import type { Sign } from "../crypto/jws.ts";
import {
  type AuthorId,
  type CaseId,
  type FileHash,
  type InstantMs,
  parseAuthorId,
  parseCaseId,
  parseFileHash,
  parseInstantMs,
} from "../kernel/brand.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { hasExactKeys, type Json } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { readPeople } from "../partner/identity-file.ts";
import { type NoteError, readSignedNote, writeSignedNote } from "../partner/signed-note.ts";

export const receiptType = "dalel.receipt";
export const receiptFormat = 1;
/** The ending of a receipt's file name. */
export const receiptEnding = fileEndings.receipt;

/**
 * What a recipient did with a bundle. The first four tell of its arrival; the last three of what became of what it brought: kept in spite of a recall, taken out
 * of use, destroyed.
 */
export const receiptDeeds = ["accepted", "accepted-in-part", "looked-at", "refused", "kept", "out-of-use", "destroyed"] as const;
export type ReceiptDeed = (typeof receiptDeeds)[number];

/** What a recipient signs about one bundle. */
export interface Receipt {
  /** The recipient, and who that is. */
  readonly author: AuthorId;
  readonly agency: string;
  readonly agencyName: string;
  readonly officer: string;
  /** The bundle: SHA-256 of its statement.json, and what that says. */
  readonly statementHash: FileHash;
  readonly case: CaseId;
  readonly sequence: number;
  readonly sender: AuthorId;
  readonly receivedAt: InstantMs;
  /** When the receipt was signed. */
  readonly at: InstantMs;
  readonly deed: ReceiptDeed;
  /** Of a refusal: the check that failed, or "by-decision"; else "". Lower-case letters and hyphens: never content. */
  readonly reason: string;
  /** What was new to the recipient. */
  readonly claims: number;
  readonly files: number;
  /** SHA-256 of the `.dalel` file as it arrived; "" = not known. */
  readonly fileHash: FileHash | "";
  /** SHA-256 of the recall or supersede notice this answers; "" = none. */
  readonly answers: FileHash | "";
}

const keys = [
  "type",
  "format",
  "author",
  "agency",
  "agencyName",
  "officer",
  "statementHash",
  "case",
  "sequence",
  "sender",
  "receivedAt",
  "at",
  "deed",
  "reason",
  "claims",
  "files",
  "fileHash",
  "answers",
] as const;

/** Signs a receipt: the bytes of a `.dalel-receipt` file. Source: assets/docs/format/bundle.md §8. */
export function writeReceipt(receipt: Receipt, sign: Sign): Promise<Bytes> {
  return writeSignedNote({ ...receipt, type: receiptType, format: receiptFormat }, sign);
}

/**
 * Reads a receipt. That it is well signed says only that the holder of `author` wrote it; whether it fits a bundle, `judgeReceipt` says.
 *
 * Fails   `too-large` (64 KiB), `bad-encoding`, `newer-format`, `bad-signature`.
 */
export async function readReceipt(bytes: Bytes): Promise<Result<Receipt, NoteError>> {
  const note = await readSignedNote(bytes, receiptType, receiptFormat);
  if (!note.ok) return note;
  const receipt = jsonToReceipt(note.value);
  return receipt === null ? fail("bad-encoding") : succeed(receipt);
}

function jsonToReceipt(json: Json): Receipt | null {
  if (!hasExactKeys(json, keys)) return null;
  const [people, bundle, times, outcome] = [readPeople(json), readBundleNamed(json), readTimes(json), readOutcome(json)];
  const [author, sender] = [parseAuthorId(json.author), parseAuthorId(json.sender)];
  const [fileHash, answers] = [hashOrNone(json.fileHash), hashOrNone(json.answers)];
  if (people === null || bundle === null || times === null || outcome === null) return null;
  if (author === null || sender === null || fileHash === null || answers === null) return null;
  return { author, ...people, ...bundle, sender, ...times, ...outcome, fileHash, answers };
}

/** The three keys by which a note names a bundle, or null. */
export function readBundleNamed(json: {
  readonly statementHash: Json;
  readonly case: Json;
  readonly sequence: Json;
}): Pick<Receipt, "statementHash" | "case" | "sequence"> | null {
  const [statementHash, caseId] = [parseFileHash(json.statementHash), parseCaseId(json.case)];
  return statementHash === null || caseId === null || !isCount(json.sequence) || json.sequence < 1
    ? null
    : { statementHash, case: caseId, sequence: json.sequence };
}

function readTimes(json: { readonly receivedAt: Json; readonly at: Json }): Pick<Receipt, "receivedAt" | "at"> | null {
  const [receivedAt, at] = [parseInstantMs(json.receivedAt), parseInstantMs(json.at)];
  return receivedAt === null || at === null || receivedAt > at ? null : { receivedAt, at };
}

function readOutcome(json: {
  readonly deed: Json;
  readonly reason: Json;
  readonly claims: Json;
  readonly files: Json;
}): Pick<Receipt, "deed" | "reason" | "claims" | "files"> | null {
  const deed = receiptDeeds.find((each) => each === json.deed);
  const { reason, claims, files } = json;
  if (deed === undefined || typeof reason !== "string" || !isCount(claims) || !isCount(files)) return null;
  // Only a refusal has a reason, and has one.
  if (!(deed === "refused" ? /^[a-z][a-z-]{0,39}$/.test(reason) : reason === "")) return null;
  return { deed, reason, claims, files };
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const hashOrNone = (value: Json): FileHash | "" | null => (value === "" ? "" : parseFileHash(value));
