import { isAgeRecipient } from "../crypto/age-header.ts";
import { type AuthorId, type InstantMs, parseAuthorId, parseInstantMs } from "../kernel/brand.ts";
import { bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { handlings } from "../ledger/model.ts";
import { isIsoDate } from "../ledger/iso-date.ts";
import { fingerprintOfIdentity, readPeople } from "./identity-file.ts";
import { parseKeyNotice } from "./key-notice.ts";
import type { Identity, KeyFate, KeyNotice, Partner, Trust } from "./model.ts";
import { plainTrust } from "./standing.ts";

/** What an entry of the registry is, told by its `type`. */
export const partnerRecordType = "dalel.partner";
const removedType = "dalel.partner-removed";
const noticeType = "dalel.key-notice";
/** Characters our own words about a partner may have. */
export const longestPartnerNote = 2000;

const identityKeys = ["type", "format", "agency", "agencyName", "officer", "author", "ageRecipient", "createdAt"] as const;
/** Format 1 knew neither who compared, nor a national mark, nor an end of the trust. It is read for ever. */
const keysOf1 = [...identityKeys, "verified", "verifiedAt", "ceiling"] as const;
const keysOf2 = [...keysOf1, "verifiedBy", "officialUse", "trustedUntil", "note"] as const;
const ways = ["in-person", "phone", "document", "key-change"] as const;

/** A partner as it was admitted: what became of it since, and its post-quantum key, are told by other entries. */
export type AdmittedPartner = Omit<Partner, keyof KeyFate | "hybridRecipient">;

/** One entry of the book of partners. */
export type PartnerEntry =
  | { readonly kind: "admitted"; readonly partner: AdmittedPartner }
  | { readonly kind: "removed"; readonly author: AuthorId; readonly at: InstantMs }
  /** `text`: the signed note as it came. */
  | { readonly kind: "notice"; readonly notice: KeyNotice; readonly text: string; readonly at: InstantMs };

/** An entry as canonical JSON; a partner is written in the newest format. The fingerprint is computed again when read. */
export function partnerEntryToRecord(entry: PartnerEntry): Bytes {
  if (entry.kind === "removed") return record({ type: removedType, format: 1, author: entry.author, at: entry.at });
  if (entry.kind === "notice") return record({ type: noticeType, format: 1, note: entry.text, at: entry.at });
  const { agency, agencyName, officer, author, ageRecipient, createdAt, verified, verifiedAt, ceiling } = entry.partner;
  const { verifiedBy, officialUse, trustedUntil, note } = entry.partner;
  const identity = { type: partnerRecordType, format: 2, agency, agencyName, officer, author, ageRecipient, createdAt };
  return record({ ...identity, verified, verifiedAt, ceiling, verifiedBy, officialUse, trustedUntil, note });
}

const record = (json: Json): Bytes => utf8ToBytes(canonicalText(json));

/** Reads an entry we wrote, of any format; null for anything else. */
export function recordToPartnerEntry(bytes: Bytes): PartnerEntry | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (hasExactKeys(json ?? undefined, ["type", "format", "author", "at"]) && json !== null) return readRemoved(json);
  if (hasExactKeys(json ?? undefined, ["type", "format", "note", "at"]) && json !== null) return readNotice(json);
  const partner = json === null ? null : readAdmitted(json);
  return partner === null ? null : { kind: "admitted", partner };
}

function readRemoved(json: Json): PartnerEntry | null {
  if (!hasExactKeys(json, ["type", "format", "author", "at"])) return null;
  const [author, at] = [parseAuthorId(json.author), parseInstantMs(json.at)];
  return json.type === removedType && json.format === 1 && author !== null && at !== null ? { kind: "removed", author, at } : null;
}

/** Its signatures were checked before it was kept, and the run is sealed. */
function readNotice(json: Json): PartnerEntry | null {
  if (!hasExactKeys(json, ["type", "format", "note", "at"])) return null;
  const at = parseInstantMs(json.at);
  const notice = typeof json.note === "string" ? parseKeyNotice(json.note) : null;
  if (json.type !== noticeType || json.format !== 1 || at === null || notice === null || typeof json.note !== "string") return null;
  return { kind: "notice", notice, text: json.note, at };
}

function readAdmitted(json: Json): AdmittedPartner | null {
  const isNew = hasExactKeys(json, keysOf2) && json.format === 2;
  if (!isNew && !(hasExactKeys(json, keysOf1) && json.format === 1)) return null;
  const [identity, sure] = [readRecordedIdentity(json), readSure(json.verified, json.verifiedAt, json.ceiling)];
  const further = isNew ? readFurther(json.verifiedBy, json.officialUse, json.trustedUntil, json.note) : plainTrust;
  if (json.type !== partnerRecordType || identity === null || sure === null || further === null) return null;
  return { ...identity, ...sure, ...further };
}

function readRecordedIdentity(json: Record<(typeof identityKeys)[number], Json>): Omit<Identity, "hybridRecipient"> | null {
  const [people, author, createdAt] = [readPeople(json), parseAuthorId(json.author), parseInstantMs(json.createdAt)];
  if (people === null || author === null || createdAt === null) return null;
  if (typeof json.ageRecipient !== "string" || !isAgeRecipient(json.ageRecipient)) return null;
  const identity = { ...people, author, ageRecipient: json.ageRecipient, createdAt };
  return { ...identity, fingerprint: fingerprintOfIdentity(identity) };
}

function readSure(how: Json, at: Json, upTo: Json): Pick<Trust, "verified" | "verifiedAt" | "ceiling"> | null {
  const verified = ways.find((each) => each === how);
  const verifiedAt = parseInstantMs(at);
  const ceiling = handlings.find((each) => each === upTo);
  return verified === undefined || verifiedAt === null || ceiling === undefined ? null : { verified, verifiedAt, ceiling };
}

function readFurther(
  verifiedBy: Json,
  officialUse: Json,
  trustedUntil: Json,
  note: Json,
): Pick<Trust, "verifiedBy" | "officialUse" | "trustedUntil" | "note"> | null {
  if (typeof verifiedBy !== "string" || typeof officialUse !== "boolean" || typeof note !== "string") return null;
  return typeof trustedUntil === "string" && isLastDay(trustedUntil) ? { verifiedBy, officialUse, trustedUntil, note } : null;
}

/** A whole day, or "" for none. */
export function isLastDay(text: string): boolean {
  return text === "" || (text.length === 10 && isIsoDate(text));
}
