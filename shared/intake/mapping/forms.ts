import { parseInstantMs } from "../../kernel/brand.ts";
import { isDay } from "../../ontology/kazakh-numbers.ts";
import type { DateOrder, DecimalSign } from "./model.ts";

/** A number as a column writes it: plain decimal text without a sign, and which way it goes. */
export interface WrittenNumber {
  readonly text: string;
  readonly isNegative: boolean;
}

/**
 * A number whose decimal sign is known.
 *
 * Takes   thousands in threes, parted by one sign of a kind (a space, an apostrophe, or the sign that is not the decimal one); "(1 200)" and a minus
 *         before or behind are less than zero.
 * Gives   null when it is written otherwise: nothing is guessed and no digit is lost.
 */
export function writtenNumber(raw: string, sign: DecimalSign): WrittenNumber | null {
  const text = raw.trim();
  const bracketed = /^\((.*)\)$/.exec(text)?.[1]?.trim();
  const parts = /^([-+−]?)\s*([^-+−]*?)\s*([-−]?)$/.exec(bracketed ?? text);
  if (parts === null) return null;
  const [, before = "", magnitude = "", behind = ""] = parts;
  const minus = [before, behind].filter((one) => one === "-" || one === "−").length + (bracketed === undefined ? 0 : 1);
  const digits = (sign === "." ? pointed : comma).exec(magnitude);
  if (minus > 1 || (minus === 1 && before === "+") || digits === null) return null;
  const [, grouped = "", , plain = "", fraction = ""] = digits;
  const whole = (grouped || plain).replaceAll(/\D/g, "").replace(/^0+(?=\d)/, "");
  if (whole.length > longestPart || fraction.length > longestPart) return null;
  return { text: fraction === "" ? whole : `${whole}.${fraction}`, isNegative: minus === 1 };
}
const longestPart = 30;
const pointed = /^(?:(\d{1,3}(?:([ \u00a0\u2009\u202f'’,])\d{3})(?:\2\d{3})*)|(\d+))(?:\.(\d+))?$/;
const comma = /^(?:(\d{1,3}(?:([ \u00a0\u2009\u202f'’.])\d{3})(?:\2\d{3})*)|(\d+))(?:,(\d+))?$/;

/** A day, and the time of the day where one is written. */
export interface WrittenDate {
  /** ms since 1970 UTC; of a day without a time, its beginning where it was written. */
  readonly time: number;
  /** As the ledger writes it: "2025-03-28", or "2025-03-28T01:38:00Z". */
  readonly text: string;
  readonly hasTime: boolean;
}

/**
 * A date of a column whose order of day and month is known.
 *
 * Takes   `order` "unix" for seconds or milliseconds since 1970; `offsetMinutes` ahead of UTC of times that do not say their own ("Z", "+05:00").
 *         Two-digit years are none: the century would be guessed.
 */
export function writtenDate(raw: string, order: DateOrder, offsetMinutes: number): WrittenDate | null {
  const text = raw.trim();
  if (order === "unix") return unixDate(text);
  const parts = dateForms[order].exec(text);
  if (parts === null) return null;
  const [first = 0, second = 0, third = 0] = [1, 3, 4].map((at) => Number(parts[at]));
  const [year, month, day] = order === "ymd" ? [first, second, third] : order === "dmy" ? [third, second, first] : [third, first, second];
  if (!isDay(year, month, day)) return null;
  if (parts[5] === undefined) return instant(Date.UTC(year, month - 1, day) - offsetMinutes * minuteMs, dayText(year, month, day));
  const hour = hourOf(Number(parts[5]), parts[9]);
  const [minute, secondsOfMinute, fraction] = [Number(parts[6]), Number(parts[7] ?? 0), Number((parts[8] ?? "").slice(0, 3).padEnd(3, "0"))];
  if (hour === null || minute > 59 || secondsOfMinute > 59) return null;
  const offset = offsetOf(parts[10], offsetMinutes);
  if (offset === null) return null;
  return instant(Date.UTC(year, month - 1, day, hour, minute, secondsOfMinute, fraction) - offset * minuteMs, null);
}
const minuteMs = 60_000;

const clock = "(?:[T ,]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?: ?([AaPp][Mm]))?(?: ?(Z|UTC|[+-]\\d{2}:?\\d{2}))?)?";
const dayFirst = new RegExp(`^(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})${clock}$`);
const dateForms = { ymd: new RegExp(`^(\\d{4})([./-])(\\d{1,2})\\2(\\d{1,2})${clock}$`), dmy: dayFirst, mdy: dayFirst } as const;

function unixDate(text: string): WrittenDate | null {
  if (!/^\d{9,10}(?:\.\d{1,9})?$|^\d{12,13}$/.test(text)) return null;
  const [whole = "", fraction = ""] = text.split(".");
  return instant(whole.length > 10 ? Number(whole) : Number(whole) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0")), null);
}

function instant(time: number, day: string | null): WrittenDate | null {
  if (parseInstantMs(time) === null) return null;
  return { time, text: day ?? new Date(time).toISOString().replace(/\.000Z$/, "Z"), hasTime: day === null };
}

const dayText = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** The hour of a day of 24 hours; null when a clock never shows it. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function offsetOf(said: string | undefined, otherwise: number): number | null {
  if (said === undefined) return otherwise;
  if (said === "Z" || said === "UTC") return 0;
  const [hours, minutes] = [Number(said.slice(1, 3)), Number(said.slice(-2))];
  return hours > 14 || minutes > 59 ? null : (said.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** Whether a column's dates leave open by which clock they are: some have a time of the day that does not say its own. */
export function needsClock(cells: readonly string[], order: DateOrder | ""): boolean {
  return order !== "unix" && cells.some((cell) => /\d{1,2}:\d{2}/.test(cell) && !/(?:Z|UTC|[+-]\d{2}:?\d{2})\s*$/.test(cell.trim()));
}

/** Which order the dates of a column have: one that more of them fit than any other; "" when several fit as many, and a person has to say. */
export function dateOrderOf(cells: readonly string[]): DateOrder | "" | null {
  const said = cells.filter((cell) => cell.trim() !== "");
  // Day.month.year: months do not come first between dots.
  const orders = (["ymd", "dmy", "mdy", "unix"] as const).filter((order) => order !== "mdy" || !said.every((cell) => /^\s*\d{1,2}\./.test(cell)));
  return bestOf(
    said,
    orders.map((order) => ({ name: order, fits: (cell: string) => writtenDate(cell, order, 0)?.time })),
  );
}

/** Which decimal sign the numbers of a column have; "" when both fit and say different numbers; null when the column holds no numbers. */
export function decimalSignOf(cells: readonly string[]): DecimalSign | "" | null {
  const said = cells.filter((cell) => cell.trim() !== "");
  return bestOf(
    said,
    ([".", ","] as const).map((sign) => ({ name: sign, fits: (cell: string) => writtenNumber(cell, sign)?.text })),
  );
}

interface Form<Name extends string> {
  readonly name: Name;
  fits(cell: string): string | number | undefined;
}

/** The form most cells have; "" where forms are even and say different things. null when fewer than eight of ten cells have any one form. */
function bestOf<Name extends string>(cells: readonly string[], forms: readonly Form<Name>[]): Name | "" | null {
  const read = forms.map(({ name, fits }) => ({ name, values: cells.map((cell) => fits(cell)) }));
  const counted = read.map((each) => ({ ...each, count: each.values.filter((value) => value !== undefined).length }));
  const most = Math.max(0, ...counted.map(({ count }) => count));
  if (cells.length === 0 || most * 10 < cells.length * 8) return null;
  const [first, ...others] = counted.filter(({ count }) => count === most);
  if (first === undefined) return null;
  const isOne = others.every(({ values }) => values.every((value, at) => value === first.values[at]));
  return isOne ? first.name : "";
}
