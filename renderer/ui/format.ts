import { useMemo } from "react";
import { addWordForm, type Language, useUiLanguage } from "./translate.ts";

/**
 * Numbers, dates and order of words in the three languages. The only place that may ask Intl: Chromium has no Kazakh data (it says
 * it has, and then writes "2026 M09 5"), so Kazakh comes from the tables below, which a test compares with full ICU.
 */

const noBreak = "\u00A0";
const kazakhMonths = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];
/** The 42 letters in their order; CLDR puts і after ь. */
const kazakhAlphabet = [..."аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"];
const kazakhRank: ReadonlyMap<string, number> = new Map(kazakhAlphabet.map((letter, at) => [letter, at]));
const byteUnits: Readonly<Record<Language, readonly string[]>> = {
  en: ["B", "KB", "MB", "GB", "TB"],
  ru: ["Б", "КБ", "МБ", "ГБ", "ТБ"],
  kk: ["Б", "КБ", "МБ", "ГБ", "ТБ"],
};
const collators: Readonly<Record<"en" | "ru", Intl.Collator>> = {
  en: new Intl.Collator("en", { numeric: true }),
  ru: new Intl.Collator("ru", { numeric: true }),
};
const longDates: Readonly<Record<"en" | "ru", Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
  ru: new Intl.DateTimeFormat("ru", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
};

/** A number with its groups: "12 345,6" in Kazakh and Russian, "12,345.6" in English; up to three decimals. */
export function formatNumber(language: Language, value: number): string {
  const rounded = Math.round(Math.abs(value) * 1000) / 1000;
  return formatDecimal(language, `${value < 0 ? "-" : ""}${rounded.toFixed(3).replace(/\.?0+$/, "")}`);
}

/** An exact decimal text with its groups; every digit stays. Text that is no decimal stays as it is. */
export function formatDecimal(language: Language, text: string): string {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return text;
  const [, sign = "", whole = "", fraction] = parts;
  const isEnglish = language === "en";
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, isEnglish ? "," : noBreak);
  return `${sign}${grouped}${fraction === undefined ? "" : `${isEnglish ? "." : ","}${fraction}`}`;
}

/** An exact amount with its asset: "750 021,25 USDT". */
export function formatAmount(language: Language, text: string, asset: string): string {
  const decimal = formatDecimal(language, text);
  return asset === "" ? decimal : `${decimal}${noBreak}${asset}`;
}

/** dd.mm.yyyy of an ISO text, as far as its precision goes ("03.2024"), or of an instant in local time. */
export function formatDate(_language: Language, date: string | number): string {
  if (typeof date === "string") return date.slice(0, 10).split("-").reverse().join(".");
  const local = new Date(date);
  return `${two(local.getDate())}.${two(local.getMonth() + 1)}.${local.getFullYear()}`;
}

/** The date in words, UTC: "2026 ж. 5 қыркүйек". */
export function formatLongDate(language: Language, instant: number): string {
  const date = new Date(instant);
  if (language !== "kk") return longDates[language].format(date);
  return `${date.getUTCFullYear()} ж. ${date.getUTCDate()} ${kazakhMonths[date.getUTCMonth()] ?? ""}`;
}

/** Date and time to the minute: local with its offset ("28.03.2024 11:38 UTC+5"), or UTC. */
export function formatDateTime(language: Language, instant: number, zone: "local" | "utc" = "local"): string {
  return dateAndTime(language, instant, zone, "");
}

/** The same to the second, for what must be told apart within a minute. */
export function formatMoment(language: Language, instant: number, zone: "local" | "utc" = "local"): string {
  return dateAndTime(language, instant, zone, `:${two(new Date(instant).getUTCSeconds())}`);
}

