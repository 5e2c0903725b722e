import type { Random } from "../kernel/ports.ts";
import { randomDigits } from "../kernel/random-digits.ts";

/** Groups of digits that are said aloud: 25 digits are 83 bits. */
const groups = 5;
const groupDigits = 5;

/** A secret to be said aloud, as groups of digits: officers read them in Kazakh, Russian and English alike. */
export function proposeSecret(random: Random): string {
  for (;;) {
    const digits = randomDigits(random, groups * groupDigits);
    // One in some millions looks like nothing random, and would be refused when typed.
    if (isStrongSecret(digits)) return (digits.match(/.{5}/g) ?? []).join(" ");
  }
}

/** The letters and digits of a secret, as both sides mean them: spaces, hyphens and capitals do not matter. */
export function bareSecret(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Whether a secret agreed by hand may be used: 20 digits, or 16 letters and digits, that do not repeat or count. A secret that people made up may be
 * weaker than it looks; the proposed one never is.
 */
export function isStrongSecret(text: string): boolean {
  const bare = [...bareSecret(text)];
  const isDigits = bare.every((sign) => /\p{N}/u.test(sign));
  if (bare.length < (isDigits ? 20 : 16) || new Set(bare).size < (isDigits ? 5 : 7)) return false;
  const steps = new Set(bare.slice(1).map((sign, i) => (sign.codePointAt(0) ?? 0) - (bare[i]?.codePointAt(0) ?? 0)));
  return steps.size >= 5 && !repeats(bare);
}

/** Whether it is one shorter piece again and again. */
function repeats(signs: readonly string[]): boolean {
  for (let period = 1; period <= signs.length / 2; period++) if (signs.every((sign, i) => sign === signs[i % period])) return true;
  return false;
}
