import { fileEndings } from "../kernel/file-endings.ts";
import { isAgeRecipient } from "../crypto/age-header.ts";
import { fingerprintOf } from "../crypto/fingerprint.ts";
import type { Sign } from "../crypto/jws.ts";
import { isSignedBy } from "../crypto/sign.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type AuthorId, type InstantMs, parseAuthorId, parseInstantMs } from "../kernel/brand.ts";
import { bytesToHex, bytesToUtf8, type Bytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { isShownName, toShownName } from "../kernel/shown-name.ts";
import { isAgencyCode } from "../ledger/header.ts";
import { readHybridKey } from "./hybrid-key.ts";
import type { Identity, IdentityError } from "./model.ts";

export const identityType = "dalel.identity";
export const identityFormat = 1;
/** The ending of an identity file's name. */
export const identityEnding = fileEndings.identity;
/** An identity file is one page of text. */
export const longestIdentityFile = 16 * 1024;

/** What is signed comes after this, so that a signature here is a signature nowhere else. */
const signedPrefix = "dalel.identity.1\n";
const keys = ["type", "format", "agency", "agencyName", "officer", "author", "ageRecipient", "createdAt"] as const;

/** What of the officer's keys an identity file needs. */
export interface IdentityKeys {
  /** 32 bytes, Ed25519. */
  readonly signPublic: Bytes;
  readonly ageRecipient: string;
  readonly sign: Sign;
}

/**
 * Writes the public identity of an officer, without a post-quantum key: two lines of text, the canonical identity and its signature by itself (base64).
 *
 * Takes   the day the keys were made: it belongs to the identity and so to its fingerprint, and must be the same every time.
 * Gives   the same bytes for the same arguments. Names are set as `toShownName` says.
 * Source  assets/docs/format/bundle.md §7
 */
export async function writeIdentity(
  person: { readonly agency: string; readonly agencyName: string; readonly officer: string },
  own: IdentityKeys,
  createdAt: InstantMs,
): Promise<Bytes> {
  const author = parseAuthorId(bytesToHex(own.signPublic));
  invariant(author !== null, "a signing key has 32 bytes");
  const text = identityToText({
    agency: person.agency,
    agencyName: toShownName(person.agencyName) ?? "",
    officer: toShownName(person.officer) ?? "",
    author,
    ageRecipient: own.ageRecipient,
    createdAt,
  });
  const signature = await own.sign(utf8ToBytes(signedPrefix + text));
  const bytes = utf8ToBytes(`${text}\n${bytesToBase64(signature)}\n`);
  invariant((await readIdentity(bytes)).ok, "an identity we write can be read");
  return bytes;
}

/** What the first line of an identity file says: what is signed and fingerprinted. */
type FirstLine = Omit<Identity, "fingerprint" | "hybridRecipient">;

function identityToText(identity: FirstLine): string {
  const { agency, agencyName, officer, author, ageRecipient, createdAt } = identity;
  return canonicalText({ type: identityType, format: identityFormat, agency, agencyName, officer, author, ageRecipient, createdAt });
}

/** What an officer reads aloud of an identity: 8 groups of 5 digits. */
export function fingerprintOfIdentity(identity: FirstLine): string {
  return fingerprintOf(utf8ToBytes(identityToText(identity)));
}

/**
 * Reads an identity file: two lines, or four where a post-quantum key stands behind them (`hybrid-key.ts`), signed by the same key. That it is well signed
 * says only that its keys belong together: who holds them, the fingerprint tells.
 *
 * Fails   `too-large` (16 KiB), `newer-format`, `bad-encoding`, `bad-signature`.
 */
export async function readIdentity(bytes: Bytes): Promise<Result<Identity, IdentityError>> {
  if (bytes.length > longestIdentityFile) return fail("too-large");
  // A mail program may have turned line ends; the signature is over the first line alone.
  const [text, signatureText, hybridText = "", hybridSignature = "", ...rest] = linesOf(bytes);
  const json = text === undefined ? null : parseCanonical(text);
  if (text === undefined || json === null || signatureText === undefined || rest.join("") !== "") return fail("bad-encoding");
  const identity = jsonToIdentity(json);
  if (!identity.ok) return identity;
  const [author, signature] = [hexToBytes(identity.value.author), base64ToBytes(signatureText)];
  if (author === null || signature === null) return fail("bad-encoding");
  if (!(await isSignedBy(author, utf8ToBytes(signedPrefix + text), signature))) return fail("bad-signature");
  return hybridText === "" && hybridSignature === "" ? identity : withHybrid(identity.value, `${hybridText}\n${hybridSignature}\n`);
}

const linesOf = (bytes: Bytes): readonly string[] => (bytesToUtf8(bytes) ?? "").replaceAll("\r\n", "\n").split("\n");

/** What follows the first two lines must be whole, and of the same key: a part that does not hold refuses the file. */
async function withHybrid(identity: Identity, note: string): Promise<Result<Identity, IdentityError>> {
  const hybrid = await readHybridKey(utf8ToBytes(note));
  if (!hybrid.ok) return hybrid;
  const { author, hybridRecipient } = hybrid.value;
  return author === identity.author ? succeed({ ...identity, hybridRecipient }) : fail("bad-signature");
}

/** The signed note of the post-quantum key at the end of an identity file; null when it has none, or is no such file. */
export function hybridPartOf(bytes: Bytes): Bytes | null {
  if (bytes.length > longestIdentityFile) return null;
  const [text = "", , hybridText = "", hybridSignature = ""] = linesOf(bytes);
  const json = hybridText === "" ? null : parseCanonical(text);
  const isIdentity = json !== null && typeof json === "object" && "type" in json && json["type"] === identityType;
  return isIdentity ? utf8ToBytes(`${hybridText}\n${hybridSignature}\n`) : null;
}

/** What an identity file says, its signature unread: for one that was checked before it was kept. Null for anything `writeIdentity` does not write. */
export function parseIdentityText(text: string): Identity | null {
  const [first, signature, ...rest] = text.split("\n");
  const json =
    first === undefined || signature === undefined || rest.join("") !== "" || text.length > longestIdentityFile ? null : parseCanonical(first);
  const identity = json === null ? null : jsonToIdentity(json);
  return identity?.ok === true ? identity.value : null;
}

function jsonToIdentity(json: Json): Result<Identity, IdentityError> {
  if (json === null || typeof json !== "object" || !("type" in json) || json["type"] !== identityType) return fail("bad-encoding");
  const format = json["format"];
  if (typeof format === "number" && format > identityFormat) return fail("newer-format", String(format));
  if (!hasExactKeys(json, keys) || json.format !== identityFormat) return fail("bad-encoding");
  const people = readPeople(json);
  const [author, createdAt] = [parseAuthorId(json.author), parseInstantMs(json.createdAt)];
  if (people === null || author === null || createdAt === null || typeof json.ageRecipient !== "string" || !isAgeRecipient(json.ageRecipient))
    return fail("bad-encoding");
  return succeed(withFingerprint({ ...people, author, ageRecipient: json.ageRecipient, createdAt }));
}

interface People {
  readonly agency: string;
  readonly agencyName: string;
  readonly officer: string;
}

/** Agency and names as an identity may hold them, or null. */
export function readPeople(json: { readonly agency: Json; readonly agencyName: Json; readonly officer: Json }): People | null {
  const { agency, agencyName, officer } = json;
  return isAgencyCode(agency) && isShownName(agencyName) && isShownName(officer) ? { agency, agencyName, officer } : null;
}

function withFingerprint(parts: { readonly author: AuthorId; readonly ageRecipient: string; readonly createdAt: InstantMs } & People): Identity {
  return { ...parts, hybridRecipient: "", fingerprint: fingerprintOfIdentity(parts) };
}
