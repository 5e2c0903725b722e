import { fileEndings } from "../kernel/file-endings.ts";
import type { Sign } from "../crypto/jws.ts";
import { sha256Hex } from "../crypto/hash.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { parseAuthorId, parseCaseId, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { type NoteBody, readSignedNote, writeSignedNote } from "../partner/signed-note.ts";
import { unpackDigests } from "./digests.ts";
import { type Answer, type DeconflictionError, digestBytes, type Exchange, type IdentifierKind, identifierKinds, type Question } from "./model.ts";

/** The ending of both files' names. */
export const hitsEnding = fileEndings.hits;
/** 65,536 digests in base64 and a page of text. */
export const longestHitsFile = 2 * 1024 * 1024;
const questionType = "dalel.hits.question";
const answerType = "dalel.hits.answer";
const format = 1;
/** Longer than this nobody waits for an answer. */
const longestValidityMs = 90 * 86_400_000;

const exchangeKeys = ["type", "format", "author", "to", "exchange", "at"] as const;
const questionKeys = [...exchangeKeys, "until", "kinds", "check", "digests"] as const;
const answerKeys = [...exchangeKeys, "question", "says", "check", "marks"] as const;

/** A file and the hash answers and the log know it by. */
export interface WrittenFile {
  readonly bytes: Bytes;
  readonly hash: string;
}

/** Writes and signs a question. The same bytes for the same question. Source: assets/docs/format/deconfliction.md §4 */
export async function writeQuestion(question: Omit<Question, "hash">, sign: Sign): Promise<WrittenFile> {
  const { author, to, exchange, at, until, kinds, check, digests } = question;
  const head = { type: questionType, format, author, to, exchange, at, until, kinds };
  return written({ ...head, check: bytesToBase64(check), digests: bytesToBase64(digests) }, sign);
}

/** Writes and signs an answer. Source: §5 */
export async function writeAnswer(answer: Omit<Answer, "hash">, sign: Sign): Promise<WrittenFile> {
  const { author, to, exchange, at, question, says, check, marks } = answer;
  const head = { type: answerType, format, author, to, exchange, at, question, says };
  return written({ ...head, check: bytesToBase64(check), marks: bytesToBase64(marks) }, sign);
}

async function written(body: NoteBody, sign: Sign): Promise<WrittenFile> {
  return { bytes: await writeSignedNote(body, sign), hash: hashOf(body) };
}
const hashOf = (body: NoteBody): string => sha256Hex(utf8ToBytes(canonicalText(body)));

export type HitsFile = { readonly is: "question"; readonly question: Question } | { readonly is: "answer"; readonly answer: Answer };

/**
 * Reads either file. That it is well signed says only that the holder of `author` wrote it.
 *
 * Fails   `hits-too-large` (2 MiB), `hits-newer-format`, `hits-bad-signature`, `hits-bad-form` for all else: unknown, missing or repeated keys, digests that
 *         repeat, are out of order or not a power of two, kinds out of order, an end before the beginning or beyond 90 days.
 */
export async function readHitsFile(bytes: Bytes): Promise<Result<HitsFile, DeconflictionError>> {
  const asQuestion = await readSignedNote(bytes, questionType, format, longestHitsFile);
  const note =
    asQuestion.ok || asQuestion.error.kind !== "bad-encoding" ? asQuestion : await readSignedNote(bytes, answerType, format, longestHitsFile);
  if (!note.ok) {
    const { kind, where } = note.error;
    return fail(kind === "bad-encoding" ? "hits-bad-form" : `hits-${kind}`, where);
  }
  const file = note.value.type === questionType ? questionIn(note.value) : answerIn(note.value);
  return file === null ? fail("hits-bad-form") : succeed(file);
}

function questionIn(body: NoteBody): HitsFile | null {
  if (!hasExactKeys(body, questionKeys)) return null;
  const exchange = exchangeIn(body);
  const until = parseInstantMs(body.until);
  const kinds = kindsIn(body.kinds);
  const [check, digests] = [bytesIn(body.check), bytesIn(body.digests)];
  if (exchange === null || until === null || kinds === null || check?.length !== digestBytes || digests === null) return null;
  if (until <= exchange.at || until - exchange.at > longestValidityMs || unpackDigests(digests) === null) return null;
  return { is: "question", question: { ...exchange, until, kinds, check, digests, hash: hashOf(body as NoteBody) } };
}

function answerIn(body: NoteBody): HitsFile | null {
  if (!hasExactKeys(body, answerKeys)) return null;
  const exchange = exchangeIn(body);
  const { question, says } = body;
  const [check, marks] = [bytesIn(body.check), bytesIn(body.marks)];
  if (exchange === null || typeof question !== "string" || !/^[0-9a-f]{64}$/.test(question) || check === null || marks === null) return null;
  if (says !== "answered" && says !== "refused") return null;
  const isWhole = says === "refused" ? check.length + marks.length === 0 : check.length === digestBytes && unpackDigests(marks) !== null;
  return isWhole ? { is: "answer", answer: { ...exchange, question, says, check, marks, hash: hashOf(body as NoteBody) } } : null;
}

function exchangeIn(body: { readonly [Key in (typeof exchangeKeys)[number]]: Json }): (Exchange & Pick<Question, "at">) | null {
  const [author, to, at] = [parseAuthorId(body.author), parseAuthorId(body.to), parseInstantMs(body.at)];
  // An exchange is named as a case is: 16 random bytes.
  const exchange = parseCaseId(body.exchange);
  return author === null || to === null || at === null || exchange === null || author === to ? null : { author, to, at, exchange };
}

/** Some kinds, at least one, in their order; a kind this version does not know is refused: format 1 knows these five. */
function kindsIn(json: Json): readonly IdentifierKind[] | null {
  if (!Array.isArray(json)) return null;
  const kinds = identifierKinds.filter((kind) => json.includes(kind));
  return kinds.length > 0 && canonicalText(kinds) === canonicalText(json as readonly Json[]) ? kinds : null;
}

function bytesIn(json: Json): Bytes | null {
  return typeof json === "string" ? base64ToBytes(json) : null;
}
