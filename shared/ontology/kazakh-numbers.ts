import { type Failure, type Result, fail, succeed } from "../kernel/result.ts";

export type NumberError = Failure<"bad-form" | "bad-checksum" | "impossible-date">;
type NumberResult = Result<string, NumberError>;

/** Checks an individual identification number: YYMMDD, century and sex, serial, check digit. Gives the 12 digits. */
export function checkIin(raw: string): NumberResult {
  const digits = raw.replaceAll(/[\s-]/g, "");
  if (!/^\d{12}$/.test(digits)) return fail("bad-form");
  // The seventh digit names the century: there is no other.
  if (!/^\d{6}[1-6]/.test(digits)) return fail("impossible-date");
  if (!isDay(yearOf(digits), Number(digits.slice(2, 4)), Number(digits.slice(4, 6)))) return fail("impossible-date");
  return hasCheckDigit(digits) ? succeed(digits) : fail("bad-checksum");
}

/** The day of birth an individual identification number names, as an ISO day; null when it names none. */
export function birthDayOfIin(text: string): string | null {
  const checked = checkIin(text);
  if (!checked.ok) return null;
  const digits = checked.value;
  return `${yearOf(digits)}-${digits.slice(2, 4)}-${digits.slice(4, 6)}`;
}

const yearOf = (iin: string): number => 1800 + 100 * Math.floor((Number(iin[6]) - 1) / 2) + Number(iin.slice(0, 2));

/** Checks a business identification number: YYMM, type 4–6, sign 0–3, serial, check digit. Gives the 12 digits. */
export function checkBin(raw: string): NumberResult {
  const digits = raw.replaceAll(/[\s-]/g, "");
  if (!/^\d{4}[456][0-3]\d{6}$/.test(digits)) return fail("bad-form");
  const month = Number(digits.slice(2, 4));
  if (month < 1 || month > 12) return fail("impossible-date");
  return hasCheckDigit(digits) ? succeed(digits) : fail("bad-checksum");
}

/** Checks an IBAN (ISO 13616, MOD 97-10 of ISO 7064); a Kazakh one has 20 characters. Gives it without spaces, in capitals. */
export function checkIban(raw: string): NumberResult {
  const text = raw.replaceAll(/\s/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return fail("bad-form");
  if (text.startsWith("KZ") && !/^KZ\d{5}[A-Z0-9]{13}$/.test(text)) return fail("bad-form");
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97;
  return rest === 1 ? succeed(text) : fail("bad-checksum");
}

const secondWeights = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

/** Whether the last of twelve digits is the check digit of the others. */
export function hasCheckDigit(digits: string): boolean {
  const sum = (weight: (i: number) => number): number => secondWeights.reduce((total, _, i) => total + Number(digits[i]) * weight(i), 0) % 11;
  const first = sum((i) => i + 1);
  const check = first === 10 ? sum((i) => secondWeights[i] ?? 0) : first;
  return check < 10 && check === Number(digits[11]);
}

/** Whether a day exists in the Gregorian calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}
