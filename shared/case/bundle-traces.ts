import { type AuthorId, type CaseId, type ClaimId, type FileHash, type InstantMs, parseClaimId, parseFileHash } from "../kernel/brand.ts";
import { bytesToHex, bytesToUtf8, concatBytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { BundleStatement, OpenedBundle } from "../bundle/model.ts";
import type { SealedBundle } from "../bundle/seal.ts";
import type { Sealing } from "../bundle/sealing.ts";
import { exchangeOf } from "../bundle/statement.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";
import type { Arrival } from "./arrival.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import type { Registry } from "./registry.ts";

/**
 * What is kept of a bundle beside the books, in sealed notes that go with its case: why it was sent, in words, and which claims and files came by it. The books,
 * which stay, hold figures and dates only.
 */
const wordsNote = (caseId: CaseId, statementHash: string): string => `bundle-words/${caseId}/${statementHash}`;
const claimsNote = (caseId: CaseId, statementHash: string): string => `bundle-claims/${caseId}/${statementHash}`;
const filesNote = (caseId: CaseId, statementHash: string): string => `bundle-files/${caseId}/${statementHash}`;
const idBytes = 32;

/** Every such note of a case. */
export function bundleNotesOf({ exchanges, bundles }: Pick<Registry, "exchanges" | "bundles">, caseId: CaseId): readonly string[] {
  const exported = [...bundles.exports.values()].flatMap(({ record }) => (record.caseId === caseId ? [record.recordHash] : []));
  const hashes = new Set([...exchanges.flatMap((record) => (record.caseId === caseId ? [record.statementHash] : [])), ...exported]);
  return [...hashes].flatMap((hash) => [wordsNote(caseId, hash), claimsNote(caseId, hash), filesNote(caseId, hash)]);
}

/** What of a session is written into. */
interface Traced {
  readonly vault: OpenVault;
  readonly registry: Registry;
  readonly arrivals: ReadonlyMap<string, Arrival>;
}

/** What was taken in of a bundle that arrived. */
export interface TakenIn {
  readonly isWhole: boolean;
  readonly newClaims: number;
  /** The files that were not here. */
  readonly newFiles: readonly FileHash[];
  readonly at: InstantMs;
}

interface Counted {
  readonly keptBack: number;
  readonly withdrawals: number;
}

/** Writes down a bundle that leaves, before its file is made. */
export async function noteSent(
  session: Traced,
  { statement, statementHash, sealing, keptBack, withdrawals }: Pick<SealedBundle, "statement" | "statementHash" | "sealing"> & Counted,
  authors: readonly AuthorId[],
): Promise<Result<void, StorageError | TamperError>> {
  const kept = await keepWords(session.vault, statement, statementHash);
  if (!kept.ok) return kept;
  const record = recordOf("sent", statement, statementHash, authors, statement.sentAt);
  return session.registry.addExchange({
    ...record,
    details: { ...detailsOf(statement), fileHash: "", isWhole: true, newClaims: 0, newFiles: 0, sealing, keptBack, withdrawals },
  });
}

/** Writes down that a bundle was taken in. Once more only when more of it was. */
export async function noteReceived(
  session: Traced,
  { statement, statementHash, commits, sealedAs }: Pick<OpenedBundle, "statement" | "statementHash" | "commits" | "sealedAs">,
  taken: TakenIn,
): Promise<Result<void, StorageError | TamperError>> {
  const before = session.registry.exchanges.filter((record) => record.direction === "received" && record.statementHash === statementHash);
  const isToldMore = taken.newClaims + taken.newFiles.length > 0 || (taken.isWhole && before.every(({ details }) => details?.isWhole === false));
  if (before.length > 0 && !isToldMore) return succeed(undefined);
  const kept = await keepWords(session.vault, statement, statementHash);
  if (!kept.ok) return kept;
  const came = await noteClaims(session.vault, statement.case, statementHash, new Set(commits.flatMap(({ claims }) => claims.map(({ id }) => id))));
  if (!came.ok) return came;
  const files = await noteFiles(session.vault, statement.case, statementHash, taken.newFiles);
  if (!files.ok) return files;
  const { at, newFiles, ...what } = taken;
  const fileHash = session.arrivals.get(statementHash)?.fileHash ?? "";
  const record = recordOf("received", statement, statementHash, [statement.sender.author], at);
  return session.registry.addExchange({
    ...record,
    details: {
      ...detailsOf(statement),
      fileHash,
      ...what,
      newFiles: newFiles.length,
      sealing: sealingOf(sealedAs),
      keptBack: null,
      withdrawals: null,
    },
  });
}

/** Of one that arrived: why it is ordinary, its sender knows. A mixed one is never opened. */
const sealingOf = (sealedAs: OpenedBundle["sealedAs"]): Sealing | null => (sealedAs === "mixed" ? null : { kind: sealedAs, lacking: [] });

function recordOf(
  direction: ExchangeRecord["direction"],
  statement: BundleStatement,
  statementHash: string,
  authors: readonly AuthorId[],
  at: InstantMs,
): Omit<ExchangeRecord, "details"> {
  return { direction, exchange: exchangeOf(statement), caseId: statement.case, authors, statementHash, sequence: statement.sequence, at };
}

function detailsOf({ sentAt, marking, retainUntil, counts }: BundleStatement) {
  const { commits, disclosed, withheld, files } = counts;
  return { sentAt, marking, retainUntil, commits, disclosed, withheld, files };
}

/** Keeps why something leaves, in words, in a note that goes with its case. */
export function keepWords(
  vault: OpenVault,
  { case: caseId, purpose, legalBasis }: Pick<BundleStatement, "case" | "purpose" | "legalBasis">,
  hash: string,
): Promise<Result<void, StorageError>> {
  return vault.keepNote(wordsNote(caseId, hash), utf8ToBytes(canonicalText({ purpose, legalBasis })));
}

/** Why a bundle was sent; null = not kept: an older version, or the case was destroyed. */
export async function wordsOf(
  vault: OpenVault,
  caseId: CaseId,
  statementHash: string,
): Promise<Result<{ readonly purpose: string; readonly legalBasis: string } | null, StorageError | TamperError>> {
  const note = await vault.readNote(wordsNote(caseId, statementHash));
  if (!note.ok) return note;
  const json = note.value === null ? null : parseCanonical(bytesToUtf8(note.value) ?? "");
  if (json === null || !hasExactKeys(json, ["purpose", "legalBasis"])) return succeed(null);
  const { purpose, legalBasis } = json;
  return succeed(typeof purpose === "string" && typeof legalBasis === "string" ? { purpose, legalBasis } : null);
}

/** The claims that came by a bundle; null = not kept: it was accepted by an older version. */
export async function claimsOf(
  vault: OpenVault,
  caseId: CaseId,
  statementHash: string,
): Promise<Result<ReadonlySet<ClaimId> | null, StorageError | TamperError>> {
  const note = await vault.readNote(claimsNote(caseId, statementHash));
  if (!note.ok) return note;
  if (note.value === null) return succeed(null);
  const claims = new Set<ClaimId>();
  for (let at = 0; at < note.value.length; at += idBytes) {
    const id = parseClaimId(bytesToHex(note.value.subarray(at, at + idBytes)));
    if (id === null) return fail("box-damaged", "bundle-claims");
    claims.add(id);
  }
  return succeed(claims);
}

async function noteClaims(
  vault: OpenVault,
  caseId: CaseId,
  statementHash: string,
  claims: ReadonlySet<ClaimId>,
): Promise<Result<void, StorageError | TamperError>> {
  const before = await claimsOf(vault, caseId, statementHash);
  if (!before.ok) return before;
  const ids = [...(before.value ?? new Set()).union(claims)].map((id) => hexToBytes(id) ?? new Uint8Array());
  return vault.keepNote(claimsNote(caseId, statementHash), concatBytes(...ids));
}

/** The files that came by a bundle and were not here; null = not kept: it was accepted by an older version. */
export async function filesBy(
  vault: OpenVault,
  caseId: CaseId,
  statementHash: string,
): Promise<Result<ReadonlySet<FileHash> | null, StorageError | TamperError>> {
  const note = await vault.readNote(filesNote(caseId, statementHash));
  if (!note.ok) return note;
  if (note.value === null) return succeed(null);
  const files = new Set<FileHash>();
  for (let at = 0; at < note.value.length; at += idBytes) {
    const hash = parseFileHash(bytesToHex(note.value.subarray(at, at + idBytes)));
    if (hash === null) return fail("box-damaged", "bundle-files");
    files.add(hash);
  }
  return succeed(files);
}

async function noteFiles(
  vault: OpenVault,
  caseId: CaseId,
  statementHash: string,
  files: readonly FileHash[],
): Promise<Result<void, StorageError | TamperError>> {
  const before = await filesBy(vault, caseId, statementHash);
  if (!before.ok) return before;
  const hashes = [...(before.value ?? new Set()).union(new Set(files))].map((hash) => hexToBytes(hash) ?? new Uint8Array());
  return vault.keepNote(filesNote(caseId, statementHash), concatBytes(...hashes));
}
