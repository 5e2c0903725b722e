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

/**
 * Signs bytes that stand in a file of their own: JWS, General JSON, detached, payload not encoded.
 * The signed bytes are `protected` ‖ "." ‖ payload, so `openssl pkeyutl` checks them with one `cat`.
 *
 * Source  RFC 7515 §7.2.1 and appendix F, RFC 7797 (b64: false), RFC 9864 (alg "Ed25519"), RFC 7638 (kid)
 */
export async function signDetached(sign: Sign, publicKey: Bytes, payload: Bytes): Promise<string> {
  const header = protectedHeader(publicKey);
  const signature = await sign(concatBytes(utf8ToBytes(`${header}.`), payload));
  return canonicalText({ signatures: [{ protected: header, signature: bytesToBase64Url(signature) }] });
}

/** Whether a detached JWS is by this key over this payload. The whole file must be as `signDetached` writes it: one signature, one header. */
export async function isDetachedSignedBy(publicKey: Bytes, payload: Bytes, text: string): Promise<boolean> {
  const json = text.length > 4096 ? null : parseCanonical(text);
  if (json === null || !hasExactKeys(json, ["signatures"])) return false;
  const first = firstOf(json.signatures);
  if (!hasExactKeys(first, ["protected", "signature"]) || first.protected !== protectedHeader(publicKey)) return false;
  const signature = typeof first.signature === "string" ? base64UrlToBytes(first.signature) : null;
  return signature !== null && isSignedBy(publicKey, concatBytes(utf8ToBytes(`${first.protected}.`), payload), signature);
}

function firstOf(list: Json): Json | undefined {
  if (!Array.isArray(list) || list.length !== 1) return undefined;
  return (list as readonly Json[])[0];
}
