import { sha256 } from "../crypto/hash.ts";
import type { Bytes } from "../kernel/bytes.ts";

const node = new Uint8Array([1]);

/**
 * The root of a commit's claims: what the author signs, so that withheld claims stay committed to.
 *
 * Takes   leaf hashes in order. Claim ids are leaf hashes already: SHA-256(0x00 ‖ salt ‖ line).
 * Gives   32 bytes; SHA-256 of nothing for an empty list. O(leaves), about 1 µs each.
 * Source  RFC 9162 §2.1.1. Pairing each level and carrying an odd last node up is the same tree as splitting at the largest power of two.
 */
export function merkleRoot(leaves: readonly Bytes[]): Bytes {
  let level = leaves;
  while (level.length > 1) {
    const above: Bytes[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left !== undefined) above.push(right === undefined ? left : sha256(node, left, right));
    }
    level = above;
  }
  return level[0] ?? sha256();
}
