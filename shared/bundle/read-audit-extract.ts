import { isSignedBy } from "../crypto/sign.ts";
import { base64ToBytes } from "../kernel/base64.ts";
import { type InstantMs, parseActId, parseAuthorId, parseCaseId, parseInstantMs } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { commitIdOf, isAgencyCode, parseHeader } from "../ledger/header.ts";
import { intents } from "../ledger/model.ts";
import {
  type AuditError,
  auditFormat,
  auditPrefix,
  auditType,
  commitKeys,
  contentKeys,
  entryKeys,
  entryKeys1,
  type ExtractContent,
  type ExtractEntry,
  kindKeys,
  utcText,
} from "./audit-extract.ts";

/**
 * Reads the JSON file of an audit extract whose signature holds; its entries are not examined yet (`examineAudit`).
 *
 * Fails   `not-an-audit`, `newer-format`, `bad-signature` ("extract"), `bad-encoding` with the number of an entry.
 */
export async function readAuditExtract(bytes: Bytes): Promise<Result<{ readonly content: ExtractContent; readonly csvSha256: string }, AuditError>> {
  // A mail program may have turned line ends; the signature is over the first line alone.
  const [text = "", signatureText = "", ...rest] = (bytesToUtf8(bytes) ?? "").replaceAll("\r\n", "\n").split("\n");
  const json = parseCanonical(text);
  if (json === null || typeof json !== "object" || !("type" in json) || json["type"] !== auditType) return fail("not-an-audit");
  if (typeof json["format"] === "number" && json["format"] > auditFormat) return fail("newer-format", String(json["format"]));
  if (!hasExactKeys(json, contentKeys) || (json.format !== 1 && json.format !== 2) || rest.join("") !== "") return fail("not-an-audit");
  const author = parseAuthorId(json.author);
  const key = author === null ? null : hexToBytes(author);
  const signature = base64ToBytes(signatureText);
  if (author === null || key === null) return fail("bad-encoding", "extract");
  if (signature === null || !(await isSignedBy(key, utf8ToBytes(auditPrefix + text), signature))) return fail("bad-signature", "extract");
  const [caseId, exportedAt] = [parseCaseId(json.case), readTime(json.exportedAtMs, json.exportedAt)];
  const { format, agency, caseEntries, csvSha256 } = json;
  if (caseId === null || exportedAt === null || !isAgencyCode(agency) || !isCount(caseEntries)) return fail("bad-encoding", "extract");
  if (typeof csvSha256 !== "string" || !/^[0-9a-f]{64}$/.test(csvSha256) || !Array.isArray(json.entries)) return fail("bad-encoding", "extract");
  const entries: ExtractEntry[] = [];
  for (const [at, each] of (json.entries as readonly Json[]).entries()) {
    const entry = readEntry(each, format);
    if (entry === null) return fail("bad-encoding", String(at + 1));
    entries.push(entry);
  }
  return succeed({ content: { format, caseId, exportedAt, author, agency, caseEntries, entries }, csvSha256 });
}

function readEntry(json: Json, format: ExtractContent["format"]): ExtractEntry | null {
  if (format === 1) return hasExactKeys(json, entryKeys1) ? readEntry1(json) : null;
  if (!hasExactKeys(json, entryKeys)) return null;
  const [entry, words, kinds] = [readEntry1(json), readWords(json.notes), readKinds(json.kinds)];
  return entry === null || words === null || kinds === null ? null : { ...entry, notes: words, kinds };
}

/** Words of a later version are words: what they mean is not asked here. */
function readWords(json: Json): readonly string[] | null {
  const words = Array.isArray(json) ? (json as readonly Json[]).filter(isWord) : null;
  return words !== null && Array.isArray(json) && words.length === json.length && new Set(words).size === words.length ? words : null;
}

const isWord = (value: Json): value is string => typeof value === "string" && /^[a-z][A-Za-z-]{0,63}$/.test(value);

function readKinds(json: Json): ExtractEntry["kinds"] | null {
  if (!Array.isArray(json)) return null;
  const kinds = (json as readonly Json[]).flatMap((each) =>
    hasExactKeys(each, kindKeys) && isWord(each.type) && isCount(each.count) && each.count > 0 ? [{ type: each.type, count: each.count }] : [],
  );
  return kinds.length === json.length && new Set(kinds.map(({ type }) => type)).size === kinds.length ? kinds : null;
}

function readEntry1(json: { readonly [Key in (typeof entryKeys1)[number]]: Json }): ExtractEntry | null {
  const [act, author, saidAt] = [parseActId(json.act), parseAuthorId(json.author), readTime(json.saidAtMs, json.saidAt)];
  const undoes = json.undoes === "" ? json.undoes : parseActId(json.undoes);
  const intent = intents.find((each) => each === json.intent);
  const { number, agency, officer, asserted, retracted, ruled, withheld } = json;
  if (act === null || author === null || saidAt === null || undoes === null || intent === undefined) return null;
  if (!isAgencyCode(agency) || typeof officer !== "string") return null;
  if (!isCount(number) || !isCount(asserted) || !isCount(retracted) || !isCount(ruled) || !isCount(withheld)) return null;
  const commits = readCommits(json.commits);
  return (
    commits && { number, act, author, agency, officer, intent, undoes, saidAt, asserted, retracted, ruled, withheld, commits, notes: [], kinds: [] }
  );
}

/** The id of a commit is that of its header, or it is none. */
function readCommits(json: Json): ExtractEntry["commits"] | null {
  if (!Array.isArray(json) || json.length === 0) return null;
  const commits: ExtractEntry["commits"][number][] = [];
  for (const each of json as readonly Json[]) {
    if (!hasExactKeys(each, commitKeys) || typeof each.header !== "string" || typeof each.signature !== "string") return null;
    const [header, signature] = [parseHeader(each.header), base64ToBytes(each.signature)];
    if (!header.ok || signature === null) return null;
    const id = commitIdOf(header.value);
    if (id !== each.id) return null;
    commits.push({ id, header: header.value, signature });
  }
  return commits;
}

/** The two forms of one instant, or null when they differ. */
function readTime(milliseconds: Json, text: Json): InstantMs | null {
  const instant = parseInstantMs(milliseconds);
  return instant !== null && utcText(instant) === text ? instant : null;
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
