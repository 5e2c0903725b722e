import { ageRecipientOf, createAgeKeys, hybridIdentityOf } from "../crypto/age-keys.ts";
import { createSigningKey, importSigningKey, publicKeyOf, signBytes } from "../crypto/sign.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { EarlierKeys, Keys, Person } from "./model.ts";

/** What the vault key guards in the header: who works here, and their secret keys. */
export interface Secrets {
  readonly person: Person;
  readonly signPkcs8: Bytes;
  readonly ageIdentity: string;
  /** Newest first. */
  readonly earlier: readonly EarlierSecret[];
}
/** Of keys that were replaced: whose they were, and what still opens old bundles. */
export interface EarlierSecret {
  readonly signPublic: Bytes;
  readonly ageIdentity: string;
  /** "AGE-SECRET-KEY-PQ-1…", kept because the signing key it was derived from is gone; "" where the keys were replaced by a version that knew none. */
  readonly hybridIdentity: string;
}
/** So many fit into a header. */
export const mostEarlierKeys = 100;

/** New keys for a person. */
export async function createSecrets(person: Person, earlier: readonly EarlierSecret[] = []): Promise<Secrets> {
  const [signing, age] = [await createSigningKey(), await createAgeKeys()];
  return { person, signPkcs8: signing.secretPkcs8, ageIdentity: age.identity, earlier };
}

/** New keys for the same person; the old ones go among the earlier. */
export async function replaceSecrets(old: Secrets): Promise<Secrets> {
  const { signPkcs8, ageIdentity } = old;
  const replaced = { signPublic: await publicKeyOf(signPkcs8), ageIdentity, hybridIdentity: await hybridIdentityOf(signPkcs8) };
  return createSecrets(old.person, [replaced, ...old.earlier]);
}

const plainKeys = ["format", "agency", "agencyName", "officer", "sign", "age"] as const;

/**
 * Format 2 only where there are earlier keys, and 3 where a post-quantum one is among them: so everything else stays readable for programs that know none.
 * The post-quantum key that counts is in none of them: it is derived.
 */
export function encodeSecrets({ person, signPkcs8, ageIdentity, earlier }: Secrets): Bytes {
  const { agency, agencyName, officer } = person;
  const plain = { agency, agencyName, officer, sign: bytesToBase64(signPkcs8), age: ageIdentity };
  if (earlier.length === 0) return utf8ToBytes(canonicalText({ format: 1, ...plain }));
  const format = earlier.every((each) => each.hybridIdentity === "") ? 2 : 3;
  const kept = earlier.map((each) => ({
    author: bytesToBase64(each.signPublic),
    age: each.ageIdentity,
    ...(format === 2 ? {} : { hybrid: each.hybridIdentity }),
  }));
  return utf8ToBytes(canonicalText({ format, ...plain, earlier: kept }));
}

/** Null when the bytes are no secrets of format 1, 2 or 3. */
export function decodeSecrets(bytes: Bytes): Secrets | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json !== null && hasExactKeys(json, plainKeys)) return json.format === 1 ? decodePlain(json, []) : null;
  if (json === null || !hasExactKeys(json, [...plainKeys, "earlier"]) || !Array.isArray(json.earlier)) return null;
  if (json.format !== 2 && json.format !== 3) return null;
  const read = json.format === 2 ? decodeEarlier2 : decodeEarlier3;
  const earlier = json.earlier.map(read).filter((each) => each !== null);
  return earlier.length === json.earlier.length ? decodePlain(json, earlier) : null;
}

const decodeEarlier2 = (json: Json): EarlierSecret | null =>
  hasExactKeys(json, ["author", "age"]) ? decodeEarlier(json.author, json.age, "") : null;
const decodeEarlier3 = (json: Json): EarlierSecret | null =>
  hasExactKeys(json, ["author", "age", "hybrid"]) ? decodeEarlier(json.author, json.age, json.hybrid) : null;

function decodeEarlier(author: Json, ageIdentity: Json, hybridIdentity: Json): EarlierSecret | null {
  const signPublic = typeof author === "string" ? base64ToBytes(author) : null;
  if (signPublic === null || typeof ageIdentity !== "string" || typeof hybridIdentity !== "string") return null;
  return { signPublic, ageIdentity, hybridIdentity };
}

function decodePlain(json: Readonly<Record<(typeof plainKeys)[number], Json>>, earlier: readonly EarlierSecret[]): Secrets | null {
  const { agency, agencyName, officer, sign, age } = json;
  const signPkcs8 = typeof sign === "string" ? base64ToBytes(sign) : null;
  if (typeof agency !== "string" || typeof agencyName !== "string" || typeof officer !== "string") return null;
  return signPkcs8 === null || typeof age !== "string" ? null : { person: { agency, agencyName, officer }, signPkcs8, ageIdentity: age, earlier };
}

/** The officer's keys for use, until `forget`. After it, signing and the age identities are a bug of the caller: they throw. */
export async function openKeys({ signPkcs8, ageIdentity, earlier }: Secrets): Promise<{ readonly keys: Keys; forget(): void }> {
  const opensToo = await Promise.all(earlier.map(async (each) => ({ ...each, ageRecipient: await ageRecipientOf(each.ageIdentity) })));
  const hybrid = await hybridIdentityOf(signPkcs8);
  let held: { readonly sign: CryptoKey; readonly age: string; readonly hybrid: string; readonly earlier: readonly EarlierKeys[] } | null = {
    sign: await importSigningKey(signPkcs8),
    age: ageIdentity,
    hybrid,
    earlier: opensToo,
  };
  const keys: Keys = {
    signPublic: await publicKeyOf(signPkcs8),
    ageRecipient: await ageRecipientOf(ageIdentity),
    hybridRecipient: await ageRecipientOf(hybrid),
    get ageIdentity() {
      invariant(held !== null, "a locked vault has no keys");
      return held.age;
    },
    get hybridIdentity() {
      invariant(held !== null, "a locked vault has no keys");
      return held.hybrid;
    },
    get earlier() {
      invariant(held !== null, "a locked vault has no keys");
      return held.earlier;
    },
    async sign(message) {
      invariant(held !== null, "a locked vault has no keys");
      return signBytes(held.sign, message);
    },
  };
  const forget = (): void => {
    held = null;
  };
  return { keys, forget };
}
