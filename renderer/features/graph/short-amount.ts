/**
 * An exact decimal text rounded for a label: no fraction from 100 on, two digits below, two that count below 1. Half goes away from zero,
 * by digits, never through a float. Text that is no decimal stays as it is.
 */
export function shortAmount(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return text;
  const [, sign = "", whole = "0", fraction = ""] = parts;
  if (whole.replace(/^0+/, "").length >= 3) return sign + roundedTo(whole, fraction, 0);
  if (whole.replace(/^0+/, "") !== "") return sign + roundedTo(whole, fraction, 2);
  const leading = /^0*/.exec(fraction)?.[0].length ?? 0;
  return sign + roundedTo(whole, fraction, Math.max(2, leading + 2));
}

function roundedTo(whole: string, fraction: string, digits: number): string {
  const padded = fraction.padEnd(digits + 1, "0");
  const kept = BigInt(whole + padded.slice(0, digits)) + (padded.charCodeAt(digits) >= 0x35 ? 1n : 0n);
  const text = String(kept).padStart(digits + 1, "0");
  const cut = text.length - digits;
  const rest = text.slice(cut).replace(/0+$/, "");
  return rest === "" ? text.slice(0, cut) : `${text.slice(0, cut)}.${rest}`;
}
