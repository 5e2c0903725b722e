import { fileEndings } from "../kernel/file-endings.ts";
import { isAgeRecipient } from "../crypto/age-header.ts";
import type { Sign } from "../crypto/jws.ts";
import { isSignedBy } from "../crypto/sign.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { parseAuthorId, parseInstantMs } from "../kernel/brand.ts";
import { bytesToUtf8, type Bytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { isShownName } from "../kernel/shown-name.ts";
import { isAgencyCode } from "../ledger/header.ts";
import { hybridKeyType, parseHybridKey, readHybridKey } from "./hybrid-key.ts";
import { hybridPartOf, parseIdentityText, readIdentity } from "./identity-file.ts";
import type { KeyChange, KeyNotice, Revocation } from "./model.ts";
import { longestNote, type NoteBody, type NoteError, readSignedNote, writeSignedNote } from "./signed-note.ts";

export const keyChangeType = "dalel.key-change";
export const revocationType = "dalel.revocation";
const noticeFormat = 1;
/** The ending of a notice file's name. */
export const noticeEnding = fileEndings.keyNotice;

/** What the new key signs, so that nobody can announce another person's key as their own. */
const consentPrefix = "dalel.key-change.1 new key\n";
const changeKeys = ["type", "format", "author", "identity", "reason", "at", "consent"] as const;
const revocationKeys = ["type", "format", "author", "key", "agency", "officer", "reason", "from", "at"] as const;
const changeReasons = ["planned", "precaution"] as const;
const revocationReasons = ["lost", "stolen", "left"] as const;

/**
 * Writes a change of keys: the old key signs the note, the new one that it is meant.
 *
 * Gives   the same bytes for the same words.
 * Source  assets/docs/format/bundle.md, "Notices of keys"
 */
export async function writeKeyChange(change: Omit<KeyChange, "kind" | "identity">, signOld: Sign, signNew: Sign): Promise<Bytes> {
  const { author, identityFile, reason, at } = change;
  const body = { type: keyChangeType, format: noticeFormat, author, identity: identityFile, reason, at };
  const consent = bytesToBase64(await signNew(consentBytes(body)));
  return writtenWell(await writeSignedNote({ ...body, consent }, signOld));
}

/** Writes a revocation, signed by `author`. */
export async function writeRevocation({ kind: _, ...said }: Revocation, sign: Sign): Promise<Bytes> {
  return writtenWell(await writeSignedNote({ type: revocationType, format: noticeFormat, ...said }, sign));
}

function writtenWell(bytes: Bytes): Bytes {
  invariant(parseKeyNotice(bytesToUtf8(bytes) ?? "") !== null, "a notice we write can be read");
  return bytes;
}

function consentBytes(body: Json): Bytes {
  return utf8ToBytes(consentPrefix + canonicalText(body));
}

/** A notice whose signatures hold, and its text as it is to be kept. */
export interface ReadNotice {
  readonly notice: KeyNotice;
  readonly text: string;
}

/**
 * Reads a file with notices about keys: one note; a change of keys with the post-quantum key of the new ones as lines 3 and 4; or an identity file, of
 * which only the post-quantum key behind it is a notice. A part that does not hold refuses the file.
 *
 * Gives   the notices in the order they stand in.
 * Fails   as `readKeyNotice`; `bad-signature` too where the key behind a change is of another signing key than it announces.
 */
export async function readNoticeFile(given: Bytes): Promise<Result<readonly ReadNotice[], NoteError>> {
  const [first, behind] = partsOf(given);
  const read = await readKeyNotice(first);
  if (!read.ok || behind === null) return read.ok ? succeed([read.value]) : read;
  const { notice } = read.value;
  if (notice.kind !== "key-change") return fail("bad-encoding");
  const hybrid = await readHybridKey(behind);
  if (!hybrid.ok) return hybrid;
  const isOfNewKey = hybrid.value.author === notice.identity.author;
  return isOfNewKey ? succeed([read.value, { notice: hybrid.value, text: textOf(behind) }]) : fail("bad-signature");
}

function partsOf(given: Bytes): readonly [Bytes, Bytes | null] {
  const ofIdentity = hybridPartOf(given);
  if (ofIdentity !== null) return [ofIdentity, null];
  const [text = "", signature = "", ...behind] = given.length > longestNote ? [] : textOf(given).split("\n");
  if (behind.join("") === "") return [given, null];
  return [utf8ToBytes(`${text}\n${signature}\n`), utf8ToBytes(behind.join("\n"))];
}

/**
 * Reads one notice about keys and checks every signature in it. That it holds says only who wrote it: what it does, `applyNotices` says.
 *
 * Fails   `too-large`, `bad-encoding` (any other note too), `newer-format`, `bad-signature`.
 */
export async function readKeyNotice(bytes: Bytes): Promise<Result<ReadNotice, NoteError>> {
  if (typeOf(bytes) === hybridKeyType) {
    const hybrid = await readHybridKey(bytes);
    return hybrid.ok ? succeed({ notice: hybrid.value, text: textOf(bytes) }) : hybrid;
  }
  const type = [keyChangeType, revocationType].find((each) => typeOf(bytes) === each);
  if (type === undefined) return fail("bad-encoding");
  const body = await readSignedNote(bytes, type, noticeFormat);
  if (!body.ok) return body;
  const text = textOf(bytes);
  const notice = parseKeyNotice(text);
  if (notice === null) return fail("bad-encoding");
  return notice.kind !== "key-change" || (await isConsented(notice, body.value)) ? succeed({ notice, text }) : fail("bad-signature");
}

/** With the line ends it was written with. */
const textOf = (bytes: Bytes): string => (bytesToUtf8(bytes) ?? "").replaceAll("\r\n", "\n");

function typeOf(bytes: Bytes): Json | undefined {
  const json = parseCanonical(textOf(bytes).split("\n", 1)[0] ?? "");
  return json !== null && typeof json === "object" && "type" in json ? json["type"] : undefined;
}

async function isConsented({ identity, identityFile }: KeyChange, { consent, ...body }: NoteBody): Promise<boolean> {
  const [key, signature] = [hexToBytes(identity.author), typeof consent === "string" ? base64ToBytes(consent) : null];
  if (key === null || signature === null || !(await readIdentity(utf8ToBytes(identityFile))).ok) return false;
  return isSignedBy(key, consentBytes(body), signature);
}

/** What a notice says, its signatures unread: for one that was checked before it was kept. Null for anything else. */
export function parseKeyNotice(text: string): KeyNotice | null {
  const json = parseCanonical(text.split("\n", 1)[0] ?? "");
  if (json === null) return null;
  if (hasExactKeys(json, changeKeys)) return readChange(json);
  return hasExactKeys(json, revocationKeys) ? readRevocation(json) : parseHybridKey(text);
}

function readChange(json: Record<(typeof changeKeys)[number], Json>): KeyChange | null {
  const [author, at, reason] = [parseAuthorId(json.author), parseInstantMs(json.at), changeReasons.find((each) => each === json.reason)];
  const identity = typeof json.identity === "string" ? parseIdentityText(json.identity) : null;
  if (json.type !== keyChangeType || json.format !== noticeFormat || author === null || at === null || reason === undefined) return null;
  if (identity === null || typeof json.identity !== "string" || identity.author === author || !isAgeRecipient(identity.ageRecipient)) return null;
  return { kind: "key-change", author, identity, identityFile: json.identity, reason, at };
}

function readRevocation(json: Record<(typeof revocationKeys)[number], Json>): Revocation | null {
  const [author, key] = [parseAuthorId(json.author), parseAuthorId(json.key)];
  const [from, at, reason] = [parseInstantMs(json.from), parseInstantMs(json.at), revocationReasons.find((each) => each === json.reason)];
  const { agency, officer } = json;
  if (json.type !== revocationType || json.format !== noticeFormat || author === null || key === null) return null;
  if (from === null || at === null || reason === undefined || !isAgencyCode(agency) || !isShownName(officer)) return null;
  return { kind: "revocation", author, key, agency, officer, reason, from, at };
}
