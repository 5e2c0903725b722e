import { generateX25519Identity, identityToRecipient } from "age-encryption";

/** A new X25519 key pair of age v1 (C2SP age): "AGE-SECRET-KEY-1…", which is secret, and "age1…", which partners encrypt to. */
export async function createAgeKeys(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The "age1…" recipient of a secret identity. Throws when the text is no identity. */
export function ageRecipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}
