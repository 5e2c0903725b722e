import { startHash, type StartStreamHash } from "../crypto/hash.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Commit } from "../ledger/model.ts";
import { readIdentity } from "../partner/identity-file.ts";
import type { Identity } from "../partner/model.ts";
import { type BagParts, BagReader } from "./bag-reader.ts";
import { readCharts } from "./charts.ts";
import type { BundledChart, BundledFile, BundleError, BundleStatement, NamedOfficer } from "./model.ts";
import { noticesName } from "./names.ts";
import { linesToNotices } from "./notices.ts";
import { buffersOf, type PackedCommits, unpackCommits } from "./packed-commits.ts";
import { readCommits } from "./read-commits.ts";
import { readFiles } from "./read-files.ts";

/** A bag that is sound in itself. Who the sender is, and whether it is for us, `judgeBundle` says. */
export interface BagContents extends Omit<PackedContents, "commits" | "transfer"> {
  readonly commits: readonly Commit[];
}

/** The same as it crosses threads: plain data, and what of it is moved. */
export interface PackedContents {
  readonly transfer: readonly ArrayBuffer[];
  readonly statement: BundleStatement;
  /** SHA-256 of statement.json. */
  readonly statementHash: string;
  /** As the bag's own identity file says; its key signed the statement. */
  readonly sender: Identity;
  readonly commits: PackedCommits;
  readonly files: readonly BundledFile[];
  readonly charts: readonly BundledChart[];
  /** Signed notes that came along, each as its own bytes; nothing of them was believed. */
  readonly notices: readonly Bytes[];
}

/**
 * What a bag means, once all its bytes were read and found as signed.
 *
 * Gives   everything or nothing. Checked here: the identity of the sender, every commit's root and signature, every claim's id and place, files, charts,
 *         counts.
 * Fails   `bad-manifest`, `bad-statement`, `newer-format`, LedgerError; `where` names the file of the bag, the commit or the claim.
 * Source  assets/docs/format/bundle.md §6
 */
export async function readParts(parts: BagParts): Promise<Result<PackedContents, BundleError>> {
  const { statement, statementHash } = parts;
  const sender = await readSigner(parts, "data/sender.dalel-id", statement.sender);
  if (!sender.ok) return sender;
  const contents = await readContents(parts);
  return contents.ok
    ? succeed({ statement, statementHash, sender: sender.value, transfer: buffersOf(contents.value.commits), ...contents.value })
    : contents;
}

/**
 * Reads and checks the plain archive of a bundle, as its pieces come. Run it where no key lives.
 *
 * Takes   `start`: a hash for the evidence; in WebAssembly when left out.
 * Fails   what `pieces` fails with; `too-large`, `bad-archive`, `bad-signature`, and as `readParts`.
 */
export async function readBag(
  pieces: AsyncIterable<Result<Bytes, BundleError>>,
  start: StartStreamHash = startHash,
): Promise<Result<BagContents, BundleError>> {
  const reader = new BagReader(start);
  for await (const piece of pieces) {
    if (!piece.ok) return piece;
    const problem = await reader.feed(piece.value);
    if (problem !== null) return { ok: false, error: problem };
  }
  const parts = reader.finish();
  if ("kind" in parts) return { ok: false, error: parts };
  const packed = await readParts(parts);
  return packed.ok ? succeed(unpackContents(packed.value)) : packed;
}

export function unpackContents({ transfer: _, ...packed }: PackedContents): BagContents {
  return { ...packed, commits: unpackCommits(packed.commits) };
}

/** Only for names the statement signs. */
function heldOf({ held }: BagParts, path: string): Bytes {
  return held.get(path) ?? new Uint8Array(0);
}

async function readSigner(parts: BagParts, path: string, named: NamedOfficer): Promise<Result<Identity, BundleError>> {
  const identity = await readIdentity(heldOf(parts, path));
  if (!identity.ok) return fail(identity.error.kind === "newer-format" ? "newer-format" : "bad-statement", path);
  const { author, agency, agencyName, officer } = identity.value;
  const isSame = author === named.author && agency === named.agency && agencyName === named.agencyName && officer === named.officer;
  return isSame ? identity : fail("bad-statement", path);
}

type Contents = Pick<PackedContents, "commits" | "files" | "charts" | "notices">;

async function readContents(parts: BagParts): Promise<Result<Contents, BundleError>> {
  const { statement } = parts;
  const held = (path: string): Bytes => heldOf(parts, path);
  const commits = await readCommits(held("data/commits.jsonl"), held("data/leaves.bin"), held("data/claims.jsonl"), statement.case);
  if (!commits.ok) return commits;
  const files = readFiles(held("data/files.jsonl"), statement, parts.places);
  if (!files.ok) return files;
  if (!isCounted(statement, commits.value, files.value)) return fail("bad-statement", "statement.json/counts");
  const charts = readCharts(parts.held);
  if (!charts.ok) return charts;
  const notices = linesToNotices(held(noticesName));
  return notices === null
    ? fail("bad-manifest", noticesName)
    : succeed({ commits: commits.value, files: files.value, charts: charts.value, notices });
}

function isCounted({ counts }: BundleStatement, { heads }: PackedCommits, files: readonly BundledFile[]): boolean {
  const disclosed = heads.reduce((sum, { readable }) => sum + readable, 0);
  const all = heads.reduce((sum, { header }) => sum + header.count, 0);
  const isRight = counts.commits === heads.length && counts.disclosed === disclosed && counts.withheld === all - disclosed;
  return isRight && counts.files === files.length;
}
