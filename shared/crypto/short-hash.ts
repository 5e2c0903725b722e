import { sha256 } from "@noble/hashes/sha2.js";
import type { Bytes } from "../kernel/bytes.ts";

/**
 * SHA-256 (FIPS 180-4) in plain JavaScript, for inputs of a few hundred bytes: checksums of addresses and derived ids. Code that also
 * runs in the window must use this one: no WebAssembly may be compiled there. Long inputs belong to hash.ts. 32 bytes.
 */
export function shortSha256(input: Uint8Array): Bytes {
  return new Uint8Array(sha256(input));
}
