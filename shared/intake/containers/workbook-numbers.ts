/** What a cell's format makes of its number. */
export type NumberForm =
  | { readonly kind: "plain" }
  | { readonly kind: "moment"; readonly hasTime: boolean }
  | { readonly kind: "zeros"; readonly width: number };

const plain: NumberForm = { kind: "plain" };

/** Formats Excel knows by number that show dates or times (ECMA-376 §18.8.30, and those of East Asia). */
const isBuiltInMoment = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** What a number format shows. `code` = a format of the workbook's own. */
export function formOf(id: number, code: string | undefined): NumberForm {
  if (code === undefined) return isBuiltInMoment(id) ? { kind: "moment", hasTime: (id >= 18 && id <= 22) || (id >= 45 && id <= 47) } : plain;
  const [positive = ""] = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  if (/^0{2,}$/.test(positive)) return { kind: "zeros", width: positive.length };
  const shown = positive.replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").replaceAll(/general/gi, "");
  return /[ymdhs]/i.test(shown) ? { kind: "moment", hasTime: /[hs]/i.test(shown) } : plain;
}

/** Digits a spreadsheet keeps of a number; what follows are traces of its arithmetic. */
const keptDigits = 15;

/**
 * A number cell as text.
 *
 * Takes   `written`: as the workbook stores it ("150000.10000000001", "1.5E-3").
 * Gives   plain decimal text of the fifteen digits a spreadsheet keeps; a day or moment as "2025-03-01" or "2025-03-01 09:00:00"; null when it is no number.
 *         Three digits behind the point are given a fourth, "0": the point of a workbook is never one of thousands.
 */
export function numberText(written: string, form: NumberForm, is1904: boolean): string | null {
  const number = Number(written);
  if (written.trim() === "" || !Number.isFinite(number) || Math.abs(number) > 1e300) return null;
  if (form.kind === "moment") return momentText(number, form.hasTime, is1904) ?? plainText(number);
  const text = plainText(number);
  return form.kind === "zeros" && /^\d+$/.test(text) ? text.padStart(form.width, "0") : text;
}

/** Whether a whole number has more digits than a spreadsheet keeps: the last of them are lost. */
export const isTooLong = (written: string): boolean => /^\d{16,}$/.test(written) || (/E\+?\d/i.test(written) && Math.abs(Number(written)) >= 1e15);

function plainText(number: number): string {
  const [, sign = "", lead = "0", more = "", power = "0"] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(number.toExponential(keptDigits - 1)) ?? [];
  const digits = `${lead}${more}`;
  const point = Number(power) + 1;
  const padded = point <= 0 ? `${"0".repeat(1 - point)}${digits}` : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const fraction = padded.slice(at).replace(/0+$/, "");
  if (fraction === "") return `${sign}${padded.slice(0, at)}`.replace(/^-0$/, "0");
  return `${sign}${padded.slice(0, at)}.${fraction}${fraction.length === 3 ? "0" : ""}`;
}

const daySeconds = 86_400;
/** Days from the workbook's first to 1 January 1970. */
const epochs = { 1900: 25_569, 1904: 24_107 } as const;
/** Excel believes that 1900 was a leap year: 29 February 1900 is its day 60. */
const missingDay = 60;
const lastSerial = 2_958_466;

function momentText(serial: number, hasTime: boolean, is1904: boolean): string | null {
  if (serial < 0 || serial >= lastSerial || (!is1904 && Math.floor(serial) === missingDay)) return null;
  const days = is1904 ? serial - epochs[1904] : serial - epochs[1900] + (serial < missingDay ? 1 : 0);
  const seconds = Math.round(days * daySeconds);
  const at = new Date(seconds * 1000).toISOString();
  const time = at.slice(11, 19);
  if (serial < 1) return time;
  return hasTime || seconds % daySeconds !== 0 ? `${at.slice(0, 10)} ${time}` : at.slice(0, 10);
}
