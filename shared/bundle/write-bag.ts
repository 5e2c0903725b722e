import { sha256Hex } from "../crypto/hash.ts";
import { isSignedOnceBy, joinSignatures, type JwsSignature, type Sign, signOnce } from "../crypto/jws.ts";
import { isSshSignedBy, signSsh } from "../crypto/sshsig.ts";
import { type FileHash, parseFileHash } from "../kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { compareCommits } from "../ledger/ledger.ts";
import type { Commit } from "../ledger/model.ts";
import { chartToBytes } from "./charts.ts";
import { claimToLine, commitToLine, type FileEntry, fileToLine, leavesToBytes, linesToBytes } from "./jsonl.ts";
import { derivedTags, tagManifest } from "./manifest.ts";
import type { BundledChart, BundleStatement } from "./model.ts";
import {
  bagFolder,
  chartName,
  cosignerTag,
  evidenceName,
  type InteropName,
  interopNames,
  noticesName,
  type PayloadName,
  signatureNamespace,
  tagNamesOf,
} from "./names.ts";
import { noticesToLines } from "./notices.ts";
import { bucketSize } from "./padme.ts";
import { statementToText } from "./statement.ts";
import { encodeTarHeader, tarBlockBytes, tarEntryBytes, tarPadding } from "./ustar.ts";

/** The payload but for the evidence, which is read as it is written; in archive order. */
export type Payload = Readonly<Record<PayloadName, Bytes>> & Readonly<Record<string, Bytes>>;

/** What a bundle may carry besides the ledger and its files. */
export interface PayloadExtras {
  /** Signed notes. */
  readonly notices?: readonly Bytes[];
  readonly charts?: readonly BundledChart[];
  /** The same facts in other programs' forms. */
  readonly interop?: Readonly<Partial<Record<InteropName, Bytes>>>;
}

/** Lays out commits (already reduced to what is disclosed), files, the sender's identity and the rest as payload files. */
export function createPayload(commits: readonly Commit[], files: readonly FileEntry[], identityFile: Bytes, extras: PayloadExtras = {}): Payload {
  const { notices = [], charts = [], interop = {} } = extras;
  const ordered = [...commits].sort(compareCommits);
  return {
    "data/commits.jsonl": linesToBytes(ordered.map(commitToLine)),
    "data/leaves.bin": leavesToBytes(ordered),
    "data/claims.jsonl": linesToBytes(claimLines(ordered)),
    "data/files.jsonl": linesToBytes(files.map(fileToLine)),
    "data/sender.dalel-id": identityFile,
    ...(notices.length === 0 ? {} : { [noticesName]: noticesToLines(notices) }),
    ...Object.fromEntries(charts.map((chart, i) => [chartName(i + 1), chartToBytes(chart)])),
    ...Object.fromEntries(interopNames.flatMap((name) => (interop[name] === undefined ? [] : [[name, interop[name]]]))),
  };
}

function* claimLines(commits: readonly Commit[]): Generator<string, void, void> {
  for (const commit of commits) for (const claim of commit.claims) yield claimToLine(commit.id, claim);
}

/** What the statement says of the payload: path, hash and size of each file, in archive order. */
export function listPayload(payload: Payload, files: readonly FileEntry[]): BundleStatement["payload"] {
  const held = Object.entries(payload).map(([path, bytes]) => {
    const sha256 = parseFileHash(sha256Hex(bytes));
    invariant(sha256 !== null, "a hash is a file hash");
    return { path, sha256, sizeBytes: bytes.length };
  });
  const evidence = files.map(({ sha256, sizeBytes, mediaType }) => ({ path: evidenceName(sha256, mediaType), sha256, sizeBytes }));
  return [...held, ...evidence.sort((a, b) => (a.path < b.path ? -1 : 1))];
}

/** What one officer signs a statement with: once as JWS, once as SSHSIG, over the same bytes. */
export interface StatementSignature {
  readonly jws: JwsSignature;
  /** The text of a `.sig` file. */
  readonly ssh: string;
}

/** Signs the text of a statement. */
export async function signStatement(text: Bytes, sign: Sign, publicKey: Bytes): Promise<StatementSignature> {
  return { jws: await signOnce(sign, publicKey, text), ssh: await signSsh(sign, publicKey, signatureNamespace, text) };
}

/** Whether a signature is by this key over this text. */
export async function isStatementSigned(text: Bytes, publicKey: Bytes, { jws, ssh }: StatementSignature): Promise<boolean> {
  return (await isSignedOnceBy(publicKey, text, jws)) && isSshSignedBy(publicKey, signatureNamespace, text, ssh);
}

/** The tag files, in archive order, with the signature of each whom the statement names: the sender, then the second officer. */
export function createTags(statement: BundleStatement, signatures: readonly StatementSignature[]): ReadonlyMap<string, Bytes> {
  const [sender, second] = signatures;
  invariant(
    sender !== undefined && signatures.length === (statement.cosigner === null ? 1 : 2),
    "everyone a statement names signs it, and nobody else",
  );
  const known: Record<string, Bytes> = {
    ...derivedTags(statement),
    "statement.json": utf8ToBytes(statementToText(statement)),
    "statement.jws": utf8ToBytes(joinSignatures(signatures.map(({ jws }) => jws))),
    "statement.json.sig": utf8ToBytes(sender.ssh),
    ...(second === undefined ? {} : { [cosignerTag]: utf8ToBytes(second.ssh) }),
  };
  const tags = new Map<string, Bytes>();
  for (const name of tagNamesOf(second !== undefined)) tags.set(name, known[name] ?? utf8ToBytes(tagManifest(tags)));
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
 * Takes   `readFile` for the evidence, one file at a time, in pieces; each must still be what was signed.
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
    const held = payload[path];
    if (held === undefined) {
      yield* writeEvidence({ path, sha256, sizeBytes }, readFile(sha256), seconds);
      continue;
    }
    invariant(held.length === sizeBytes && sha256Hex(held) === sha256, "what is written is what was signed");
    yield* writeEntry(path, held, seconds);
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
  { path, sizeBytes }: BundleStatement["payload"][number],
  pieces: AsyncIterable<Bytes>,
  seconds: number,
): AsyncGenerator<Bytes, void, void> {
  let written = 0;
  yield encodeTarHeader(bagFolder + path, sizeBytes, seconds);
  for await (const piece of pieces) {
    written += piece.length;
    yield piece;
  }
  // Its hash was taken when it was signed, and what a vault gives is bound to it: hashed once more it would only be slower.
  invariant(written === sizeBytes, "what is written is what was signed");
  yield tarPadding(sizeBytes);
}

function* zeros(count: number): Generator<Bytes, void, void> {
  const piece = 1 << 20;
  for (let left = count; left > 0; left -= piece) yield new Uint8Array(Math.min(piece, left));
}
