import { propertyEntry } from "../ontology/read.ts";
import { canonicalHost } from "./host-name.ts";
import type { ProfileName } from "./model.ts";

/** Headers of a Tronscan or OKLink TRC-20 transfer export, folded; their order does not matter. */
export const transferHeaders = {
  transaction: "tx hash",
  time: "blocktime(utc)",
  from: "from",
  to: "to",
  value: "value",
  symbol: "symbol",
  contract: "tokenaddress",
  isConfirmed: "isconfirm",
} as const;

/** A header as it is compared: trimmed, lower case, single spaces. */
export function foldHeader(header: string): string {
  return header.trim().toLowerCase().replaceAll(/\s+/g, " ");
}

/** Which layout the rows have, by their header and never by the file's name. */
export function sniffProfile(rows: readonly (readonly string[])[]): { readonly profile: ProfileName | null; readonly hasHeader: boolean } {
  const headers = (rows[0] ?? []).map(foldHeader);
  if (Object.values(transferHeaders).every((header) => headers.includes(header))) return { profile: "tronscan.trc20", hasHeader: true };
  if (findRateColumns(headers) !== null) return { profile: "rates", hasHeader: true };
  if (findColumn(headers, "site", "domain") !== null) return { profile: "domain-list", hasHeader: true };
  return isBareList(rows) ? { profile: "domain-list", hasHeader: false } : { profile: null, hasHeader: true };
}

/** The column whose header names a property in any language: its best alias wins, then the leftmost. */
export function findColumn(foldedHeaders: readonly string[], type: string, property: string): number | null {
  for (const alias of propertyEntry(type, property)?.aliases ?? []) {
    const at = foldedHeaders.indexOf(foldHeader(alias));
    if (at >= 0) return at;
  }
  return null;
}

/** Columns of a table of exchange rates. */
export interface RateColumns {
  readonly onDate: number;
  readonly rate: number;
  /** Either one column for both assets, or one for each. */
  readonly pair: number | null;
  readonly base: number | null;
  readonly quote: number | null;
  readonly authority: number | null;
}
const baseHeaders = ["base", "base currency", "базовая валюта", "базалық валюта"];
const quoteHeaders = ["quote", "quote currency", "котируемая валюта", "валюта котировки", "баға валютасы", "бағаланатын валюта"];

/** The columns of a rate table, or null when day, rate or assets have none. */
export function findRateColumns(foldedHeaders: readonly string[]): RateColumns | null {
  const named = (aliases: readonly string[]): number | null => {
    const at = foldedHeaders.findIndex((header) => aliases.includes(header));
    return at < 0 ? null : at;
  };
  const [onDate, rate, pair] = [
    findColumn(foldedHeaders, "rate", "onDate"),
    findColumn(foldedHeaders, "rate", "rate"),
    findColumn(foldedHeaders, "rate", "pair"),
  ];
  const [base, quote] = [named(baseHeaders), named(quoteHeaders)];
  if (onDate === null || rate === null || (pair === null && (base === null || quote === null))) return null;
  return { onDate, rate, pair, base, quote, authority: findColumn(foldedHeaders, "rate", "authority") };
}

const looked = 20;

/** A list without a header: most of the first rows begin with a host name. */
function isBareList(rows: readonly (readonly string[])[]): boolean {
  const first = rows.slice(0, looked);
  return first.filter((row) => canonicalHost(row[0] ?? "").ok).length * 2 > first.length;
}
