/** Characters the core asks for at least. */
export const shortestPassphrase = 12;

/** The one thing that would help most. Sentences: `gate:advice.<name>`. */
export type Advice = "empty" | "too-short" | "common" | "personal" | "pattern" | "more-words" | "good" | "strong";

export interface Strength {
  /** 0 is refused here. */
  readonly level: 0 | 1 | 2 | 3 | 4;
  /** Estimated bits, rather too low than too high. */
  readonly bits: number;
  readonly advice: Advice;
}

/** Words that begin every list of guesses; Latin and Cyrillic, and the same keys in the other layout. */
const common: ReadonlySet<string> = new Set([
  ..."password passwort passphrase parol admin administrator qwerty letmein welcome dragon monkey football iloveyou secret login".split(" "),
  ..."пароль парольпароль секрет админ привет любовь йцукен администратор құпиясөз құпия казахстан қазақстан kazakhstan astana almaty астана алматы".split(
    " ",
  ),
]);
/** Runs of neighbouring keys and of the alphabets. */
const rows = [
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "йцукенгшщзхъ",
  "фывапролджэ",
  "ячсмитьбю",
  "abcdefghijklmnopqrstuvwxyz",
  "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
  "01234567890",
];

/**
 * How hard a passphrase is to guess by somebody who knows how people choose: words count as words, not as letters; rows of keys, repeats,
 * years and what is known of the officer count for next to nothing. `known` = names of the officer and the agency.
 */
export function passphraseStrength(text: string, known: readonly string[]): Strength {
  if (text === "") return { level: 0, bits: 0, advice: "empty" };
  const personal = new Set(known.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2));
  const seen = new Set<string>();
  const faults = new Set<Advice>();
  let bits = 0;
  for (const [token] of text.matchAll(/\p{L}+|\p{N}+|[^\p{L}\p{N}]+/gu)) {
    const word = token.toLowerCase();
    const judged = seen.has(word) ? { bits: 1, fault: /[\p{L}\p{N}]/u.test(word) ? ("pattern" as const) : null } : bitsOf(token, personal);
    seen.add(word);
    bits += judged.bits;
    if (judged.fault !== null) faults.add(judged.fault);
  }
  const level = levelOf(text, bits);
  return { level, bits: Math.round(bits), advice: adviceFor(text, level, faults) };
}

function levelOf(text: string, bits: number): Strength["level"] {
  if ([...text].length < shortestPassphrase || bits < 30) return 0;
  return bits < 42 ? 1 : bits < 56 ? 2 : bits < 70 ? 3 : 4;
}

function adviceFor(text: string, level: Strength["level"], faults: ReadonlySet<Advice>): Advice {
  if ([...text].length < shortestPassphrase) return "too-short";
  if (level === 4) return "strong";
  if (level === 3) return "good";
  return (["common", "personal", "pattern"] as const).find((fault) => faults.has(fault)) ?? "more-words";
}

interface Judged {
  readonly bits: number;
  readonly fault: Advice | null;
}

function bitsOf(token: string, personal: ReadonlySet<string>): Judged {
  const word = token.toLowerCase();
  if (/^\p{L}/u.test(word)) return wordBits(token, word, personal);
  const length = [...token].length;
  if (/^\p{N}/u.test(word)) return numberBits(word, length);
  return { bits: Math.min(length, new Set(token).size + 1) * 3, fault: null };
}

/** A word out of some ten thousand is 13 bits; letters beyond the eighth add a little; capitals inside a little more. */
function wordBits(token: string, word: string, personal: ReadonlySet<string>): Judged {
  const length = [...word].length;
  if (common.has(word)) return { bits: 4, fault: "common" };
  if (personal.has(word)) return { bits: 3, fault: "personal" };
  if (isPattern(word)) return { bits: 5, fault: "pattern" };
  const capitals = [...token].slice(1).filter((letter) => letter !== letter.toLowerCase()).length;
  return { bits: Math.min(length * 3.3, 13 + Math.max(0, length - 8) * 1.5) + Math.min(capitals, 4) * 1.5, fault: null };
}

function numberBits(word: string, length: number): Judged {
  if (/^(19|20)\d\d$/.test(word)) return { bits: 6, fault: null };
  return isPattern(word) ? { bits: 4, fault: "pattern" } : { bits: Math.min(length, 12) * 2.8, fault: null };
}

/** One character again and again, or keys and letters in their order, forwards or backwards. */
function isPattern(word: string): boolean {
  if (word.length >= 3 && new Set(word).size <= 2) return true;
  const backwards = [...word].reverse().join("");
  return word.length >= 4 && rows.some((row) => row.includes(word) || row.includes(backwards));
}
