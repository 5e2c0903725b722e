import { invariant } from "../kernel/invariant.ts";
import { minorUnitsToText, shiftDecimal, textToMinorUnits } from "../projections/decimal.ts";

/** An amount as it is kept: plain decimal text without a sign, and which way it goes. */
export interface Amount {
  readonly text: string;
  readonly isNegative: boolean;
}

/**
 * An amount of a layout whose decimal sign is known to be a point ("-0.00050000", "1E-8").
 *
 * Gives   null when it is written otherwise, or is longer than thirty digits on a side of the point. No digit is lost.
 */
export function pointAmount(text: string): Amount | null {
  const parts = /^([+-])?(\d{1,40}(?:\.\d{1,40})?)(?:[eE]([+-]?\d{1,2}))?$/.exec(text.trim());
  if (parts === null) return null;
  const [, sign, digits = "", power = "0"] = parts;
  const plain = power === "0" ? digits : shiftDecimal(digits, Number(power));
  return /^\d{1,30}(?:\.\d{1,30})?$/.test(plain) ? { text: plain, isNegative: sign === "-" } : null;
}

/** What is between the thousands of "1 250,00": space, no-break space, narrow no-break space, thin space, apostrophe. */
const thousandsMarks = /[\u0020\u00a0\u202f\u2009']/g;

/**
 * An amount of a layout that leaves its decimal sign open.
 *
 * Takes   `decimalSign`: what a person said it is.
 * Gives   "ambiguous" for what may be thousands as well as thousandths ("1,250"), null for what is no amount.
 */
export function openAmount(text: string, decimalSign?: "." | ","): Amount | "ambiguous" | null {
  const parts = /^([+-])?\s*([\d.,\u0020\u00a0\u202f\u2009']+)$/.exec(text.trim());
  if (parts === null) return null;
  const [, sign, written = ""] = parts;
  if (/[\u0020\u00a0\u202f\u2009']/.test(written) && !/^\d{1,3}(?:[\u0020\u00a0\u202f\u2009']\d{3})+(?:[.,]\d+)?$/.test(written)) return null;
  const bare = written.replaceAll(thousandsMarks, "");
  const found = decimalSign ?? decimalSignOf(bare, bare !== written);
  if (found === null || found === "ambiguous") return found;
  const other = found === "." ? "," : ".";
  const [whole = "", fraction, ...more] = bare.split(found);
  if (more.length > 0 || !isWhole(whole, other) || (fraction !== undefined && !/^\d+$/.test(fraction))) return null;
  const read = pointAmount(fraction === undefined ? whole.replaceAll(other, "") : `${whole.replaceAll(other, "")}.${fraction}`);
  return read === null ? null : { ...read, isNegative: sign === "-" };
}

function isWhole(whole: string, thousands: string): boolean {
  return /^\d+$/.test(whole) || (thousands === "," ? /^\d{1,3}(?:,\d{3})+$/ : /^\d{1,3}(?:\.\d{3})+$/).test(whole);
}

/** Which sign is the decimal one, where the text itself says so. */
function decimalSignOf(bare: string, hasThousands: boolean): "." | "," | "ambiguous" | null {
  const marks = bare.replaceAll(/\d/g, "");
  if (marks === "") return ".";
  const last = marks.at(-1) === "," ? "," : ".";
  if (marks.length > 1) {
    const isMixed = marks.includes(".") && marks.includes(",");
    if (isMixed) return marks.slice(0, -1).includes(last) ? null : last;
    return last === "," ? "." : ",";
  }
  const isThousands = /^[1-9]\d{0,2}[.,]\d{3}$/.test(bare) && !hasThousands;
  return isThousands ? "ambiguous" : last;
}

/** Decimals of an asset we do not know, at most. */
export const mostDecimals = 30;

/** Below this columns can hold them (`isAmount`). */
const mostUnits = 2n ** 256n;

/** Plain decimal text of whole minor units written in digits ("1500000", 6 → "1.5"); null when it is none. */
export function unitsToAmount(units: string, decimals: number): string | null {
  if (!/^\d{1,78}$/.test(units) || decimals < 0 || decimals > mostDecimals) return null;
  return BigInt(units) < mostUnits ? minorUnitsToText(BigInt(units), decimals) : null;
}

/** How many decimals a text says; null when it is no count up to 30. */
export function decimalsOf(text: string): number | null {
  return /^\d{1,2}$/.test(text) && Number(text) <= mostDecimals ? Number(text) : null;
}

/** Plain decimal text of an amount whose thousands may be parted by commas ("1,250.00" → "1250.00"), for layouts known to write so; null when it is none. `delimiter` of its file. */
export function withoutCommas(text: string, delimiter: string): string | null {
  // Where commas part decimals, "1,250" may be either.
  if (delimiter !== "," && delimiter !== "" && /^\d{1,3},\d{3}$/.test(text)) return null;
  if (/^\d{1,60}(?:\.\d{1,60})?$/.test(text)) return text;
  return /^\d{1,3}(?:,\d{3}){1,20}(?:\.\d{1,60})?$/.test(text) ? text.replaceAll(",", "") : null;
}

/** Digits after the point that sums are kept with: more than any asset has, so that sums are exact. */
const sumDigits = 40;

/** An amount in units of 10⁻⁴⁰, with its sign. */
export function unitsOf({ text, isNegative }: Amount): bigint {
  const units = textToMinorUnits(text, sumDigits);
  invariant(units !== null, "a read amount has forty digits at most");
  return isNegative ? -units : units;
}

/** Exact decimal text of such units. */
export const textOfUnits = (units: bigint): string => minorUnitsToText(units, sumDigits);
