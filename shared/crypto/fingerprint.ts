import type { Bytes } from "../kernel/bytes.ts";
import { sha256Hex } from "./hash.ts";

/**
 * What two people compare aloud: SHA-256 cut to its first 132 bits, as 40 decimal digits in 8 groups of 5.
 * Digits, because officers read them in Kazakh, Russian and English alike. 2^132 has 40 digits, so nothing is lost.
 */
export function fingerprintOf(bytes: Bytes): string {
  const digits = BigInt(`0x${sha256Hex(bytes).slice(0, 33)}`)
    .toString()
    .padStart(40, "0");
  return (digits.match(/.{5}/g) ?? []).join(" ");
}
