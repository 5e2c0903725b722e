import type { Value } from "../ledger/model.ts";
import { textOfValue } from "../projections/value-text.ts";
import { countryCode } from "./countries.ts";
import { instantOf, oneDate } from "./dates.ts";
import type { FtmKind } from "./ftm-schemata.ts";

/** Signs a value may have, by kind and, where a property says otherwise, by property. */
const longest: Readonly<Record<FtmKind, number>> = {
  name: 384,
  string: 1024,
  text: 65_000,
  identifier: 64,
  number: 250,
  date: 32,
  country: 16,
  url: 4096,
  phone: 32,
  email: 250,
  address: 250,
  mimetype: 250,
  checksum: 40,
  entity: 200,
};
const longestOf: Readonly<Record<string, number>> = { publicKey: 128, bic: 16 };

/** A value in the form FollowTheMoney has for it; null = it has none, and the value is said as words. */
export function ftmValue(kind: FtmKind, property: string, value: Value): string | null {
  const text = formOf(kind, value);
  return text === null || text === "" || text.length > (longestOf[property] ?? longest[kind]) ? null : text;
}

function formOf(kind: FtmKind, value: Value): string | null {
  const text = textOfValue(value).trim();
  switch (kind) {
    case "name":
    case "string":
    case "identifier":
    case "address":
      return text.includes("\n") ? null : text;
    case "text":
      return text;
    case "number":
      return value.kind === "decimal" || value.kind === "amount" ? value.text : null;
    case "date":
      return dateOf(value);
    case "country":
      return countryCode(text);
    case "url":
      return isUrl(text) ? text : null;
    case "phone":
      return phoneOf(text);
    case "email":
      return /^[^\s@"(),:;<>[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) ? text.toLowerCase() : null;
    case "mimetype":
      return /^[\w.+-]+\/[\w.+-]+$/.test(text) ? text.toLowerCase() : null;
    // Their checksums are SHA-1; a SHA-256 is said as words.
    case "checksum":
      return /^[0-9a-f]{40}$/.test(text) ? text : null;
    case "entity":
      return null;
  }
}

/** A prefix of an ISO time, in UTC and without fractions; theirs begin with the year 1000. */
function dateOf(value: Value): string | null {
  const date = oneDate(value);
  if (date === null || !/^[12]/.test(date)) return null;
  if (!date.includes("T")) return date;
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(date);
  return (zoned ? (instantOf(date) ?? date) : date).slice(0, 19).replace(/[Z.].*$/, "");
}

/** E.164; a Kazakh number as it is dialled at home begins with 8. */
function phoneOf(text: string): string | null {
  const digits = text.replace(/[\s()-]/g, "");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  return /^[78]7\d{9}$/.test(digits) ? `+7${digits.slice(1)}` : null;
}

/** Parsed by hand: the window's own parser would also mend what is broken. */
function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+\.[^\s/?#]+([/?#]\S*)?$/i.test(text);
}
