import { textOf } from "./short-text.ts";

const noDigit = 255;
const [zero, nine, a, f] = [48, 57, 97, 102];
const digitOf = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code >= zero && code <= nine) return code - zero;
  return code >= a && code <= f ? code - a + 10 : noDigit;
});
const codeOf = Uint8Array.from({ length: 16 }, (_, digit) => (digit < 10 ? zero + digit : a + digit - 10));
/** Digits of a text made in one step: two hashes. */
const mostBytes = 64;
const digits = new Array<number>(2 * mostBytes).fill(zero);

/** Writes the bytes of a text of lower-case hex digits (an even number) at a place; false when it is no such text. */
export function writeHexDigits(text: string, into: Uint8Array, at: number): boolean {
  for (let i = 0; i < text.length; i += 2) {
    const [high, low] = [digitOf[text.charCodeAt(i)] ?? noDigit, digitOf[text.charCodeAt(i + 1)] ?? noDigit];
    if ((high | low) > 15) return false;
    into[at + (i >> 1)] = (high << 4) | low;
  }
  return true;
}

/** Some bytes as lower-case hex. Ids are read by the hundred thousand: one pass, one text. */
export function readHexDigits(bytes: Uint8Array, at: number, count: number): string {
  if (count > mostBytes) return readHexDigits(bytes, at, mostBytes) + readHexDigits(bytes, at + mostBytes, count - mostBytes);
  for (let i = 0; i < count; i++) {
    const byte = bytes[at + i] ?? 0;
    digits[2 * i] = codeOf[byte >> 4] ?? zero;
    digits[2 * i + 1] = codeOf[byte & 15] ?? zero;
  }
  return textOf(digits, 2 * count);
}
