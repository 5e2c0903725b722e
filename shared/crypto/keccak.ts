import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "../kernel/bytes.ts";

/** Keccak-256 of bytes. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes);
}

/** Keccak-256 (the padding before FIPS 202, as Ethereum uses it) of a text's UTF-8, 64 hex digits. */
export function keccak256HexOfText(text: string): string {
  return bytesToHex(keccak_256(utf8ToBytes(text)));
}
