import { fileEndings } from "../kernel/file-endings.ts";
import type { AgeLock } from "../crypto/age-header.ts";
import { encryptTo } from "../crypto/age-stream.ts";
import type { Sign } from "../crypto/jws.ts";
import type { StartPieceCipher } from "../crypto/piece-cipher.ts";
import type { CaseId, FileHash } from "../kernel/brand.ts";
import { bytesToHex, type Bytes, freeBytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Clock, Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { isIsoDate } from "../ledger/iso-date.ts";
import type { Commit } from "../ledger/model.ts";
import { checkRecipients } from "../partner/admit.ts";
import { readIdentity } from "../partner/identity-file.ts";
import type { Identity, Partner } from "../partner/model.ts";
import { describeFiles } from "./describe-files.ts";
import type { FileEntry } from "./jsonl.ts";
import {
  type BundleError,
  bundleFormat,
  type BundleStatement,
  type NamedOfficer,
  type NationalMark,
  type Selection,
  type ShareBlock,
  type SharePlan,
} from "./model.ts";
import { largestBag, largestEvidence, largestHeld, mostClaims, mostFiles } from "./names.ts";
import { discloseCommits } from "./select.ts";
import { longestReason } from "../ontology/value.ts";
import { recipientFor, type Sealing, sealingFor } from "./sealing.ts";
import { recipientHashOf, statementHashOf, statementToText, statementType } from "./statement.ts";
import {
  archiveBytes,
  createPayload,
  createTags,
  isStatementSigned,
  listPayload,
  type Payload,
  type PayloadExtras,
  signStatement,
  type StatementSignature,
  writeBag,
} from "./write-bag.ts";

export interface SealDeps {
  /** Our signing key, with its owner. */
  readonly sign: Sign;
  /** Our identity file (`writeIdentity`): it travels along and says whose key signs. */
  readonly identityFile: Bytes;
  /** Reads an exhibit of ours to its end and compares its hash: the check at each transfer, before anything is signed. Gives its size, bytes. */
  checkFile(sha256: FileHash): Promise<Result<number, { readonly kind: string }>>;
  /** The same exhibit, piece by piece, as it is written. Its hash holds; a piece that is none of it is a failure. Each has a buffer of its own. */
  readFile(sha256: FileHash): AsyncIterable<Result<Bytes, { readonly kind: string }>>;
  /** By WebCrypto when left out. */
  readonly startCipher?: StartPieceCipher | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

export interface SealInput extends PayloadExtras {
  readonly caseId: CaseId;
  readonly commits: readonly Commit[];
  readonly plan: SharePlan;
  /** What `selectClaims` gave for these commits and this plan. */
  readonly selection: Selection;
  /** Verified partners; those of `plan.to` are sealed to. */
  readonly recipients: readonly Partner[];
  /** 1 for the first bundle of this exchange (`exchangeOf`), then one more each; `previous` is the statement hash of the one before, "" at first. */
  readonly sequence: number;
  readonly previous: string;
  /** A copy for somebody without keys, such as a court: whom it is for. Then there are no recipients, and a passphrase seals it. */
  readonly addressee?: string;
  /** The second officer who is to sign; left out = one officer signs. */
  readonly cosigner?: NamedOfficer;
  readonly nationalMark?: NationalMark;
  readonly expiresAt?: string;
}

/** A statement that is settled, and all it speaks of. Nothing is signed yet, and nothing has left. The same input gives the same statement but for its time. */
export interface PreparedBundle {
  readonly statement: BundleStatement;
  readonly statementHash: string;
  /** The bytes that are signed. */
  readonly text: Bytes;
  readonly payload: Payload;
  /** age recipients, in the order of the statement, all of one kind; empty for a copy under a passphrase. */
  readonly ageRecipients: readonly string[];
  readonly sealing: Sealing;
}

export interface SealedBundle {
  /** The `.dalel` file, as it is made. Iterate once. */
  readonly stream: AsyncIterable<Bytes>;
  readonly statement: BundleStatement;
  readonly statementHash: string;
  readonly sealing: Sealing;
  /** A random name that says nothing, ending in ".dalel". */
  readonly name: string;
}

/**
 * Settles what a bundle says, down to the byte: what is signed next.
 *
 * Fails   `blocked`, `no-recipient`, `unverified-recipient`, `above-ceiling`, `nothing-to-share` as the selection says; `file-missing`
 *         (`where` is the file's hash); `too-large` (`names.ts` has the limits).
 */
export async function prepareBundle(deps: SealDeps, input: SealInput): Promise<Result<PreparedBundle, BundleError>> {
  const { plan, selection, addressee = "", expiresAt = "" } = input;
  const block = selection.blocked[0];
  if (block !== undefined) return fail(errorOfBlock(block), block.kind);
  if (plan.retainUntil !== "" && !isIsoDate(plan.retainUntil)) return fail("blocked", "retain-until");
  if (expiresAt !== "" && !isIsoDate(expiresAt)) return fail("blocked", "expires-at");
  const { recipients } = checkRecipients(plan.to, input.recipients, plan.marking);
  // Fail closed: a file for nobody would be a file for everybody who finds it.
  if ((recipients.length === 0) === (addressee === "")) return fail("no-recipient");
  const sender = await readIdentity(deps.identityFile);
  invariant(sender.ok, "our own identity file can be read");
  const commits = discloseCommits(input.commits, selection.disclosed);
  const files = await checkFiles(deps, describeFiles(commits, selection.files));
  if (!files.ok) return files;
  const { notices = [], charts = [], interop = {} } = input;
  const payload = createPayload(commits, files.value, deps.identityFile, { notices, charts, interop });
  const sealing = sealingFor(plan, recipients);
  const statement = createStatement(deps, input, { sender: sender.value, recipients, sealing, commits, files: files.value, payload });
  if (isTooMuch(statement, commits, payload)) return fail("too-large");
  const text = utf8ToBytes(statementToText(statement));
  const ageRecipients = recipients.map((partner) => recipientFor(sealing, partner));
  return succeed({ statement, statementHash: statementHashOf(statement), text, payload, ageRecipients, sealing });
}

/**
 * Makes the file of a prepared bundle.
 *
 * Takes   the signature of each whom the statement names, in its order; the passphrase where it is for an addressee.
 * Fails   `bad-signature` (`where` "sender" or "cosigner") when one is missing or is not of this statement: no file.
 */
export async function sealPrepared(
  deps: Pick<SealDeps, "readFile" | "random" | "startCipher">,
  prepared: PreparedBundle,
  signatures: readonly StatementSignature[],
  passphrase = "",
): Promise<Result<SealedBundle, BundleError>> {
  const { statement, statementHash, text, payload, ageRecipients, sealing } = prepared;
  const signers = [statement.sender, ...(statement.cosigner === null ? [] : [statement.cosigner])];
  for (const [i, { author }] of signers.entries()) {
    const signature = signatures[i];
    const isSigned = signature !== undefined && (await isStatementSigned(text, keyOf(author), signature));
    if (!isSigned) return fail("bad-signature", i === 0 ? "sender" : "cosigner");
  }
  invariant((passphrase === "") === (statement.addressee === ""), "a passphrase seals what is for an addressee, and nothing else");
  const lock: AgeLock = statement.addressee === "" ? ageRecipients : { passphrase };
  const readAgain = async function* (sha256: FileHash): AsyncGenerator<Bytes, void, void> {
    for await (const piece of deps.readFile(sha256)) {
      invariant(piece.ok, "an exhibit that was read can be read again");
      yield piece.value;
      freeBytes(piece.value);
    }
  };
  const plain = writeBag(statement, createTags(statement, signatures.slice(0, signers.length)), payload, readAgain);
  const name = `${bytesToHex(deps.random.bytes(8))}${fileEndings.bundle}`;
  return succeed({ stream: encryptTo(lock, plain, deps.random, deps.startCipher), statement, statementHash, sealing, name });
}

/**
 * Makes a bundle one officer signs. When this answers, the statement is signed and nothing has left: the caller commits the share first, then takes the
 * stream.
 *
 * Takes   the passphrase where `input.addressee` is said.
 * Fails   as `prepareBundle`.
 */
export async function sealBundle(deps: SealDeps, input: SealInput, passphrase = ""): Promise<Result<SealedBundle, BundleError>> {
  const prepared = await prepareBundle(deps, input);
  if (!prepared.ok) return prepared;
  const signature = await signPrepared(deps, prepared.value);
  return sealPrepared(deps, prepared.value, [signature], passphrase);
}

/** Our own signature of a prepared bundle. */
export function signPrepared({ sign }: Pick<SealDeps, "sign">, { text, statement }: PreparedBundle): Promise<StatementSignature> {
  return signStatement(text, sign, keyOf(statement.sender.author));
}

function keyOf(author: string): Bytes {
  const key = hexToBytes(author);
  invariant(key !== null, "an author is hex");
  return key;
}

function isTooMuch(statement: BundleStatement, commits: readonly Commit[], payload: Payload): boolean {
  const ids = commits.reduce((sum, { claimIds }) => sum + claimIds.length, 0);
  const held = Object.values(payload).reduce((sum, { length }) => sum + length, 0);
  // The tags are small beside what is measured here.
  const isTooLong = archiveBytes(statement, new Map()).filled > largestBag;
  return statement.counts.files > mostFiles || ids > mostClaims || held > largestHeld || isTooLong;
}

function errorOfBlock({ kind }: ShareBlock): "no-recipient" | "unverified-recipient" | "above-ceiling" | "nothing-to-share" | "blocked" {
  return kind === "no-recipient" || kind === "unverified-recipient" || kind === "above-ceiling" || kind === "nothing-to-share" ? kind : "blocked";
}

/** Each file is there, with its hash, before anything is signed: this is the check at each transfer. */
async function checkFiles(deps: SealDeps, files: readonly FileEntry[]): Promise<Result<readonly FileEntry[], BundleError>> {
  const found: FileEntry[] = [];
  for (const file of files) {
    const size = await deps.checkFile(file.sha256);
    if (!size.ok) return fail("file-missing", file.sha256);
    if (size.value > largestEvidence) return fail("too-large");
    found.push({ ...file, sizeBytes: size.value });
  }
  return succeed(found);
}

interface Parts {
  readonly sender: Identity;
  readonly recipients: readonly Partner[];
  readonly sealing: Sealing;
  readonly commits: readonly Commit[];
  readonly files: readonly FileEntry[];
  readonly payload: Payload;
}

function createStatement(deps: SealDeps, input: SealInput, parts: Parts): BundleStatement {
  const { caseId, plan, sequence, previous, addressee = "", nationalMark = "", expiresAt = "" } = input;
  const { author, agency, agencyName, officer } = parts.sender;
  const all = parts.commits.reduce((sum, { claimIds }) => sum + claimIds.length, 0);
  const readable = parts.commits.reduce((sum, { claims }) => sum + claims.length, 0);
  return {
    type: statementType,
    format: bundleFormat,
    case: caseId,
    sentAt: deps.clock.now(),
    sender: { author, agency, agencyName, officer },
    cosigner: input.cosigner === undefined ? null : namedOf(input.cosigner),
    addressee,
    nationalMark,
    expiresAt,
    recipients: parts.recipients.map((partner) => ({
      author: partner.author,
      recipientHash: recipientHashOf(recipientFor(parts.sealing, partner)),
    })),
    sequence,
    previous,
    marking: plan.marking,
    legalBasis: toPlainReason(plan.legalBasis),
    purpose: toPlainReason(plan.purpose),
    retainUntil: plan.retainUntil,
    counts: { commits: parts.commits.length, disclosed: readable, withheld: all - readable, files: parts.files.length },
    payload: listPayload(parts.payload, parts.files),
    critical: [],
  };
}

function namedOf({ author, agency, agencyName, officer }: NamedOfficer): NamedOfficer {
  return { author, agency, agencyName, officer };
}

/** What a person typed, as a statement may hold it: no control characters, no half letters, at most 4,000 of them. */
export function toPlainReason(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, " ")
    .trim()
    .slice(0, longestReason)
    .toWellFormed();
}
