import { fileEndings } from "../kernel/file-endings.ts";
import { type JwsSignature, readJwsSignature, type Sign } from "../crypto/jws.ts";
import { type AuthorId, type FileHash, type InstantMs, parseFileHash, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { hasExactKeys, type Json } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import { type NoteError, readSignedNote, writeSignedNote } from "../partner/signed-note.ts";
import type { BundleStatement } from "./model.ts";
import { parseStatement, statementHashOf, statementToText } from "./statement.ts";
import { isStatementSigned, signStatement, type StatementSignature } from "./write-bag.ts";

const requestType = "dalel.cosign-request";
const answerType = "dalel.cosignature";
const format = 1;
/** The endings of the two files that go between the officers. */
export const requestEnding = fileEndings.request;
export const answerEnding = fileEndings.cosignature;
/** Statements list every exhibit of their bundles. */
const longestRequest = 16 * 2 ** 20;
/** Bundles of one share, at most: one for each recipient. */
const mostStatements = 64;

export type CosignError = NoteError | Failure<"not-a-cosign-file">;

/** What a first officer asks a second one to sign: the statements, to the byte, of bundles of which nothing has left. */
export interface CosignRequest {
  readonly author: AuthorId;
  readonly at: InstantMs;
  readonly statements: readonly BundleStatement[];
}

/** The second officer's signatures, each under the statement it is of. */
export interface Cosignature {
  readonly author: AuthorId;
  readonly at: InstantMs;
  readonly signatures: ReadonlyMap<FileHash, StatementSignature>;
}

/** Writes the request: a signed note of the sender. All statements name him as sender, and one second officer. */
export function writeCosignRequest({ author, at, statements }: CosignRequest, sign: Sign): Promise<Bytes> {
  return writeSignedNote({ type: requestType, format, author, at, statements: statements.map(statementToText) }, sign);
}

/** Reads a request. Whether the asker is known, and the second officer is oneself, the caller asks. */
export async function readCosignRequest(bytes: Bytes): Promise<Result<CosignRequest, CosignError>> {
  const note = await readSignedNote(bytes, requestType, format, longestRequest);
  if (!note.ok) return note;
  const at = parseInstantMs(note.value["at"]);
  if (!hasExactKeys(note.value, ["type", "format", "author", "at", "statements"]) || at === null) return fail("not-a-cosign-file");
  const { author, statements: said } = note.value;
  const texts = Array.isArray(said) ? (said as readonly Json[]) : [];
  if (texts.length < 1 || texts.length > mostStatements) return fail("not-a-cosign-file");
  const statements: BundleStatement[] = [];
  for (const text of texts) {
    const statement = typeof text === "string" ? parseStatement(utf8ToBytes(text)) : null;
    if (statement?.ok !== true) return fail("not-a-cosign-file");
    const { sender, cosigner } = statement.value;
    // One asker, one asked: nothing else can be slipped in between.
    const isSame = statements.every((before) => before.cosigner?.author === cosigner?.author);
    if (sender.author !== author || cosigner === null || !isSame) return fail("not-a-cosign-file");
    statements.push(statement.value);
  }
  return succeed({ author: note.value.author, at, statements });
}

/** Signs what a request asks for: the answer, a signed note of the second officer. */
export async function answerCosignRequest(
  { statements }: Pick<CosignRequest, "statements">,
  { author, sign }: { readonly author: AuthorId; readonly sign: Sign },
  at: InstantMs,
): Promise<Bytes> {
  const key = hexToBytes(author);
  invariant(key !== null, "an author is hex");
  const signatures = [];
  for (const statement of statements) {
    const { jws, ssh } = await signStatement(utf8ToBytes(statementToText(statement)), sign, key);
    signatures.push({ statement: statementHashOf(statement), protected: jws.protected, signature: jws.signature, ssh });
  }
  return writeSignedNote({ type: answerType, format, author, at, signatures }, sign);
}

/** Reads an answer. Whether a signature is of its statement, `isStatementSigned` finds. */
export async function readCosignature(bytes: Bytes): Promise<Result<Cosignature, CosignError>> {
  const note = await readSignedNote(bytes, answerType, format, longestRequest);
  if (!note.ok) return note;
  const at = parseInstantMs(note.value["at"]);
  if (!hasExactKeys(note.value, ["type", "format", "author", "at", "signatures"]) || at === null) return fail("not-a-cosign-file");
  const { signatures: said } = note.value;
  const list = Array.isArray(said) ? (said as readonly Json[]) : [];
  const signatures = new Map<FileHash, StatementSignature>();
  for (const each of list) {
    const read = readOne(each);
    if (read === null || signatures.size >= mostStatements) return fail("not-a-cosign-file");
    signatures.set(read.statement, { jws: read.jws, ssh: read.ssh });
  }
  return signatures.size === list.length && list.length > 0 ? succeed({ author: note.value.author, at, signatures }) : fail("not-a-cosign-file");
}

function readOne(json: Json): { readonly statement: FileHash; readonly jws: JwsSignature; readonly ssh: string } | null {
  if (!hasExactKeys(json, ["statement", "protected", "signature", "ssh"])) return null;
  const statement = parseFileHash(json.statement);
  const jws = readJwsSignature({ protected: json.protected, signature: json.signature });
  return statement === null || jws === null || typeof json.ssh !== "string" ? null : { statement, jws, ssh: json.ssh };
}

/** The second officer's signature of a statement out of an answer; null when it holds none that is of it. */
export async function cosignatureOf({ author, signatures }: Cosignature, statement: BundleStatement): Promise<StatementSignature | null> {
  const hash = parseFileHash(statementHashOf(statement));
  const signature = hash === null ? undefined : signatures.get(hash);
  const key = hexToBytes(author);
  if (signature === undefined || key === null || statement.cosigner?.author !== author) return null;
  return (await isStatementSigned(utf8ToBytes(statementToText(statement)), key, signature)) ? signature : null;
}
