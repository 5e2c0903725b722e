import { sha256Hex } from "../crypto/hash.ts";
import { isDetachedSignedBy } from "../crypto/jws.ts";
import { isSshSignedBy } from "../crypto/sshsig.ts";
import { areBytesEqual, bytesToUtf8, type Bytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { Commit } from "../ledger/model.ts";
import { readIdentity } from "../partner/identity-file.ts";
import type { Identity } from "../partner/model.ts";
import { derivedTags, tagManifest } from "./manifest.ts";
import type { BundledFile, BundleError, BundleStatement } from "./model.ts";
import { bagFolder, largestBag, mostFiles, payloadNames, signatureNamespace, tagNames } from "./names.ts";
import { readCommits } from "./read-commits.ts";
import { readFiles } from "./read-files.ts";
import { parseStatement } from "./statement.ts";
import { readTar } from "./ustar.ts";

/** A bag that is sound in itself. Plain data: it crosses threads. Who the sender is, and whether it is for us, `judgeBundle` says. */
export interface BagContents {
  readonly statement: BundleStatement;
  /** SHA-256 of statement.json. */
  readonly statementHash: string;
  /** As the bag's own identity file says; its key signed the statement. */
  readonly sender: Identity;
  readonly commits: readonly Commit[];
  readonly files: readonly BundledFile[];
}

type Bag = ReadonlyMap<string, Bytes>;

/**
 * Reads and checks the plain archive of a bundle. Needs no key and trusts nothing: run it where no key lives.
 *
 * Takes   the whole decrypted archive, at most 1 GiB.
 * Gives   everything or nothing. Checked: archive form and names, statement, both signatures by the sender's key, every manifest and hash, every
 *         commit's root and signature, every claim's id and place, counts. Contents own their bytes; the archive may be dropped.
 * Fails   `too-large`, `bad-archive`, `bad-manifest`, `bad-statement`, `newer-format`, `bad-signature`, LedgerError; `where` names the file of
 *         the bag, the commit or the claim.
 * Source  assets/docs/format/bundle.md §6
 */
export async function readBag(archive: Bytes): Promise<Result<BagContents, BundleError>> {
  if (archive.length > largestBag) return fail("too-large");
  const bag = readNames(archive);
  if (!bag.ok) return bag;
  const statementBytes = fileOf(bag.value, "statement.json");
  const statement = parseStatement(statementBytes);
  if (!statement.ok) return { ok: false, error: { where: "statement.json", ...statement.error } };
  const wrong = firstWrongFile(bag.value, statement.value);
  if (wrong !== null) return fail("bad-manifest", wrong);
  const sender = await readSender(bag.value, statement.value);
  if (!sender.ok) return sender;
  const unsigned = await firstUnsigned(bag.value, statementBytes, sender.value);
  if (unsigned !== null) return fail("bad-signature", unsigned);
  const contents = await readContents(bag.value, statement.value);
  return contents.ok
    ? succeed({ statement: statement.value, statementHash: sha256Hex(statementBytes), sender: sender.value, ...contents.value })
    : contents;
}

/** The files of the archive by their path in the bag: the tag files and the fixed payload, all there, each once and in this order. */
function readNames(archive: Bytes): Result<Bag, BundleError> {
  const fixed: readonly string[] = [...tagNames, ...payloadNames];
  const entries = readTar(archive, mostFiles + fixed.length);
  if (!entries.ok) return entries;
  const misnamed = entries.value.findIndex(({ name }, i) => {
    const isFixed = i < fixed.length && name === `${bagFolder}${fixed[i]}`;
    return !isFixed && (i < fixed.length || !/^bundle\/data\/evidence\/[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(name));
  });
  if (misnamed >= 0 || entries.value.length < fixed.length)
    return fail("bad-archive", `entry ${(misnamed < 0 ? entries.value.length : misnamed) + 1}`);
  return succeed(new Map(entries.value.map(({ name, content }) => [name.slice(bagFolder.length), content])));
}

/** Only for names `readNames` found. */
function fileOf(bag: Bag, path: string): Bytes {
  return bag.get(path) ?? new Uint8Array(0);
}

/**
 * The path of the first file that is not the one signed and listed, or null. Manifests and tags are derived again and compared byte for byte:
 * what a manifest could say wrongly has no room.
 */
function firstWrongFile(bag: Bag, statement: BundleStatement): string | null {
  for (const [name, content] of Object.entries(derivedTags(statement))) if (!areBytesEqual(fileOf(bag, name), content)) return name;
  const tags = tagNames.slice(0, -1).map((name) => [name, fileOf(bag, name)] as const);
  if (!areBytesEqual(fileOf(bag, "tagmanifest-sha256.txt"), utf8ToBytes(tagManifest(tags)))) return "tagmanifest-sha256.txt";
  const paths = [...bag.keys()].slice(tagNames.length);
  for (const [i, path] of paths.entries()) {
    const signed = statement.payload[i];
    const content = fileOf(bag, path);
    if (signed?.path !== path || signed.sizeBytes !== content.length || sha256Hex(content) !== signed.sha256) return path;
  }
  return statement.payload[paths.length]?.path ?? null;
}

async function readSender(bag: Bag, { sender }: BundleStatement): Promise<Result<Identity, BundleError>> {
  const identity = await readIdentity(fileOf(bag, "data/sender.dalel-id"));
  if (!identity.ok) return fail(identity.error.kind === "newer-format" ? "newer-format" : "bad-statement", "data/sender.dalel-id");
  const { author, agency, agencyName, officer } = identity.value;
  const isSame = author === sender.author && agency === sender.agency && agencyName === sender.agencyName && officer === sender.officer;
  return isSame ? identity : fail("bad-statement", "data/sender.dalel-id");
}

async function firstUnsigned(bag: Bag, statement: Bytes, sender: Identity): Promise<string | null> {
  const key = hexToBytes(sender.author) ?? new Uint8Array(0);
  const [jws, ssh] = [bytesToUtf8(fileOf(bag, "statement.jws")) ?? "", bytesToUtf8(fileOf(bag, "statement.json.sig")) ?? ""];
  if (!(await isDetachedSignedBy(key, statement, jws))) return "statement.jws";
  return (await isSshSignedBy(key, signatureNamespace, statement, ssh)) ? null : "statement.json.sig";
}

async function readContents(bag: Bag, statement: BundleStatement): Promise<Result<Pick<BagContents, "commits" | "files">, BundleError>> {
  const { counts } = statement;
  const commits = await readCommits(
    fileOf(bag, "data/commits.jsonl"),
    fileOf(bag, "data/leaves.bin"),
    fileOf(bag, "data/claims.jsonl"),
    statement.case,
  );
  if (!commits.ok) return commits;
  const files = readFiles(fileOf(bag, "data/files.jsonl"), bag);
  if (!files.ok) return files;
  const disclosed = commits.value.reduce((sum, { claims }) => sum + claims.length, 0);
  const all = commits.value.reduce((sum, { claimIds }) => sum + claimIds.length, 0);
  const areCounted = counts.commits === commits.value.length && counts.disclosed === disclosed && counts.withheld === all - disclosed;
  if (!areCounted || counts.files !== files.value.length) return fail("bad-statement", "statement.json/counts");
  return succeed({ commits: commits.value, files: files.value });
}
