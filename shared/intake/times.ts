import { type InstantMs, parseInstantMs } from "../kernel/brand.ts";
import { isDay } from "../ontology/kazakh-numbers.ts";

/** Milliseconds of "2025/03/28 06:38:00" (or with hyphens, or a T) in UTC; null when no such moment exists. */
export function parseUtc(text: string): InstantMs | null {
  const separator = text.charCodeAt(4);
  const isForm =
    text.length === 19 &&
    (separator === slash || separator === hyphen) &&
    text.charCodeAt(7) === separator &&
    (text.charCodeAt(10) === space || text.charCodeAt(10) === letterT) &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon;
  if (!isForm) return null;
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)];
  const [hour, minute, second] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2)];
  if (!isDay(year, month, day) || !(hour <= 23 && minute <= 59 && second <= 59)) return null;
  return parseInstantMs(Date.UTC(year, month - 1, day, hour, minute, second));
}

const [slash, hyphen, space, letterT, colon, zero] = [0x2f, 0x2d, 0x20, 0x54, 0x3a, 0x30];

/** A whole number of so many digits; NaN when one of them is none. */
function digitsAt(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
