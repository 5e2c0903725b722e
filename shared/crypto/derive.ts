import { argon2id } from "hash-wasm";
import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";

/** What guessing one passphrase costs: memory in KiB, passes over it; one lane. */
export interface KdfStrength {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** About 0.6 s here. */
export const usualStrength: KdfStrength = { memoryKiB: 131_072, passes: 3 };
/** RFC 9106 §4, second recommended option: nothing weaker is written or read, but by tests that say so. */
export const leastStrength: KdfStrength = { memoryKiB: 65_536, passes: 3 };
/** More than this is refused on reading: a damaged header must not take the machine's memory. */
export const greatestStrength: KdfStrength = { memoryKiB: 1_048_576, passes: 16 };

/** Whether a stored strength may be used: not below `floor`, not above the greatest. */
export function isStrengthAllowed(strength: KdfStrength, floor: KdfStrength = leastStrength): boolean {
  const isWithin = (value: number, least: number, most: number): boolean => Number.isSafeInteger(value) && value >= least && value <= most;
  return (
    isWithin(strength.memoryKiB, floor.memoryKiB, greatestStrength.memoryKiB) && isWithin(strength.passes, floor.passes, greatestStrength.passes)
  );
}

/**
 * A key from what a person types: Argon2id (RFC 9106, version 1.3, one lane).
 *
 * Takes   any text, normalised to NFC so that keyboards agree (RFC 8265 OpaqueString); a random salt of 16 bytes or more.
 * Gives   32 bytes.
 * Cost    by `strength`, on the calling thread.
 */
export async function deriveFromPassphrase(passphrase: string, salt: Bytes, strength: KdfStrength): Promise<Bytes> {
  invariant(salt.length >= 16, "a salt has 16 bytes or more");
  const hash = await argon2id({
    password: utf8ToBytes(passphrase.normalize("NFC")),
    salt,
    iterations: strength.passes,
    memorySize: strength.memoryKiB,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  });
  return new Uint8Array(hash);
}

/** A key for one use from a key of full strength: HKDF-SHA-256 (RFC 5869), without salt, `use` as info. Gives 32 bytes. */
export async function deriveSubkey(secret: Bytes, use: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8ToBytes(use) }, key, 256);
  return new Uint8Array(bits);
}
