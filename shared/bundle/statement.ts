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
import { isShownName } from "../kernel/shown-name.ts";
import { type BundleError, bundleFormat, type BundleStatement, type NamedOfficer, nationalMarks } from "./model.ts";
import { evidenceFolder, isEvidence, isPayloadName, isPayloadOrder, largestEvidence, largestHeld, mostFiles, mostOtherPayload } from "./names.ts";

export const statementType = "dalel.bundle";
const mostRecipients = 64;
/** Keys of each format. */
const keys1 = [
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
const keysAdded2 = ["cosigner", "addressee", "nationalMark", "expiresAt"] as const satisfies readonly (keyof BundleStatement)[];
const keys2 = [...keys1, ...keysAdded2] as const;
type Key1 = (typeof keys1)[number];
type Key2 = (typeof keys2)[number];

/** What a statement of format 1 could not say. */
const unsaidIn1: Pick<BundleStatement, (typeof keysAdded2)[number]> = { cosigner: null, addressee: "", nationalMark: "", expiresAt: "" };

/** The canonical text of a statement: the bytes of statement.json, which are signed. */
export function statementToText(statement: BundleStatement): string {
  const recipients = statement.recipients.map(({ author, recipientHash }) => ({ author, recipientHash }));
  const payload = statement.payload.map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes }));
  const { cosigner, addressee, nationalMark, expiresAt, ...said1 } = statement;
  const parts = { ...said1, sender: { ...statement.sender }, counts: { ...statement.counts }, recipients, payload };
  if (statement.format === 1) return canonicalText(parts);
  return canonicalText({ ...parts, cosigner: cosigner === null ? null : { ...cosigner }, addressee, nationalMark, expiresAt });
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
export function exchangeOf(statement: Pick<BundleStatement, "case" | "sender" | "recipients" | "addressee">): string {
  const to = statement.addressee === "" ? statement.recipients.map(({ author }) => author).sort() : [`to:${statement.addressee}`];
  return [statement.case, statement.sender.author, ...to].join("/");
}

/** Reads statement.json. Fails `newer-format` (a later format, or a critical rule unknown here; `where` says which) and `bad-statement`. */
export function parseStatement(bytes: Bytes): Result<BundleStatement, BundleError> {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || typeof json !== "object" || Array.isArray(json) || !("type" in json) || json["type"] !== statementType)
    return fail("bad-statement");
  const format = json["format"];
  if (typeof format === "number" && format > bundleFormat) return fail("newer-format", String(format));
  const said = readKeys(json, format);
  if (said === null) return fail("bad-statement");
  const { critical } = said;
  if (Array.isArray(critical) && critical.length > 0)
    return fail("newer-format", /^[a-z0-9.-]{1,64}$/.test(String(critical[0])) ? String(critical[0]) : "critical");
  const statement = readStatement(said);
  return statement === null ? fail("bad-statement") : succeed(statement);
}

type Said = { readonly [K in Key2]: Json };

/** The keys of its own format, and what an older one could not say. */
function readKeys(json: Json, format: Json | undefined): Said | null {
  if (format === 1) return hasExactKeys<Key1>(json, keys1) ? { ...json, ...unsaidIn1, cosigner: null } : null;
  return format === 2 && hasExactKeys<Key2>(json, keys2) ? json : null;
}

function readStatement(json: Said): BundleStatement | null {
  const [caseId, sentAt] = [parseCaseId(json.case), parseInstantMs(json.sentAt)];
  const [sender, recipients, payload] = [readOfficer(json.sender), readRecipients(json.recipients), readPayload(json.payload)];
  const [counts, added] = [readCounts(json.counts), readAdded(json, recipients?.length ?? 0)];
  const marking = handlings.find((each) => each === json.marking);
  const { sequence, previous, legalBasis, purpose, retainUntil } = json;
  if (caseId === null || sentAt === null || sender === null || recipients === null || payload === null || added === null) return null;
  if (counts === null || marking === undefined || !isCount(sequence) || sequence < 1 || !Array.isArray(json.critical)) return null;
  if (typeof previous !== "string" || (previous !== "" && parseFileHash(previous) === null) || (sequence === 1) !== (previous === "")) return null;
  if (!isReason(legalBasis) || !isReason(purpose) || !isDateOrNone(retainUntil)) return null;
  const { cosigner } = added;
  const isSecond = cosigner === null || (cosigner.agency === sender.agency && cosigner.author !== sender.author);
  if (!isSecond || !isPayloadOrder(payload.map(({ path }) => path))) return null;
  return {
    type: statementType,
    format: json.format === 1 ? 1 : 2,
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
    ...added,
  };
}

/** What format 2 says more. Recipients, or somebody a passphrase is for: never both. */
function readAdded(json: Said, recipients: number): Pick<BundleStatement, (typeof keysAdded2)[number]> | null {
  const { addressee, expiresAt } = json;
  const nationalMark = nationalMarks.find((each) => each === json.nationalMark);
  const cosigner = json.cosigner === null ? null : readOfficer(json.cosigner);
  if (nationalMark === undefined || (json.cosigner !== null && cosigner === null) || !isDateOrNone(expiresAt)) return null;
  if (addressee !== "" && !isShownName(addressee)) return null;
  return (addressee === "") === recipients > 0 ? { cosigner, addressee, nationalMark, expiresAt } : null;
}

const isDateOrNone = (text: Json): text is string => typeof text === "string" && (text === "" || isIsoDate(text));
const isCount = (value: Json): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isReason = (text: Json): text is string => isPlainText(text) && text.length <= longestReason;

function readOfficer(json: Json): NamedOfficer | null {
  if (!hasExactKeys(json, ["author", "agency", "agencyName", "officer"])) return null;
  const [author, people] = [parseAuthorId(json.author), readPeople(json)];
  return author === null || people === null ? null : { author, ...people };
}

/** Ascending by author. */
function readRecipients(json: Json): BundleStatement["recipients"] | null {
  if (!Array.isArray(json) || json.length > mostRecipients) return null;
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
  if (!Array.isArray(json) || json.length > mostFiles + mostOtherPayload) return null;
  const payload: { path: string; sha256: BundleStatement["payload"][number]["sha256"]; sizeBytes: number }[] = [];
  let heldBytes = 0;
  for (const each of json as readonly Json[]) {
    if (!hasExactKeys(each, ["path", "sha256", "sizeBytes"])) return null;
    const sha256 = parseFileHash(each.sha256);
    if (typeof each.path !== "string" || !isPayloadName(each.path) || sha256 === null || !isCount(each.sizeBytes)) return null;
    if (!isEvidence(each.path)) heldBytes += each.sizeBytes;
    // Evidence is named by its own hash, and by no other. What is not evidence is held in memory where it is read.
    else if (!each.path.startsWith(evidenceFolder + sha256) || each.sizeBytes > largestEvidence) return null;
    if (heldBytes > largestHeld) return null;
    payload.push({ path: each.path, sha256, sizeBytes: each.sizeBytes });
  }
  return payload;
}
