import { ageRecipientOf, createAgeKeys } from "../crypto/age-keys.ts";
import { createSigningKey, importSigningKey, publicKeyOf, signBytes } from "../crypto/sign.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Keys, Person } from "./model.ts";

/** What the vault key guards in the header: who works here, and their secret keys. */
export interface Secrets {
  readonly person: Person;
  readonly signPkcs8: Bytes;
  readonly ageIdentity: string;
}

/** New keys for a person. */
export async function createSecrets(person: Person): Promise<Secrets> {
  const [signing, age] = [await createSigningKey(), await createAgeKeys()];
  return { person, signPkcs8: signing.secretPkcs8, ageIdentity: age.identity };
}

export function encodeSecrets({ person, signPkcs8, ageIdentity }: Secrets): Bytes {
  const { agency, agencyName, officer } = person;
  return utf8ToBytes(canonicalText({ format: 1, agency, agencyName, officer, sign: bytesToBase64(signPkcs8), age: ageIdentity }));
}

/** Null when the bytes are no secrets of format 1. */
export function decodeSecrets(bytes: Bytes): Secrets | null {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || !hasExactKeys(json, ["format", "agency", "agencyName", "officer", "sign", "age"])) return null;
  const { format, agency, agencyName, officer, sign, age } = json;
  const signPkcs8 = typeof sign === "string" ? base64ToBytes(sign) : null;
  if (format !== 1 || typeof agency !== "string" || typeof agencyName !== "string" || typeof officer !== "string") return null;
  return signPkcs8 === null || typeof age !== "string" ? null : { person: { agency, agencyName, officer }, signPkcs8, ageIdentity: age };
}

/** The officer's keys for use, until `forget`. After it, signing and the age identity are a bug of the caller: they throw. */
export async function openKeys({ signPkcs8, ageIdentity }: Secrets): Promise<{ readonly keys: Keys; forget(): void }> {
  let held: { readonly sign: CryptoKey; readonly age: string } | null = { sign: await importSigningKey(signPkcs8), age: ageIdentity };
  const keys: Keys = {
    signPublic: await publicKeyOf(signPkcs8),
    ageRecipient: await ageRecipientOf(ageIdentity),
    get ageIdentity() {
      invariant(held !== null, "a locked vault has no keys");
      return held.age;
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
