import { createKeyedHash, sha256Hex } from "../crypto/hash.ts";
import { type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { type Bytes, concatBytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { longestLineBytes } from "./model.ts";

/** Bytes of a claim's salt: enough that a withheld line is never guessed from its id. */
export const saltBytes = 16;
/** Bytes of the key the salts of one commit come from. */
export const saltKeyBytes = 32;

/** The id of a claim: SHA-256(0x00 ‖ salt ‖ UTF-8 of the line), an RFC 9162 leaf hash. */
export function claimIdOf(salt: Bytes, line: string): ClaimId {
  const isLong = 3 * line.length > longestLineBytes || salt.length !== saltBytes;
  const id = parseClaimId(sha256Hex(isLong ? concatBytes(new Uint8Array(1), salt, utf8ToBytes(line)) : leafOf(salt, line)));
  invariant(id !== null, "a hash is a claim id");
  return id;
}

const encoder = new TextEncoder();
/** Used again for each line: new memory for each, and each part given by itself, costs a browser more than the hash. */
const scratch = new Uint8Array(1 + saltBytes + longestLineBytes);
const lineRoom = scratch.subarray(1 + saltBytes);

/** What a short claim's id is the hash of; until the next is asked for. */
function leafOf(salt: Bytes, line: string): Uint8Array {
  scratch.set(salt, 1);
  return scratch.subarray(0, 1 + saltBytes + encoder.encodeInto(line, lineRoom).written);
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
