import { encryptTo } from "../crypto/age-stream.ts";
import { startHash } from "../crypto/hash.ts";
import type { Sign } from "../crypto/jws.ts";
import type { CaseId, ClaimId, FileHash } from "../kernel/brand.ts";
import { bytesToHex, type Bytes, hexToBytes } from "../kernel/bytes.ts";
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
import { type BundleError, bundleFormat, type BundleStatement, type Selection, type ShareBlock, type SharePlan } from "./model.ts";
import { largestBag, mostClaims, mostFiles } from "./names.ts";
import { discloseCommits } from "./select.ts";
import { longestReason } from "../ontology/value.ts";
import { recipientHashOf, statementHashOf, statementType } from "./statement.ts";
import { archiveBytes, createPayload, createTags, listPayload, type Payload, writeBag } from "./write-bag.ts";

export interface SealDeps {
  /** Our signing key, with its owner. */
  readonly sign: Sign;
  /** Our identity file (`writeIdentity`): it travels along and says whose key signs. */
  readonly identityFile: Bytes;
  /** An exhibit of ours, piece by piece. Asked twice for each file: before anything is signed, and as it is written. */
  readFile(sha256: FileHash): AsyncIterable<Result<Bytes, { readonly kind: string }>>;
  readonly clock: Clock;
  readonly random: Random;
}

export interface SealInput {
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
}

export interface SealedBundle {
  /** The `.dalel` file, as it is made. Iterate once. */
  readonly stream: AsyncIterable<Bytes>;
  readonly statement: BundleStatement;
  readonly statementHash: string;
  /** A random name that says nothing, ending in ".dalel". */
  readonly name: string;
}

/**
 * Makes a bundle. When this answers, the statement is signed and nothing has left: the caller commits the share first, then takes the stream.
 *
 * Fails   `blocked`, `no-recipient`, `unverified-recipient`, `above-ceiling`, `nothing-to-share` as the selection says; `file-missing`
 *         (`where` is the file's hash); `too-large` above 1 GiB.
 */
export async function sealBundle(deps: SealDeps, input: SealInput): Promise<Result<SealedBundle, BundleError>> {
  const block = input.selection.blocked[0];
  if (block !== undefined) return fail(errorOfBlock(block), block.kind);
  if (input.plan.retainUntil !== "" && !isIsoDate(input.plan.retainUntil)) return fail("blocked", "retain-until");
  const sender = await readIdentity(deps.identityFile);
  invariant(sender.ok, "our own identity file can be read");
  const { recipients } = checkRecipients(input.plan.to, input.recipients, input.plan.marking);
  const commits = discloseCommits(input.commits, input.selection.disclosed);
  const files = await readFileEntries(deps, describeFiles(commits, input.selection.files));
  if (!files.ok) return files;
  const payload = createPayload(commits, files.value, deps.identityFile);
  const statement = createStatement(deps, input, { sender: sender.value, recipients, commits, files: files.value, payload });
  const isTooMuch = files.value.length > mostFiles || commits.reduce((sum, { claimIds }) => sum + claimIds.length, 0) > mostClaims;
  const publicKey = hexToBytes(sender.value.author);
  invariant(publicKey !== null, "an author is hex");
  const tags = await createTags(statement, deps.sign, publicKey);
  if (isTooMuch || archiveBytes(statement, tags).filled > largestBag) return fail("too-large");
  const readAgain = async function* (sha256: FileHash): AsyncGenerator<Bytes, void, void> {
    for await (const piece of deps.readFile(sha256)) {
      invariant(piece.ok, "an exhibit that was read can be read again");
      yield piece.value;
    }
  };
  const plain = writeBag(statement, tags, payload, readAgain);
  return succeed({
    stream: encryptTo(
      recipients.map((partner) => partner.ageRecipient),
      plain,
      deps.random,
    ),
    statement,
    statementHash: statementHashOf(statement),
    name: `${bytesToHex(deps.random.bytes(8))}.dalel`,
  });
}

function errorOfBlock({ kind }: ShareBlock): "no-recipient" | "unverified-recipient" | "above-ceiling" | "nothing-to-share" | "blocked" {
  return kind === "no-recipient" || kind === "unverified-recipient" || kind === "above-ceiling" || kind === "nothing-to-share" ? kind : "blocked";
}

/** Each file is there, with its hash, before anything is signed. */
async function readFileEntries(deps: SealDeps, files: readonly FileEntry[]): Promise<Result<readonly FileEntry[], BundleError>> {
  const found: FileEntry[] = [];
  for (const file of files) {
    const hash = await startHash();
    let sizeBytes = 0;
    for await (const piece of deps.readFile(file.sha256)) {
      if (!piece.ok) return fail("file-missing", file.sha256);
      hash.update(piece.value);
      sizeBytes += piece.value.length;
      // It cannot travel: not a byte more of it need be read.
      if (sizeBytes > largestBag) return fail("too-large");
    }
    if (hash.finish() !== file.sha256) return fail("file-missing", file.sha256);
    found.push({ ...file, sizeBytes });
  }
  return succeed(found);
}

interface Parts {
  readonly sender: Identity;
  readonly recipients: readonly Partner[];
  readonly commits: readonly Commit[];
  readonly files: readonly FileEntry[];
  readonly payload: Payload;
}

function createStatement(deps: SealDeps, { caseId, plan, sequence, previous }: SealInput, parts: Parts): BundleStatement {
  const { author, agency, agencyName, officer } = parts.sender;
  const disclosed = new Set<ClaimId>(parts.commits.flatMap(({ claims }) => claims.map(({ id }) => id)));
  const all = parts.commits.reduce((sum, { claimIds }) => sum + claimIds.length, 0);
  const readable = parts.commits.reduce((sum, { claims }) => sum + claims.length, 0);
  invariant(disclosed.size <= readable, "each claim is counted where it stands");
  return {
    type: statementType,
    format: bundleFormat,
    case: caseId,
    sentAt: deps.clock.now(),
    sender: { author, agency, agencyName, officer },
    recipients: parts.recipients.map((partner) => ({ author: partner.author, recipientHash: recipientHashOf(partner.ageRecipient) })),
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

/** What a person typed, as a statement may hold it: no control characters, no half letters, at most 4,000 of them. */
function toPlainReason(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, " ")
    .trim()
    .slice(0, longestReason)
    .toWellFormed();
}
