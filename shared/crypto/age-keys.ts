import { bech32 } from "@scure/base";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Bytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { deriveSubkey } from "./derive.ts";

/** A new X25519 key pair of age v1 (C2SP age): "AGE-SECRET-KEY-1…", which is secret, and "age1…", which partners encrypt to. */
export async function createAgeKeys(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient of a secret identity: "age1…", or "age1pq1…" of a post-quantum one. Throws when the text is no identity. */
export function ageRecipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}

/** Of Ed25519 in PKCS #8 (RFC 8410): so many bytes, of which the last 32 are the seed. */
const pkcs8Bytes = 48;
const seedBytes = 32;

/**
 * The post-quantum hybrid identity ("AGE-SECRET-KEY-PQ-1…", mlkem768x25519) that belongs to a signing key: its 32 bytes are HKDF-SHA-256 of the Ed25519 seed.
 *
 * It is derived, not drawn, so that every copy of a vault, of any age, has the same one and none is ever lost (decision 0088). A quantum computer finds from
 * an Ed25519 public key the scalar, which is SHA-512 of the seed, and not the seed. From an X25519 public key it finds all there is to derive from:
 * it must never be derived from that one.
 */
export async function hybridIdentityOf(signPkcs8: Bytes): Promise<string> {
  invariant(signPkcs8.length === pkcs8Bytes, "an Ed25519 key in PKCS #8 has 48 bytes");
  const secret = await deriveSubkey(signPkcs8.slice(-seedBytes), "dalel.hybrid-opening-key.1");
  const identity = bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", secret).toUpperCase();
  secret.fill(0);
  return identity;
}
