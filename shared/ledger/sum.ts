import type { Bytes } from "../kernel/bytes.ts";

/** Bytes of a sum. */
export const sumBytes = 8;
const [one, two] = [0x9e3779b1, 0x85ebca6b];

/**
 * A sum that finds accidents: each step maps its state one to one, so that no single changed word can keep it. Under a seal that nobody opens without
 * the key, that is all a check of our own writing is for. About 1 GB/s, a tenth of the time of a hash.
 */
export function sumOf(bytes: Uint8Array): Bytes {
  let [a, b] = [bytes.length | 0, 0x5bd1e995];
  const whole = bytes.length - (bytes.length % 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < whole; at += 4) {
    const word = view.getInt32(at);
    a = Math.imul(a ^ word, one);
    a ^= a >>> 15;
    b = (Math.imul(b ^ word, two) + a) | 0;
  }
  for (let at = whole; at < bytes.length; at++) {
    a = Math.imul(a ^ (bytes[at] ?? 0), one);
    a ^= a >>> 15;
    b = (Math.imul(b ^ (bytes[at] ?? 0), two) + a) | 0;
  }
  const sum = new Uint8Array(sumBytes);
  const written = new DataView(sum.buffer);
  written.setInt32(0, a);
  written.setInt32(4, b);
  return sum;
}
