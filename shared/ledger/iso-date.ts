const iso =
  /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a text is a calendar date or time of any precision: 2024, 2024-03, 2024-03-28, 2024-03-28T06:38, …:00, …:00.123, with Z, an offset or neither.
 *
 * Ranges  years 0000–9999, days that exist (29 February only in leap years), seconds to 59, fractions to 9 digits, offsets to 14:59.
 * Source  ISO 8601-1:2019 extended format; a part of RFC 3339.
 */
export function isIsoDate(text: string): boolean {
  const parts = iso.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  if (day > (daysOfMonth[month - 1] ?? 0)) return false;
  return !(month === 2 && day === 29) || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}
