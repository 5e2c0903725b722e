import { type Failure, type Result, fail, succeed } from "../kernel/result.ts";
import type { Value } from "../ledger/model.ts";
import { isPlainText } from "../ledger/value.ts";
import { type CheckError, checkValue, longestUrl } from "./check.ts";
import { isDay } from "./kazakh-numbers.ts";
import type { PropertyEntry } from "./model.ts";

export type ValueError = CheckError | Failure<"empty" | "not-a-number" | "not-a-date" | "no-asset" | "unknown-choice" | "not-text" | "needs-file">;

/** UTF-16 units of one text, note or reason, at most: value and note together stay under the longest claim line. */
export const longestValueText = 10_000;
/** Of what names or identifies a thing, and of the name of an asset: it stands in charts, tables and lists. */
export const longestName = 500;

/** Of the purpose and of the legal basis of a bundle. */
export const longestReason = 4000;

/** How long a value of a property may be, in UTF-16 units. */
export function longestOf(entry: PropertyEntry): number {
  if (entry.check === "url") return longestUrl;
  const isName = entry.kind !== "text" || entry.match !== undefined || entry.isRequired === true || entry.isLabel === true;
  return isName ? longestName : longestValueText;
}

/**
 * Makes a value of what a person typed: trimmed, checked by the property's form and checksum, in canonical spelling.
 *
 * Takes   for amounts also the asset ("USDT", "KZT" or a contract); dates as YYYY, YYYY-MM, YYYY-MM-DD or with a UTC time.
 */
export function parseValue(entry: PropertyEntry, raw: string, asset = ""): Result<Value, ValueError> {
  const text = raw.trim().normalize("NFC");
  if (text === "") return fail("empty");
  if (text.length > longestOf(entry) || asset.length > longestName) return fail("too-long");
  if (!text.isWellFormed() || !isPlainText(text)) return fail("not-text");
  switch (entry.kind) {
    case "text":
      return succeed({ kind: "text", text });
    case "choice":
      return entry.choices?.includes(text) ? succeed({ kind: "text", text }) : fail("unknown-choice");
    case "identifier":
      return parseIdentifier(entry, text);
    case "decimal":
      return decimal(text, (exact) => ({ kind: "decimal", text: exact }));
    case "amount":
      return asset.trim() === "" ? fail("no-asset") : decimal(text, (exact) => ({ kind: "amount", text: exact, asset: asset.trim() }));
    case "date":
      return isDateText(text) ? succeed({ kind: "date", from: text, to: text }) : fail("not-a-date");
    case "file":
      return fail("needs-file");
  }
}

function parseIdentifier(entry: PropertyEntry, text: string): Result<Value, ValueError> {
  const checked = checkValue(entry.check ?? "none", text);
  return checked.ok ? succeed({ kind: "identifier", text: checked.value }) : checked;
}

function decimal(text: string, make: (exact: string) => Value): Result<Value, ValueError> {
  const exact = canonicalDecimal(text);
  return exact === null ? fail("not-a-number") : succeed(make(exact));
}

/** The one text of a decimal: no leading or trailing zeros, a point, no exponent ("007.50" → "7.5"); null when it is not one. */
export function canonicalDecimal(text: string): string | null {
  const parts = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text);
  if (parts === null) return null;
  const whole = (parts[2] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = (parts[3] ?? "").replace(/0+$/, "");
  const magnitude = fraction === "" ? whole : `${whole}.${fraction}`;
  return magnitude === "0" ? "0" : `${parts[1]}${magnitude}`;
}

/** Whether a text is an ISO 8601 date of any of our precisions that exists in the calendar. */
export function isDateText(text: string): boolean {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?Z)?)?)?$/.exec(text);
  if (parts === null) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (month !== undefined && !isDay(year ?? 0, month, day ?? 1)) return false;
  return (hour ?? 0) <= 23 && (minute ?? 0) <= 59 && (second ?? 0) <= 59;
}