function dateAndTime(language: Language, instant: number, zone: "local" | "utc", seconds: string): string {
  const date = new Date(instant);
  if (zone === "local") return `${formatDate(language, instant)} ${two(date.getHours())}:${two(date.getMinutes())}${seconds} ${offsetOf(date)}`;
  const [day = "", time = ""] = date.toISOString().split("T");
  return `${formatDate(language, day)} ${time.slice(0, 5)}${seconds} UTC`;
}

/** Time of day, local, to the minute. */
export function formatTime(_language: Language, instant: number): string {
  const date = new Date(instant);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A size in binary steps: "1,5 МБ". */
export function formatBytes(language: Language, sizeBytes: number): string {
  const units = byteUnits[language];
  const step = sizeBytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(sizeBytes) / Math.log(1024)));
  const value = Math.round((sizeBytes / 1024 ** step) * 10) / 10;
  return `${formatNumber(language, value)}${noBreak}${units[step] ?? ""}`;
}

/** A count in a sentence. */
addWordForm("number", (language, value) => (typeof value === "number" ? formatNumber(language, value) : String(value)));
/** A count of bytes in a sentence, given as a number or in decimal; what is not known is a dash. */
addWordForm("bytes", (language, value) => (/^\d+$/.test(String(value)) ? formatBytes(language, Number(value)) : "—"));

/** Order of two texts as the language has it, numbers by value. */
export function compareText(language: Language, a: string, b: string): number {
  return language === "kk" ? compareKazakh(a, b) : collators[language].compare(a, b);
}

function compareKazakh(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [x, y] = [pieceAt(left, i), pieceAt(right, j)];
    const difference = x === y ? 0 : comparePieces(x, y);
    if (difference !== 0) return difference;
    i += x.length;
    j += y.length;
  }
  return left.length - i - (right.length - j) || compareCase(a, b);
}

/** The run of digits or the single character that begins here. */
function pieceAt(text: string, at: number): string {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end > at ? text.slice(at, end) : String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function comparePieces(a: string, b: string): number {
  const difference = classOf(a) - classOf(b);
  if (difference !== 0) return difference;
  if (isDigit(a.charCodeAt(0))) return Number(a) - Number(b);
  const [left, right] = [kazakhRank.get(a), kazakhRank.get(b)];
  return left !== undefined && right !== undefined ? left - right : collators.ru.compare(a, b);
}

/** Signs, then digits, then Cyrillic, then every other script: what CLDR does for Kazakh. */
function classOf(piece: string): number {
  if (isDigit(piece.charCodeAt(0))) return 1;
  if (kazakhRank.has(piece)) return 2;
  return /^\p{L}/u.test(piece) ? 3 : 0;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Equal words: lower case first. */
function compareCase(a: string, b: string): number {
  return a === b ? 0 : a > b ? -1 : 1;
}

const two = (value: number): string => String(value).padStart(2, "0");

function offsetOf(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? "" : `:${two(rest)}`}`;
}

/** The functions of format.ts in the language of the window. */
export interface Format {
  number(value: number): string;
  decimal(text: string): string;
  amount(text: string, asset: string): string;
  date(date: string | number): string;
  longDate(instant: number): string;
  dateTime(instant: number, zone?: "local" | "utc"): string;
  moment(instant: number, zone?: "local" | "utc"): string;
  time(instant: number): string;
  bytes(sizeBytes: number): string;
  compare(a: string, b: string): number;
}

export function useFormat(): Format {
  const language = useUiLanguage();
  return useMemo(
    () => ({
      number: (value) => formatNumber(language, value),
      decimal: (text) => formatDecimal(language, text),
      amount: (text, asset) => formatAmount(language, text, asset),
      date: (date) => formatDate(language, date),
      longDate: (instant) => formatLongDate(language, instant),
      dateTime: (instant, zone) => formatDateTime(language, instant, zone),
      moment: (instant, zone) => formatMoment(language, instant, zone),
      time: (instant) => formatTime(language, instant),
      bytes: (sizeBytes) => formatBytes(language, sizeBytes),
      compare: (a, b) => compareText(language, a, b),
    }),
    [language],
  );
}
