import { sha1 } from "@noble/hashes/legacy.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";

/**
 * A UUID of version 5: the same name under the same namespace has the same one, wherever it is made. A name for exports, no proof of anything: SHA-1
 * is broken for that.
 *
 * Takes   `namespace`: a UUID in its usual form of 36 signs.
 * Gives   36 signs, lower case.
 * Source  RFC 9562 §5.5
 */
export function nameUuid(namespace: string, name: string): string {
  const prefix = hexToBytes(namespace.replaceAll("-", ""));
  invariant(prefix?.length === 16, "a namespace is a UUID");
  const bytes = sha1(concatBytes(prefix, utf8ToBytes(name))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
