import { isAgeRecipient } from "../crypto/age-header.ts";
import { type InstantMs, parseAuthorId, parseInstantMs } from "../kernel/brand.ts";
import { bytesToUtf8, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { handlings } from "../ledger/model.ts";
import { fingerprintOfIdentity, readPeople } from "./identity-file.ts";
import type { Partner } from "./model.ts";

/** What an entry of the registry is, told by its `type`. */
export const partnerRecordType = "dalel.partner";
const keys = [
  "type",
  "format",
  "agency",
  "agencyName",
  "officer",
  "author",
  "ageRecipient",
  "createdAt",
  "verified",
  "verifiedAt",
  "ceiling",
] as const;
const ways = ["in-person", "phone", "document"] as const;

/** A partner as one entry of the registry run: canonical JSON. The fingerprint is computed again when read. */
export function partnerToRecord(partner: Partner): Bytes {
  const { agency, agencyName, officer, author, ageRecipient, createdAt, verified, verifiedAt, ceiling } = partner;
  const record = { type: partnerRecordType, format: 1, agency, agencyName, officer, author, ageRecipient, createdAt, verified, verifiedAt, ceiling };
  return utf8ToBytes(canonicalText(record));
}

/** Reads an entry we wrote; null for anything else, such as another kind of registry entry. */
export function recordToPartner(record: Bytes): Partner | null {
  const json = parseCanonical(bytesToUtf8(record) ?? "");
  if (json === null || !hasExactKeys(json, keys) || json.type !== partnerRecordType || json.format !== 1) return null;
  const [people, author, createdAt] = [readPeople(json), parseAuthorId(json.author), parseInstantMs(json.createdAt)];
  const trust = readTrust(json.verified, json.verifiedAt, json.ceiling);
  if (people === null || author === null || createdAt === null || trust === null) return null;
  if (typeof json.ageRecipient !== "string" || !isAgeRecipient(json.ageRecipient)) return null;
  const identity = { ...people, author, ageRecipient: json.ageRecipient, createdAt };
  return { ...identity, fingerprint: fingerprintOfIdentity(identity), ...trust };
}

function readTrust(
  how: Json,
  at: Json,
  upTo: Json,
): { readonly verified: Partner["verified"]; readonly verifiedAt: InstantMs; readonly ceiling: Partner["ceiling"] } | null {
  const verified = ways.find((each) => each === how);
  const verifiedAt = parseInstantMs(at);
  const ceiling = handlings.find((each) => each === upTo);
  return verified === undefined || verifiedAt === null || ceiling === undefined ? null : { verified, verifiedAt, ceiling };
}
