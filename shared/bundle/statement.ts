import { sha256Hex } from "../crypto/hash.ts";
import { parseAuthorId, parseCaseId, parseFileHash, parseInstantMs } from "../kernel/brand.ts";
import { bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { longestReason } from "../ontology/value.ts";
import { isIsoDate } from "../ledger/iso-date.ts";
import { handlings } from "../ledger/model.ts";
import { isPlainText } from "../ledger/value.ts";
import { readPeople } from "../partner/identity-file.ts";
import { type BundleError, bundleFormat, type BundleStatement } from "./model.ts";
import { evidenceFolder, isPayloadName, mostFiles } from "./names.ts";

export const statementType = "dalel.bundle";
const mostRecipients = 64;
const keys = [
  "type",
  "format",
  "case",
  "sentAt",
  "sender",
  "recipients",
  "sequence",
  "previous",
  "marking",
  "legalBasis",
  "purpose",
  "retainUntil",
  "counts",
  "payload",
  "critical",
] as const satisfies readonly (keyof BundleStatement)[];

/** The canonical text of a statement: the bytes of statement.json, which are signed. */
export function statementToText(statement: BundleStatement): string {
  const recipients = statement.recipients.map(({ author, recipientHash }) => ({ author, recipientHash }));
  const payload = statement.payload.map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes }));
  return canonicalText({ ...statement, sender: { ...statement.sender }, counts: { ...statement.counts }, recipients, payload });
}

/** SHA-256 of statement.json: how the next bundle names this one. */
export function statementHashOf(statement: BundleStatement): string {
  return sha256Hex(utf8ToBytes(statementToText(statement)));
}

/** What an age recipient is called in a statement. */
export function recipientHashOf(ageRecipient: string): string {
  return sha256Hex(utf8ToBytes(ageRecipient));
}

/** Names the row of bundles a statement belongs to: `sequence` counts in it. */
export function exchangeOf(statement: Pick<BundleStatement, "case" | "sender" | "recipients">): string {
  return [statement.case, statement.sender.author, ...statement.recipients.map(({ author }) => author).sort()].join("/");
}

/** Reads statement.json. Fails `newer-format` (a later format, or a critical rule unknown here; `where` says which) and `bad-statement`. */
export function parseStatement(bytes: Bytes): Result<BundleStatement, BundleError> {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || typeof json !== "object" || Array.isArray(json) || !("type" in json) || json["type"] !== statementType)
    return fail("bad-statement");
  const format = json["format"];
  if (typeof format === "number" && format > bundleFormat) return fail("newer-format", String(format));
  if (!hasExactKeys(json, keys)) return fail("bad-statement");
  const { critical } = json;
  if (Array.isArray(critical) && critical.length > 0)
    return fail("newer-format", /^[a-z0-9.-]{1,64}$/.test(String(critical[0])) ? String(critical[0]) : "critical");
  const statement = readStatement(json);
  return statement === null ? fail("bad-statement") : succeed(statement);
}

function readStatement(json: { readonly [K in (typeof keys)[number]]: Json }): BundleStatement | null {
  const [caseId, sentAt] = [parseCaseId(json.case), parseInstantMs(json.sentAt)];
  const [sender, recipients, payload] = [readSender(json.sender), readRecipients(json.recipients), readPayload(json.payload)];
  const counts = readCounts(json.counts);
  const marking = handlings.find((each) => each === json.marking);
  const { sequence, previous, legalBasis, purpose, retainUntil } = json;
  if (json.format !== bundleFormat || caseId === null || sentAt === null || sender === null || recipients === null || payload === null) return null;
  if (counts === null || marking === undefined || !isCount(sequence) || sequence < 1 || !Array.isArray(json.critical)) return null;
  if (typeof previous !== "string" || (previous !== "" && parseFileHash(previous) === null) || (sequence === 1) !== (previous === "")) return null;
  if (!isReason(legalBasis) || !isReason(purpose) || typeof retainUntil !== "string" || (retainUntil !== "" && !isIsoDate(retainUntil))) return null;
  return {
    type: statementType,
    format: bundleFormat,
    case: caseId,
    sentAt,
    sender,
    recipients,
    sequence,
    previous,
    marking,
    legalBasis,
    purpose,
    retainUntil,
    counts,
    payload,
    critical: [],
  };
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isReason = (text: Json): text is string => isPlainText(text) && text.length <= longestReason;

function readSender(json: Json): BundleStatement["sender"] | null {
  if (!hasExactKeys(json, ["author", "agency", "agencyName", "officer"])) return null;
  const [author, people] = [parseAuthorId(json.author), readPeople(json)];
  return author === null || people === null ? null : { author, ...people };
}

/** One or more, ascending by author. */
function readRecipients(json: Json): BundleStatement["recipients"] | null {
  if (!Array.isArray(json) || json.length < 1 || json.length > mostRecipients) return null;
  const recipients: { author: BundleStatement["recipients"][number]["author"]; recipientHash: string }[] = [];
  for (const each of json as readonly Json[]) {
    const author = hasExactKeys(each, ["author", "recipientHash"]) ? parseAuthorId(each.author) : null;
    const hash = hasExactKeys(each, ["author", "recipientHash"]) ? parseFileHash(each.recipientHash) : null;
    const last = recipients.at(-1);
    if (author === null || hash === null || (last !== undefined && last.author >= author)) return null;
    recipients.push({ author, recipientHash: hash });
  }
  return recipients;
}

function readCounts(json: Json): BundleStatement["counts"] | null {
  if (!hasExactKeys(json, ["commits", "disclosed", "withheld", "files"])) return null;
  const { commits, disclosed, withheld, files } = json;
  return isCount(commits) && isCount(disclosed) && isCount(withheld) && isCount(files) ? { commits, disclosed, withheld, files } : null;
}

function readPayload(json: Json): BundleStatement["payload"] | null {
  if (!Array.isArray(json) || json.length > mostFiles + 16) return null;
  const payload: { path: string; sha256: BundleStatement["payload"][number]["sha256"]; sizeBytes: number }[] = [];
  for (const each of json as readonly Json[]) {
    if (!hasExactKeys(each, ["path", "sha256", "sizeBytes"])) return null;
    const sha256 = parseFileHash(each.sha256);
    if (typeof each.path !== "string" || !isPayloadName(each.path) || sha256 === null || !isCount(each.sizeBytes)) return null;
    // Evidence is named by its own hash, and by no other.
    if (each.path.startsWith(evidenceFolder) && !each.path.startsWith(evidenceFolder + sha256)) return null;
    payload.push({ path: each.path, sha256, sizeBytes: each.sizeBytes });
  }
  return payload;
}
