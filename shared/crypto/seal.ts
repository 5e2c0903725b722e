import { areBytesEqual, type Bytes, concatBytes, freeBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";

/**
 * Sealing: AES-256-GCM (NIST SP 800-38D), each segment under a key of its own.
 *
 * segment = version 1 ‖ 16-byte id ‖ 32-byte key check ‖ ciphertext ‖ 16-byte tag
 * HKDF-SHA-256 (RFC 5869; salt = id, info = "dalel.seal.1") of the sealing key gives 64 bytes: the segment key and the key check.
 *
 * A segment key is used once, so the nonce is zero and no random nonce can repeat: an id is never given twice (`nextSealId`). The key check makes the seal committing: GCM alone lets
 * one ciphertext open under two keys. The purpose (what this is, of what, in which place) is authenticated, so segments cannot be exchanged.
 */
const version = 1;
const idBytes = 16;
const checkBytes = 32;
const headBytes = 1 + idBytes + checkBytes;
const tagBytes = 16;
const info = utf8ToBytes("dalel.seal.1");
const zeroNonce = new Uint8Array(12);

/** What sealing adds to the content. */
export const sealOverheadBytes = headBytes + tagBytes;

/** A sealing key for use: not extractable. Takes 32 secret bytes. */
export function importSealingKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
}

const countBytes = 6;
let count: number | null = null;

/**
 * The id of the next segment: 10 random bytes, then a 6-byte count of the segments of this thread, which begins at a random number.
 *
 * Within a thread no id repeats before 2^48 segments, whatever `random` gives. Between threads two ids are alike by a chance of 2^-128 a pair.
 */
export function nextSealId(random: Random): Bytes {
  count ??= random.bytes(countBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  count = (count + 1) % 2 ** (8 * countBytes);
  const id = new Uint8Array(idBytes);
  id.set(random.bytes(idBytes - countBytes));
  for (let i = 0, rest = count; i < countBytes; i++, rest = Math.floor(rest / 256)) id[idBytes - 1 - i] = rest % 256;
  return id;
}

/** Seals content for one purpose. The same content never gives the same bytes twice. */
export async function sealBytes(key: CryptoKey, purpose: string, content: Bytes, random: Random): Promise<Bytes> {
  const [head, rest] = await (await prepareSeal(key, random)).seal(purpose, content);
  const segment = concatBytes(head, rest);
  freeBytes(rest);
  return segment;
}

/** A segment whose key is made and whose content is not known yet: for who wants to seal without waiting. */
export interface PreparedSeal {
  /** Once: a second content under the same key would be a bug, and throws. Gives the segment in two parts, its head and the rest. */
  seal(purpose: string, content: Bytes): Promise<readonly [Bytes, Bytes]>;
}

export async function prepareSeal(key: CryptoKey, random: Random): Promise<PreparedSeal> {
  const id = nextSealId(random);
  let segment: Segment | null = await deriveSegment(key, id, "encrypt");
  return {
    seal: async (purpose, content) => {
      invariant(segment !== null, "a segment key is used once");
      const { key: own, check } = segment;
      segment = null;
      const rest = await crypto.subtle.encrypt(gcm(purpose), own, content);
      return [concatBytes(new Uint8Array([version]), id, check), new Uint8Array(rest)];
    },
  };
}

/** The content, or null: wrong key, wrong purpose, changed or cut bytes, newer version. Which of them is not told. */
export async function openSealed(key: CryptoKey, purpose: string, sealed: Bytes): Promise<Bytes | null> {
  if (sealed.length < sealOverheadBytes || sealed[0] !== version) return null;
  const segment = await deriveSegment(key, sealed.slice(1, 1 + idBytes), "decrypt");
  if (!areBytesEqual(segment.check, sealed.subarray(1 + idBytes, headBytes))) return null;
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(purpose), segment.key, sealed.subarray(headBytes)));
  } catch {
    return null;
  }
}

function gcm(purpose: string): { readonly name: "AES-GCM"; readonly iv: Bytes; readonly additionalData: Bytes } {
  return { name: "AES-GCM", iv: zeroNonce, additionalData: utf8ToBytes(purpose) };
}

interface Segment {
  readonly key: CryptoKey;
  readonly check: Bytes;
}

async function deriveSegment(key: CryptoKey, id: Bytes, use: "encrypt" | "decrypt"): Promise<Segment> {
  const bits = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: id, info }, key, 8 * (32 + checkBytes));
  const derived = new Uint8Array(bits);
  const segmentKey = await crypto.subtle.importKey("raw", derived.slice(0, 32), "AES-GCM", false, [use]);
  return { key: segmentKey, check: derived.slice(32) };
}
