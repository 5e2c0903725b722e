import { createKeyedHash } from "../crypto/hash.ts";
import { bytesToHex, type Bytes, utf8ToBytes } from "../kernel/bytes.ts";

/** What a stored name stands for; part of what is hashed, so that no two kinds share a name. */
export type NameKind = "run" | "note" | "file" | "chunk" | "keeping";

/** Names as the store sees them: HMAC-SHA-256 under the name key, 128 bits in hex. Nobody without the key can test a guess (a case id, a file hash). */
export type NameOf = (kind: NameKind, name: string) => string;

export function createNames(nameKey: Bytes): NameOf {
  const keyed = createKeyedHash(nameKey);
  return (kind, name) => bytesToHex(keyed(utf8ToBytes(`${kind}:${name}`)).subarray(0, 16));
}
