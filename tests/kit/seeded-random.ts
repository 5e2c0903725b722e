import { sha256 } from "../../shared/crypto/hash.ts";
import { type Bytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { Random } from "../../shared/kernel/ports.ts";

/** The same bytes for the same seed: SHA-256 of the seed and a counter, block after block. */
export function createSeededRandom(seed: string): Random {
  let block = 0;
  return {
    bytes(count): Bytes {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at += 32, block++) bytes.set(sha256(utf8ToBytes(`${seed}:${block}`)).subarray(0, Math.min(32, count - at)), at);
      return bytes;
    },
  };
}
