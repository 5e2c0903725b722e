import { createKeyedHash, sha256Hex } from "../crypto/hash.ts";
import { type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { type Bytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";

/** Bytes of a claim's salt: enough that a withheld line is never guessed from its id. */
export const saltBytes = 16;
/** Bytes of the key the salts of one commit come from. */
export const saltKeyBytes = 32;

const leaf = new Uint8Array([0]);

/** The id of a claim: SHA-256(0x00 ‖ salt ‖ UTF-8 of the line), an RFC 9162 leaf hash. */
export function claimIdOf(salt: Bytes, line: string): ClaimId {
  const id = parseClaimId(sha256Hex(leaf, salt, utf8ToBytes(line)));
  invariant(id !== null, "a hash is a claim id");
  return id;
}

/** The salts of one commit: HMAC-SHA-256(salt key, index as 4 bytes, big-endian), its first 16 bytes. */
export function createSalts(saltKey: Bytes): (index: number) => Bytes {
  const keyed = createKeyedHash(saltKey);
  const message = new Uint8Array(4);
  const view = new DataView(message.buffer);
  return (index) => {
    view.setUint32(0, index);
    return keyed(message).slice(0, saltBytes);
  };
}

/** The leaf hashes of claim ids. */
export function claimIdsToLeaves(ids: readonly ClaimId[]): readonly Bytes[] {
  return ids.map((id) => {
    const bytes = hexToBytes(id);
    invariant(bytes !== null, "a claim id is hex");
    return bytes;
  });
}
