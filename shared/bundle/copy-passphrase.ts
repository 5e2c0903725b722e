import { randomDigits } from "../kernel/random-digits.ts";
import type { Random } from "../kernel/ports.ts";

const digits = 30;
/** Signs that stand between digits and say nothing: spaces, hyphens and dashes of any kind, other punctuation, signs nobody sees. */
const between = /[\s\p{P}\p{Cf}\u2212]/gu;

/** The passphrase of a copy for somebody without keys: thirty digits, 99 bits, in groups that can be read aloud in any language. */
export function newCopyPassphrase(random: Random): string {
  return inGroups(randomDigits(random, digits));
}

/**
 * What a person typed, as it was sealed: whoever writes thirty digits may leave out hyphens, put spaces for them, or copy a space along. Anything else is
 * taken as it is. `age -d` wants the groups with their hyphens.
 */
export function typedPassphrase(typed: string): string {
  const bare = typed.replace(between, "");
  return new RegExp(`^\\d{${digits}}$`).test(bare) ? inGroups(bare) : typed;
}

const inGroups = (bare: string): string => (bare.match(/.{5}/g) ?? []).join("-");
