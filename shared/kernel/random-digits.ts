import type { Random } from "./ports.ts";

/** Decimal digits, each as likely as another: what officers can read aloud in any language. */
export function randomDigits(random: Random, count: number): string {
  let digits = "";
  // Bytes above 249 are left out: they would favour the low digits.
  while (digits.length < count) for (const byte of random.bytes(count)) if (byte < 250 && digits.length < count) digits += byte % 10;
  return digits;
}
