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
