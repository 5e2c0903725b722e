import type { Value } from "../../ledger/model.ts";
import type { PropertyEntry } from "../../ontology/model.ts";
import { canonicalDecimal, isDateText, parseValue } from "../../ontology/value.ts";
import { toPlainText } from "../plain-text.ts";

/** Room for any value; what is longer than a property allows is no value of it. */
const longestLooked = 20_000;

/**
 * The value a text of another program is, by the property's form and checksum: also "5.5 KZT", "36.5 percent" and "2024-01-05–2024-03-01", as our own
 * exports write them, and times with an offset, which become UTC.
 *
 * Gives   null when it is none: nothing is guessed.
 */
export function toldValue(entry: PropertyEntry, said: string): Value | null {
  const text = toPlainText(said, longestLooked);
  if (entry.kind === "date") return dateOf(text);
  if (entry.kind === "decimal") return decimalOf(entry, text);
  if (entry.kind === "amount") {
    const [number = "", ...asset] = text.split(" ");
    return readAs(entry, number, asset.join(" "));
  }
  return readAs(entry, entry.kind === "text" && entry.isLabel !== true ? said : text);
}

function readAs(entry: PropertyEntry, text: string, asset = ""): Value | null {
  const read = parseValue(entry, text, asset);
  return read.ok ? read.value : null;
}

function decimalOf({ units = [] }: PropertyEntry, text: string): Value | null {
  const parts = /^(-?[\d.]+)\s*(%|[a-z-]+)?$/.exec(text);
  const exact = canonicalDecimal(parts?.[1] ?? "");
  if (parts === null || exact === null) return null;
  const unit = parts[2] === "%" ? "percent" : parts[2];
  if (unit === undefined) return { kind: "decimal", text: exact };
  return units.includes(unit) ? { kind: "decimal", text: exact, unit } : null;
}

function dateOf(text: string): Value | null {
  const [first = "", second, more] = text.split("–").map(isoOf);
  if (more !== undefined || first === "" || second === "") return null;
  return { kind: "date", from: first, to: second ?? first };
}

/** A date of one of our precisions in UTC; "" when it is none. A time without a zone is UTC there, as FollowTheMoney says. */
function isoOf(written: string): string {
  const text = written.trim().replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, "$1T");
  const zoned = /T[\d:.]+$/.test(text) ? `${text}Z` : text;
  const cut = zoned.replace(/(\.\d{3})\d+(?=Z|[+-]\d\d:\d\d$)/, "$1");
  if (isDateText(cut)) return cut;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?[+-]\d\d:\d\d$/.test(cut)) return "";
  const instant = Date.parse(cut);
  return Number.isNaN(instant) ? "" : new Date(instant).toISOString().replace(".000Z", "Z");
}
