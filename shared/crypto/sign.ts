import type { Bytes } from "../kernel/bytes.ts";
import { base64UrlToBytes } from "../kernel/base64.ts";
import { invariant } from "../kernel/invariant.ts";

/** Ed25519 (RFC 8032) by WebCrypto only: another engine may accept odd signatures this one refuses. */
const ed25519 = { name: "Ed25519" };

/** A new signing key: the PKCS #8 text is secret and is stored only wrapped. */
export async function createSigningKey(): Promise<{ readonly publicKey: Bytes; readonly secretPkcs8: Bytes }> {
  const pair = await crypto.subtle.generateKey(ed25519, true, ["sign", "verify"]);
  invariant("privateKey" in pair, "Ed25519 gives a key pair");
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { publicKey, secretPkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)) };
}

/** The key for use: not extractable. */
export function importSigningKey(secretPkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", secretPkcs8, ed25519, false, ["sign"]);
}

/** The 32-byte public half of a secret key. */
export async function publicKeyOf(secretPkcs8: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("pkcs8", secretPkcs8, ed25519, true, ["sign"]);
  const jwk = await crypto.subtle.exportKey("jwk", key);
  const bytes = typeof jwk["x"] === "string" ? base64UrlToBytes(jwk["x"]) : null;
  invariant(bytes?.length === 32, "an Ed25519 key has a public half");
  return bytes;
}

/** 64 bytes. */
export async function signBytes(key: CryptoKey, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(ed25519, key, message));
}

/** Whether the signature is by this 32-byte public key. A malformed key or signature is false, never a throw. */
export async function isSignedBy(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, ed25519, false, ["verify"]);
    return await crypto.subtle.verify(ed25519, key, signature, message);
  } catch {
    return false;
  }
}
