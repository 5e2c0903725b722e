import { sha256Hex } from "../crypto/hash.ts";
import { type CommitId, parseActId, parseAuthorId, parseCaseId, parseCommitId, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import {
  type CommitFormat,
  commitFormats,
  type CommitHeader,
  firstIntents,
  type Intent,
  intents,
  type LedgerError,
  mostClaimsPerCommit,
} from "./model.ts";

/** A commit names at most so many parents; more heads than that stay heads. */
export const mostParents = 1024;
/** Characters of a header's text, at most: all parents and some room. */
export const longestHeader = 131_072;
const greatestClock = 2 ** 52;

/** What is signed comes after this, so that a signature here is a signature nowhere else. */
const signedPrefix = "dalel.commit.1\n";

const keys = [
  "format",
  "case",
  "parents",
  "author",
  "agency",
  "clock",
  "saidAt",
  "intent",
  "act",
  "undoes",
  "ontology",
  "count",
  "root",
] as const satisfies readonly (keyof CommitHeader)[];

/** The canonical JSON of a header: one text, whoever writes it. */
export function headerToText(h: CommitHeader): string {
  const { format, parents, author, agency, clock, saidAt, intent, act, undoes, ontology, count, root } = h;
  return canonicalText({ format, case: h.case, parents, author, agency, clock, saidAt, intent, act, undoes, ontology, count, root });
}

/** SHA-256 of the header's text. */
export function commitIdOf(header: CommitHeader): CommitId {
  const id = parseCommitId(sha256Hex(utf8ToBytes(headerToText(header))));
  invariant(id !== null, "a hash is a commit id");
  return id;
}

/** "dalel.commit.1\n" ‖ the header's text: what an author signs. */
export function signedBytesOf(header: CommitHeader): Bytes {
  return utf8ToBytes(signedPrefix + headerToText(header));
}

/**
 * Reads a header somebody else wrote.
 * Fails   `newer-format` when a later program wrote it; `too-many-claims`; `bad-encoding` for anything else that is not exactly a header.
 */
export function parseHeader(text: string): Result<CommitHeader, LedgerError> {
  const json = text.length > longestHeader ? null : parseCanonical(text);
  if (json === null || typeof json !== "object" || Array.isArray(json)) return fail("bad-encoding");
  if (isNewer(json)) return fail("newer-format");
  const header = hasExactKeys(json, keys) ? readHeader(json) : null;
  if (header === null) return fail("bad-encoding");
  return header.count > mostClaimsPerCommit ? fail("too-many-claims") : succeed(header);
}

function isNewer(json: Json): boolean {
  const format = json !== null && typeof json === "object" && "format" in json ? json.format : null;
  return isCount(format) && format > Math.max(...commitFormats);
}

function readHeader(json: { readonly [K in (typeof keys)[number]]: Json }): CommitHeader | null {
  const [caseId, author, act, saidAt] = [parseCaseId(json.case), parseAuthorId(json.author), parseActId(json.act), parseInstantMs(json.saidAt)];
  const parents = readParents(json.parents);
  const format = commitFormats.find((each) => each === json.format);
  const intent = intents.find((each) => each === json.intent);
  const undoes = json.undoes === "" ? json.undoes : parseActId(json.undoes);
  const { agency, clock, ontology, count, root } = json;
  if (format === undefined || caseId === null || author === null || act === null || saidAt === null || parents === null) return null;
  if (intent === undefined || formatOfIntent(intent) > format || undoes === null || (intent === "undo") !== (undoes !== "")) return null;
  if (!isAgencyCode(agency) || !isCount(clock) || clock < 1 || clock > greatestClock || !isCount(ontology) || !isCount(count)) return null;
  if (typeof root !== "string" || !/^[0-9a-f]{64}$/.test(root)) return null;
  return { format, case: caseId, parents, author, agency, clock, saidAt, intent, act, undoes, ontology, count, root };
}

/** The lowest commit format that knows an intent. */
export function formatOfIntent(intent: Intent): CommitFormat {
  return firstIntents.some((each) => each === intent) ? 1 : 2;
}

/** Strictly ascending, so that a set of parents has one text. */
function readParents(json: Json): readonly CommitId[] | null {
  if (!Array.isArray(json) || json.length > mostParents) return null;
  const parents: CommitId[] = [];
  for (const each of json as readonly Json[]) {
    const parent = parseCommitId(each);
    const last = parents.at(-1);
    if (parent === null || (last !== undefined && last >= parent)) return null;
    parents.push(parent);
  }
  return parents;
}

const isCount = (value: Json | undefined): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** A short code of lower-case letters, digits and dashes: "afm". */
export function isAgencyCode(code: Json): code is string {
  return typeof code === "string" && /^[a-z0-9][a-z0-9-]{0,31}$/.test(code);
}
