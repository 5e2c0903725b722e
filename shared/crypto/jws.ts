import { base64UrlToBytes, bytesToBase64Url } from "../kernel/base64.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { sha256 } from "./hash.ts";
import { isSignedBy } from "./sign.ts";

/** Signs with a key that stays with its owner; gives 64 bytes (Ed25519). */
export type Sign = (message: Bytes) => Promise<Bytes>;

/** RFC 7638 thumbprint of an Ed25519 public key, base64url: the `kid` a signature is pinned by. */
export function thumbprintOf(publicKey: Bytes): string {
  return bytesToBase64Url(sha256(utf8ToBytes(canonicalText({ crv: "Ed25519", kty: "OKP", x: bytesToBase64Url(publicKey) }))));
}

/** The one protected header we write and accept: nothing in a file chooses an algorithm or a key. */
function protectedHeader(publicKey: Bytes): string {
  return bytesToBase64Url(utf8ToBytes(canonicalText({ alg: "Ed25519", b64: false, crit: ["b64"], kid: thumbprintOf(publicKey) })));
}

/** One signature of a detached JWS. */
export interface JwsSignature {
  readonly protected: string;
  readonly signature: string;
}

/** One officer's signature over bytes that stand in a file of their own: what `joinSignatures` makes a JWS of. */
export async function signOnce(sign: Sign, publicKey: Bytes, payload: Bytes): Promise<JwsSignature> {
  const header = protectedHeader(publicKey);
  return { protected: header, signature: bytesToBase64Url(await sign(concatBytes(utf8ToBytes(`${header}.`), payload))) };
}

/** The text of a JWS of these signatures, in this order. */
export function joinSignatures(signatures: readonly JwsSignature[]): string {
  return canonicalText({ signatures: signatures.map(({ protected: header, signature }) => ({ protected: header, signature })) });
}

/**
 * Signs bytes that stand in a file of their own: JWS, General JSON, detached, payload not encoded.
 * The signed bytes are `protected` ‖ "." ‖ payload, so `openssl pkeyutl` checks them with one `cat`.
 *
 * Source  RFC 7515 §7.2.1 and appendix F, RFC 7797 (b64: false), RFC 9864 (alg "Ed25519"), RFC 7638 (kid)
 */
export async function signDetached(sign: Sign, publicKey: Bytes, payload: Bytes): Promise<string> {
  return joinSignatures([await signOnce(sign, publicKey, payload)]);
}

/** Whether a signature is by this key over this payload: one header, and no other. */
export async function isSignedOnceBy(publicKey: Bytes, payload: Bytes, { protected: header, signature }: JwsSignature): Promise<boolean> {
  const bytes = base64UrlToBytes(signature);
  return header === protectedHeader(publicKey) && bytes !== null && isSignedBy(publicKey, concatBytes(utf8ToBytes(`${header}.`), payload), bytes);
}

/** Whether a detached JWS is by exactly these keys over this payload, one signature each in this order. The whole file must be as `joinSignatures` writes it. */
export async function areSignedBy(publicKeys: readonly Bytes[], payload: Bytes, text: string): Promise<boolean> {
  const json = text.length > 4096 ? null : parseCanonical(text);
  if (!hasExactKeys(json, ["signatures"])) return false;
  const signatures = Array.isArray(json.signatures) ? (json.signatures as readonly Json[]) : [];
  if (signatures.length !== publicKeys.length || publicKeys.length === 0) return false;
  for (const [i, publicKey] of publicKeys.entries()) {
    const each = readJwsSignature(signatures[i]);
    if (each === null || !(await isSignedOnceBy(publicKey, payload, each))) return false;
  }
  return true;
}

/** A signature as JSON says it, or null. */
export function readJwsSignature(json: Json | undefined): JwsSignature | null {
  if (!hasExactKeys(json, ["protected", "signature"])) return null;
  const { protected: header, signature } = json;
  return typeof header === "string" && typeof signature === "string" ? { protected: header, signature } : null;
}

/** Whether a detached JWS is by this key alone over this payload. */
export function isDetachedSignedBy(publicKey: Bytes, payload: Bytes, text: string): Promise<boolean> {
  return areSignedBy([publicKey], payload, text);
}
