import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { streamNonce } from "./stream-nonce.ts";

/** Plain bytes of a segment: all are full but the last. */
export const segmentBytes = 1_048_576;
export const segmentTagBytes = 16;
export const sealedSegmentBytes = segmentBytes + segmentTagBytes;
export const segmentSaltBytes = 16;
export const segmentCheckBytes = 32;

/** What seals the segments of one file. `check` stands in the file: GCM alone lets one ciphertext open under two keys. */
export interface SegmentKey {
  readonly key: CryptoKey;
  readonly check: Bytes;
}

const info = utf8ToBytes("dalel.segments.1 ");

/**
 * The key of one file: HKDF-SHA-256 (RFC 5869) of `secret` with a random salt and what stands before the segments as info, so that no two files
 * share a key and nothing before the segments can be exchanged.
 *
 * Takes   `secret` as `importSealingKey` gives it; 16 random bytes; the hash of all that stands before.
 */
export async function deriveSegmentKey(secret: CryptoKey, salt: Bytes, before: Bytes): Promise<SegmentKey> {
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array([...info, ...before]) };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(derivation, secret, 8 * (32 + segmentCheckBytes)));
  const key = await crypto.subtle.importKey("raw", derived.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  const check = derived.slice(32);
  derived.fill(0);
  return { key, check };
}

/** One segment sealed in its place: STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) with AES-256-GCM; the nonce is its number and whether it is the last. */
export async function sealSegment({ key }: SegmentKey, index: number, isLast: boolean, plain: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: streamNonce(index, isLast) }, key, plain));
}

/** The plain segment, or null: altered, out of its place, of another file, or not the last where the last should be. */
export async function openSegment({ key }: SegmentKey, index: number, isLast: boolean, sealed: Bytes): Promise<Bytes | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: streamNonce(index, isLast) }, key, sealed));
  } catch {
    return null;
  }
}
