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
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import type { Sealing } from "../bundle/sealing.ts";
import { type Handling, handlings } from "../ledger/model.ts";

/** One bundle that left or arrived: what replay, order and "who holds what" are judged by. */
export interface ExchangeRecord {
  readonly direction: "sent" | "received";
  /** Sender, case and recipients as one name (`exchangeOf`): sequences count within it. */
  readonly exchange: string;
  readonly caseId: CaseId;
  /** The recipients of a sent one; the sender of a received one. Sorted. */
  readonly authors: readonly AuthorId[];
  readonly statementHash: string;
  readonly sequence: number;
  readonly at: InstantMs;
  /** What the register of bundles tells besides; null = written by a version that kept less. */
  readonly details: ExchangeDetails | null;
}

/** Nothing of a case but figures, marks and dates: the register outlives a case that is destroyed. */
export interface ExchangeDetails {
  readonly sentAt: InstantMs;
  readonly marking: Handling;
  readonly retainUntil: string;
  readonly commits: number;
  readonly disclosed: number;
  readonly withheld: number;
  readonly files: number;
  /** SHA-256 of the file that arrived; "" = not known. Of one that left, the book of bundles says it once the file is made. */
  readonly fileHash: FileHash | "";
  /** Of one that arrived: whether all of it was taken in. */
  readonly isWhole: boolean;
  /** Of one that arrived: what was new in it here. */
  readonly newClaims: number;
  readonly newFiles: number;
  /** To what keys the file was sealed; null = not known: an older version wrote it down. */
  readonly sealing: Sealing | null;
  /** Of one that left: claims of the choice that stayed, also of records that stayed whole. null = not known: it arrived, or an older version wrote it down. */
  readonly keptBack: number | null;
  /** Of one that left: how many of the disclosed only take something back. null = not known, as above; never known where `keptBack` is not. */
  readonly withdrawals: number | null;
}

const firstKeys = ["direction", "exchange", "case", "authors", "statementHash", "sequence", "at"] as const;
const secondKeys = [...firstKeys, "format", "details"] as const;
const detailKeys = [
  "sentAt",
  "marking",
  "retainUntil",
  "commits",
  "disclosed",
  "withheld",
  "files",
  "fileHash",
  "isWhole",
  "newClaims",
  "newFiles",
] as const satisfies readonly (keyof ExchangeDetails)[];
const detailKeys3 = [...detailKeys, "sealing"] as const;
const detailKeys4 = [...detailKeys3, "keptBack"] as const;
const detailKeys5 = [...detailKeys4, "withdrawals"] as const;
const sealKinds = ["hybrid", "ordinary", "passphrase"] as const satisfies readonly Sealing["kind"][];

/** A line of the book of exchanges: of the first form when there are no details, of the second when they say nothing of the seal, of the third when nothing of what stayed, of the fourth when nothing of withdrawals, else of the fifth. All are read for ever. */
export function encodeExchange({ direction, exchange, caseId, authors, statementHash, sequence, at, details }: ExchangeRecord): Bytes {
  const first = { direction, exchange, case: caseId, authors, statementHash, sequence, at };
  if (details === null) return utf8ToBytes(canonicalText(first));
  return utf8ToBytes(canonicalText({ ...first, ...laterForm(details) }));
}

function laterForm({ sealing, keptBack, withdrawals, ...second }: ExchangeDetails) {
  if (sealing === null) return { format: 2, details: second };
  const third = { ...second, sealing: { ...sealing } };
  if (keptBack === null) return { format: 3, details: third };
  const fourth = { ...third, keptBack };
  return withdrawals === null ? { format: 4, details: fourth } : { format: 5, details: { ...fourth, withdrawals } };
}

/** Reads a line of any form; null for anything else. */
export function decodeExchange(bytes: Bytes): ExchangeRecord | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null) return null;
  if (hasExactKeys(json, firstKeys)) return readFirst(json, null);
  if (!hasExactKeys(json, secondKeys)) return null;
  const details = detailsOfForm(json.format, json.details);
  return details === null ? null : readFirst(json, details);
}

function detailsOfForm(format: Json, details: Json): ExchangeDetails | null {
  if (format === 2) return readDetails2(details);
  if (format === 3) return readDetails3(details);
  if (format === 4) return readDetails4(details);
  return format === 5 ? readDetails5(details) : null;
}

function readFirst(json: { readonly [K in (typeof firstKeys)[number]]: Json }, details: ExchangeDetails | null): ExchangeRecord | null {
  const [caseId, at] = [parseCaseId(json.case), parseInstantMs(json.at)];
  const authors = Array.isArray(json.authors) ? json.authors.map(parseAuthorId) : [null];
  const direction = json.direction === "sent" || json.direction === "received" ? json.direction : null;
  const { exchange, statementHash, sequence } = json;
  if (caseId === null || at === null || direction === null) return null;
  if (typeof exchange !== "string" || typeof statementHash !== "string" || typeof sequence !== "number") return null;
  const known = authors.filter((author) => author !== null);
  return known.length === authors.length ? { direction, exchange, caseId, authors: known, statementHash, sequence, at, details } : null;
}

function readDetails2(json: Json): ExchangeDetails | null {
  return hasExactKeys(json, detailKeys) ? readDetails(json, null) : null;
}

function readDetails3(json: Json): ExchangeDetails | null {
  const sealing = hasExactKeys(json, detailKeys3) ? readSealing(json.sealing) : null;
  return sealing !== null && hasExactKeys(json, detailKeys3) ? readDetails(json, sealing) : null;
}

function readDetails4(json: Json): ExchangeDetails | null {
  if (!hasExactKeys(json, detailKeys4) || !isCount(json.keptBack)) return null;
  const { keptBack, ...third } = json;
  const details = readDetails3(third);
  return details === null ? null : { ...details, keptBack };
}

function readDetails5(json: Json): ExchangeDetails | null {
  if (!hasExactKeys(json, detailKeys5) || !isCount(json.withdrawals)) return null;
  const { withdrawals, ...fourth } = json;
  const details = readDetails4(fourth);
  return details === null ? null : { ...details, withdrawals };
}

function readSealing(json: Json): Sealing | null {
  if (!hasExactKeys(json, ["kind", "lacking"]) || !Array.isArray(json.lacking)) return null;
  const kind = sealKinds.find((each) => each === json.kind);
  const lacking = json.lacking.map(parseAuthorId).filter((author) => author !== null);
  return kind === undefined || lacking.length !== json.lacking.length ? null : { kind, lacking };
}

function readDetails(json: { readonly [K in (typeof detailKeys)[number]]: Json }, sealing: Sealing | null): ExchangeDetails | null {
  const [sentAt, marking] = [parseInstantMs(json.sentAt), handlings.find((each) => each === json.marking)];
  const fileHash = json.fileHash === "" ? "" : parseFileHash(json.fileHash);
  const { retainUntil, commits, disclosed, withheld, files, isWhole, newClaims, newFiles } = json;
  if (sentAt === null || marking === undefined || fileHash === null || typeof retainUntil !== "string" || typeof isWhole !== "boolean") return null;
  if (!isCount(commits) || !isCount(disclosed) || !isCount(withheld) || !isCount(files) || !isCount(newClaims) || !isCount(newFiles)) return null;
  return {
    sentAt,
    marking,
    retainUntil,
    commits,
    disclosed,
    withheld,
    files,
    fileHash,
    isWhole,
    newClaims,
    newFiles,
    sealing,
    keptBack: null,
    withdrawals: null,
  };
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
