import { sha256Hex, startHash } from "../crypto/hash.ts";
import { type Sign, signDetached } from "../crypto/jws.ts";
import { signSsh } from "../crypto/sshsig.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { compareCommits } from "../ledger/ledger.ts";
import type { Commit } from "../ledger/model.ts";
import { claimToLine, commitToLine, type FileEntry, fileToLine, leavesToBytes, linesToBytes } from "./jsonl.ts";
import { derivedTags, tagManifest } from "./manifest.ts";
import type { BundleStatement } from "./model.ts";
import { bagFolder, evidenceName, type PayloadName, payloadNames, signatureNamespace, tagNames } from "./names.ts";
import { bucketSize } from "./padme.ts";
import { statementToText } from "./statement.ts";
import { encodeTarHeader, tarBlockBytes, tarEntryBytes, tarPadding } from "./ustar.ts";

/** The payload but for the evidence, which is read as it is written. */
export type Payload = Readonly<Record<PayloadName, Bytes>>;

/** Lays out commits (already reduced to what is disclosed), files and the sender's identity as payload files. */
export function createPayload(commits: readonly Commit[], files: readonly FileEntry[], identityFile: Bytes): Payload {
  const ordered = [...commits].sort(compareCommits);
  return {
    "data/commits.jsonl": linesToBytes(ordered.map(commitToLine)),
    "data/leaves.bin": leavesToBytes(ordered),
    "data/claims.jsonl": linesToBytes(claimLines(ordered)),
    "data/files.jsonl": linesToBytes(files.map(fileToLine)),
    "data/sender.dalel-id": identityFile,
  };
}

function* claimLines(commits: readonly Commit[]): Generator<string, void, void> {
  for (const commit of commits) for (const claim of commit.claims) yield claimToLine(commit.id, claim);
}

/** What the statement says of the payload: path, hash and size of each file, in archive order. */
export function listPayload(payload: Payload, files: readonly FileEntry[]): BundleStatement["payload"] {
  const fixed = payloadNames.map((path) => {
    const sha256 = parseFileHash(sha256Hex(payload[path]));
    invariant(sha256 !== null, "a hash is a file hash");
    return { path, sha256, sizeBytes: payload[path].length };
  });
  return [...fixed, ...files.map(({ sha256, sizeBytes, mediaType }) => ({ path: evidenceName(sha256, mediaType), sha256, sizeBytes }))];
}

/** The tag files, signed. */
export async function createTags(statement: BundleStatement, sign: Sign, publicKey: Bytes): Promise<ReadonlyMap<string, Bytes>> {
  const text = utf8ToBytes(statementToText(statement));
  const known: Record<string, Bytes> = {
    ...derivedTags(statement),
    "statement.json": text,
    "statement.jws": utf8ToBytes(await signDetached(sign, publicKey, text)),
    "statement.json.sig": utf8ToBytes(await signSsh(sign, publicKey, signatureNamespace, text)),
  };
  const tags = new Map<string, Bytes>();
  for (const name of tagNames) tags.set(name, known[name] ?? utf8ToBytes(tagManifest(tags)));
  return tags;
}

/** Size of the archive without its fill, and with it. */
export function archiveBytes(statement: BundleStatement, tags: ReadonlyMap<string, Bytes>): { readonly content: number; readonly filled: number } {
  const sizes = [...[...tags.values()].map((bytes) => bytes.length), ...statement.payload.map(({ sizeBytes }) => sizeBytes)];
  const content = sizes.reduce((sum, size) => sum + tarEntryBytes(size), 2 * tarBlockBytes);
  return { content, filled: bucketSize(content) };
}

/**
 * Writes the archive piece by piece: tag files, payload, evidence, and zeros up to the bucket size.
 *
 * Takes   `readFile` for the evidence, one file at a time, in pieces; each must have the signed hash and size still.
 * Source  assets/docs/format/bundle.md §3
 */
export async function* writeBag(
  statement: BundleStatement,
  tags: ReadonlyMap<string, Bytes>,
  payload: Payload,
  readFile: (sha256: FileHash) => AsyncIterable<Bytes>,
): AsyncGenerator<Bytes, void, void> {
  const seconds = Math.floor(statement.sentAt / 1000);
  for (const [name, content] of tags) yield* writeEntry(name, content, seconds);
  for (const { path, sha256, sizeBytes } of statement.payload) {
    const fixed = payloadNames.find((name) => name === path);
    if (fixed === undefined) {
      yield* writeEvidence({ path, sha256, sizeBytes }, readFile(sha256), seconds);
      continue;
    }
    invariant(payload[fixed].length === sizeBytes && sha256Hex(payload[fixed]) === sha256, "what is written is what was signed");
    yield* writeEntry(path, payload[fixed], seconds);
  }
  const { content, filled } = archiveBytes(statement, tags);
  yield* zeros(2 * tarBlockBytes + filled - content);
}

function* writeEntry(path: string, content: Bytes, seconds: number): Generator<Bytes, void, void> {
  yield encodeTarHeader(bagFolder + path, content.length, seconds);
  yield content;
  yield tarPadding(content.length);
}

async function* writeEvidence(
  { path, sha256, sizeBytes }: BundleStatement["payload"][number],
  pieces: AsyncIterable<Bytes>,
  seconds: number,
): AsyncGenerator<Bytes, void, void> {
  const hash = await startHash();
  let written = 0;
  yield encodeTarHeader(bagFolder + path, sizeBytes, seconds);
  for await (const piece of pieces) {
    hash.update(piece);
    written += piece.length;
    yield piece;
  }
  invariant(written === sizeBytes && hash.finish() === sha256, "what is written is what was signed");
  yield tarPadding(sizeBytes);
}

function* zeros(count: number): Generator<Bytes, void, void> {
  const piece = 1 << 20;
  for (let left = count; left > 0; left -= piece) yield new Uint8Array(Math.min(piece, left));
}
