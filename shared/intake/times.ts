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

/** A moment as a file writes it, and what is to be said of how it writes it. */
export interface Moment {
  readonly at: InstantMs;
  /** Its year was written with two digits. */
  readonly isShortYear: boolean;
  /** It is a day without a time: 00:00 of that day stands for it. */
  readonly isDayOnly: boolean;
}

/** Forms of dates whose order of parts is known: the year first ("2025-03-28 06:38:00", "25-03-28 …"), or the day first with points ("28.03.2025 06:38"). */
const momentForms = {
  "year-first": /^(?<year>\d{4}|\d{2})([/-])(?<month>\d{1,2})\2(?<day>\d{1,2})(?:[ T](?<time>\d.*))?$/,
  "day-first": /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4}|\d{2})(?:[ T]+(?<time>\d.*))?$/,
} as const;
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z| UTC)?$/;

/**
 * A moment of a known form.
 *
 * Takes   `offset`: minutes the clock of the file was ahead of UTC.
 * Gives   null when no such moment exists, or it is written otherwise. Fractions of a second are cut. A day without a time is kept as that day, whatever
 *         the offset.
 */
export function parseMoment(text: string, form: keyof typeof momentForms, offset = 0): Moment | null {
  const parts = momentForms[form].exec(text.trim())?.groups;
  if (parts === undefined) return null;
  const { year: written = "", month = "", day = "", time } = parts;
  const year = Number(written) + (written.length === 2 ? 2000 : 0);
  const clock =
    time === undefined
      ? [0, 0, 0]
      : timeOfDay
          .exec(time)
          ?.slice(1)
          .map((part) => Number(part ?? 0));
  if (clock === undefined || !isDay(year, Number(month), Number(day))) return null;
  const [hour = 0, minute = 0, second = 0] = clock;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const local = Date.UTC(year, Number(month) - 1, Number(day), hour, minute, second);
  const at = parseInstantMs(time === undefined ? local : local - offset * 60_000);
  return at === null ? null : { at, isShortYear: written.length === 2, isDayOnly: time === undefined };
}

/** Minutes ahead of UTC that a header says of its column ("Date(UTC+0)", "UTC_Time", "Time(UTC+8)"); null when it says none. */
export function offsetOfHeader(folded: string): number | null {
  const parts = /(?:^utc_time$|\(utc(?:([+-])(\d{1,2})(?::?(\d{2}))?)?\))/.exec(folded);
  if (parts === null) return null;
  const [, sign, hours = "0", minutes = "0"] = parts;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Milliseconds of a count of seconds or milliseconds since 1970 UTC, as digits; null when it is none, or of no year up to 9999. */
export function parseUnix(text: string, unit: "s" | "ms"): InstantMs | null {
  return /^\d{1,16}$/.test(text) ? parseInstantMs(Number(text) * (unit === "s" ? 1000 : 1)) : null;
}
