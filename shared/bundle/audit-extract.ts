import { sha256Hex } from "../crypto/hash.ts";
import type { Sign } from "../crypto/jws.ts";
import { bytesToBase64 } from "../kernel/base64.ts";
import type { ActId, AuthorId, CaseId, InstantMs } from "../kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { csvText } from "../kernel/csv-text.ts";
import type { Failure } from "../kernel/result.ts";
import { headerToText } from "../ledger/header.ts";
import type { Commit, Intent } from "../ledger/model.ts";

export const auditType = "dalel.audit";
/** What is written; 1 is read for ever. */
export const auditFormat = 2;
/** What is signed comes after this, so that a signature here is a signature nowhere else. */
export const auditPrefix = "dalel.audit.1\n";

/** One act of the log with what proves it: headers and signatures, kinds and official verbs; never what was said. */
export interface ExtractEntry {
  /** Its place in the whole log, from 1. */
  readonly number: number;
  readonly act: ActId;
  readonly author: AuthorId;
  readonly agency: string;
  /** The officer's name as the exporting officer knows it; "" = the key is in no card. */
  readonly officer: string;
  readonly intent: Intent;
  /** What the act was besides its intent, as one word each: "custody-seize". Of format 1 none. */
  readonly notes: readonly string[];
  /** What it made, took back or brought back again: types of things, each with how many. Of format 1 none. */
  readonly kinds: readonly { readonly type: string; readonly count: number }[];
  readonly undoes: ActId | "";
  readonly saidAt: InstantMs;
  readonly asserted: number;
  readonly retracted: number;
  readonly ruled: number;
  readonly withheld: number;
  /** By (clock, id); at least one. */
  readonly commits: readonly Pick<Commit, "id" | "header" | "signature">[];
}
/** An audit log, or a part of it, as one officer exports it. */
export interface ExtractContent {
  readonly format: 1 | 2;
  readonly caseId: CaseId;
  readonly exportedAt: InstantMs;
  /** Who exports and signs. */
  readonly author: AuthorId;
  readonly agency: string;
  /** Acts the whole log had then: fewer entries say that it is a part. */
  readonly caseEntries: number;
  /** By number. */
  readonly entries: readonly ExtractEntry[];
}

/** `where` is "extract", the number of an entry, or a commit id. */
export type AuditError = Failure<
  "not-an-audit" | "newer-format" | "bad-signature" | "bad-encoding" | "bad-entry" | "missing-parent-clock" | "bad-csv" | "csv-differs"
>;

export const contentKeys = [
  "type",
  "format",
  "case",
  "exportedAt",
  "exportedAtMs",
  "author",
  "agency",
  "caseEntries",
  "entries",
  "csvSha256",
] as const;
/** Of an entry of format 1. */
export const entryKeys1 = [
  "number",
  "act",
  "author",
  "agency",
  "officer",
  "intent",
  "undoes",
  "saidAt",
  "saidAtMs",
  "asserted",
  "retracted",
  "ruled",
  "withheld",
  "commits",
] as const;
export const entryKeys = [...entryKeys1, "notes", "kinds"] as const;
export const kindKeys = ["type", "count"] as const;
export const commitKeys = ["id", "header", "signature"] as const;

/** UTC with milliseconds: "2026-11-26T12:30:00.000Z". */
export function utcText(instant: InstantMs): string {
  return new Date(instant).toISOString();
}

/**
 * Writes an extract as two files that belong together: the JSON names the hash of the CSV and is signed, two lines like an identity file.
 *
 * Gives   the same bytes for the same content and key.
 * Source  assets/docs/format/audit.md
 */
export async function writeAuditExtract(
  given: Omit<ExtractContent, "format">,
  sign: Sign,
): Promise<{ readonly csv: Bytes; readonly json: Bytes; readonly sha256: string }> {
  const content: ExtractContent = { ...given, format: auditFormat };
  const csv = utf8ToBytes(auditCsv(content));
  const text = extractToText(content, sha256Hex(csv));
  const signature = await sign(utf8ToBytes(auditPrefix + text));
  const json = utf8ToBytes(`${text}\n${bytesToBase64(signature)}\n`);
  return { csv, json, sha256: sha256Hex(json) };
}

function extractToText({ format, caseId, exportedAt, author, agency, caseEntries, entries }: ExtractContent, csvSha256: string): string {
  return canonicalText({
    type: auditType,
    format,
    case: caseId,
    exportedAt: utcText(exportedAt),
    exportedAtMs: exportedAt,
    author,
    agency,
    caseEntries,
    entries: entries.map(({ saidAt, commits, kinds, ...entry }) => ({
      ...entry,
      kinds: kinds.map(({ type, count }) => ({ type, count })),
      saidAt: utcText(saidAt),
      saidAtMs: saidAt,
      commits: commits.map(({ id, header, signature }) => ({ id, header: headerToText(header), signature: bytesToBase64(signature) })),
    })),
    csvSha256,
  });
}

const csvTitles = [
  "number",
  "saidAtUtc",
  "agency",
  "officer",
  "author",
  "intent",
  "act",
  "undoes",
  "asserted",
  "takenBack",
  "ruled",
  "withheld",
  "commits",
];
/** Behind all of format 1, so that its columns keep their places. */
const titlesAdded2 = ["notes", "kinds"];

/** The log as a spreadsheet reads it; it follows from the entries alone, so that a verifier can make it again. */
export function auditCsv({ format, entries }: Pick<ExtractContent, "format" | "entries">): string {
  const rows = entries.map((entry) => [
    String(entry.number),
    utcText(entry.saidAt),
    entry.agency,
    entry.officer,
    entry.author,
    entry.intent,
    entry.act,
    entry.undoes,
    String(entry.asserted),
    String(entry.retracted),
    String(entry.ruled),
    String(entry.withheld),
    entry.commits.map(({ id }) => id).join(" "),
    ...(format === 1 ? [] : [entry.notes.join(" "), entry.kinds.map(({ type, count }) => `${type} ${count}`).join("; ")]),
  ]);
  return csvText([format === 1 ? csvTitles : [...csvTitles, ...titlesAdded2], ...rows]);
}
