/** Exact decimal text of whole minor units: (11599999998n, 6) → "11599.999998"; no trailing zeros. */
export function minorUnitsToText(units: bigint, decimals: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** Whole minor units of a plain decimal text, or null when it is none or has more digits than the asset. */
export function textToMinorUnits(text: string, decimals: number): bigint | null {
  const parts = /^(\d{1,60})(?:\.(\d{1,60}))?$/.exec(text);
  const fraction = (parts?.[2] ?? "").replace(/0+$/, "");
  return parts === null || fraction.length > decimals ? null : BigInt(`${parts[1]}${fraction.padEnd(decimals, "0")}`);
}

/** A number as a fraction of whole numbers: arithmetic on it loses nothing. The denominator is positive. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

/** The fraction of a canonical decimal text; null when it is none. */
export function ratioOf(text: string): Ratio | null {
  const parts = /^(-?)(\d{1,60})(?:\.(\d{1,60}))?$/.exec(text);
  if (parts === null) return null;
  const [, sign = "", whole = "", fraction = ""] = parts;
  return { over: BigInt(`${sign}${whole}${fraction}`), under: 10n ** BigInt(fraction.length) };
}

/** a − b as exact decimal text without trailing zeros; null when either is no canonical decimal text. */
export function differenceOf(a: string, b: string): string | null {
  const [left, right] = [ratioOf(a), ratioOf(b)];
  if (left === null || right === null) return null;
  // Both are over powers of ten: the greater one fits both.
  const under = left.under > right.under ? left.under : right.under;
  return minorUnitsToText((left.over * under) / left.under - (right.over * under) / right.under, String(under).length - 1);
}

/** −1, 0 or 1: exact. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const [left, right] = [a.over * b.under, b.over * a.under];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** a ÷ b, exact. The divisor is above zero. */
export function divideRatios(a: Ratio, b: Ratio): Ratio {
  return { over: a.over * b.under, under: a.under * b.over };
}

/** A ratio times a power of ten, exact; the power may be negative. */
export function scaleRatio({ over, under }: Ratio, power: number): Ratio {
  return power >= 0 ? { over: over * 10n ** BigInt(power), under } : { over, under: under * 10n ** BigInt(-power) };
}

/** A decimal text times a power of ten: the point moves, no digit is lost ("60000000", 3 → "60000000000"). Text that is no decimal stays. */
export function shiftDecimal(text: string, power: number): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return text;
  const [, sign = "", whole = "", fraction = ""] = parts;
  const places = fraction.length - power;
  const units = BigInt(`${sign}${whole}${fraction}`);
  return places >= 0 ? minorUnitsToText(units, places) : (units * 10n ** BigInt(-places)).toString();
}

/**
 * A ratio as decimal text to `digits` significant digits, halves away from zero.
 *
 * Gives   `isExact` false when digits were left out: the text then is shown as "about".
 */
export function ratioText(ratio: Ratio, digits: number): { readonly text: string; readonly isExact: boolean } {
  const [over, sign] = ratio.over < 0n ? [-ratio.over, "-"] : [ratio.over, ""];
  const { under } = ratio;
  const lead = (over / under).toString();
  let places = digits - lead.length;
  // Below one the first significant digit stands further right.
  if (lead === "0" && over > 0n) for (places = digits; over * 10n ** BigInt(places - digits + 1) < under; ) places += 1;
  places = Math.max(0, places);
  const scaled = over * 10n ** BigInt(places);
  const rounded = (2n * scaled + under) / (2n * under);
  return { text: `${rounded === 0n ? "" : sign}${minorUnitsToText(rounded, places)}`, isExact: rounded * under === scaled };
}
