import { shortSha256 } from "../../crypto/short-hash.ts";
import { type EntityId, parseEntityId } from "../../kernel/brand.ts";
import { bytesToHex, utf8ToBytes } from "../../kernel/bytes.ts";
import { canonicalText } from "../../kernel/canonical.ts";
import { invariant } from "../../kernel/invariant.ts";
import { type Result, fail, succeed } from "../../kernel/result.ts";
import { isDay } from "../../ontology/kazakh-numbers.ts";
import { canonicalDecimal } from "../../ontology/value.ts";
import { findColumn } from "../columns.ts";
import type { Harvest } from "../harvest.ts";
import type { ColumnUse, FileLayout, IntakeError, RuleName } from "../model.ts";
import { toPlainText } from "../plain-text.ts";
import { type Fault, foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";

/** A dated table of exchange rates. Two rates of one pair and day are both kept: rivals. */
export const ratesReader: Reader = {
  name: "rates",
  version: 1,
  knows: (folded) => findRateColumns(folded) !== null,
  uses: rateUses,
  start,
};

/** One rate as a row says it. */
interface RateCells {
  /** "USD/KZT": one unit of the first is worth `rate` of the second. */
  readonly pair: string;
  /** Canonical decimal text, above zero. */
  readonly rate: string;
  /** ISO day. */
  readonly onDate: string;
  /** Who set it; "" = not said. */
  readonly authority: string;
}

const longestAuthority = 200;

function start({ layout, folded }: TableFacts, harvest: Harvest): Result<TakeRow, IntakeError> {
  const columns = findRateColumns(folded);
  if (columns === null) return fail("other-layout", "rate");
  const twice = folded.find((header, at) => Object.values(columns).includes(at) && folded.lastIndexOf(header) !== at);
  if (twice !== undefined) return fail("duplicate-header", twice);
  const known = new Set<string>();
  return succeed((cells, row) => {
    const read = readRow(cells, columns, layout.headers);
    if ("rule" in read) return harvest.reject(row, read.column, read.value, read.rule);
    const key = JSON.stringify(read);
    if (known.has(key)) {
      harvest.notice("repeated-rates");
      return harvest.repeat();
    }
    known.add(key);
    harvest.accept();
    sayRate(harvest, read, { row, column: layout.headers[columns.rate] ?? "" });
  });
}

function sayRate(harvest: Harvest, rate: RateCells, place: { readonly row: number; readonly column: string }): void {
  const { pair, onDate, authority } = rate;
  harvest.thing({
    id: rateId(rate),
    type: "rate",
    values: {
      pair: { kind: "identifier", text: pair },
      rate: { kind: "decimal", text: rate.rate },
      onDate: { kind: "date", from: onDate, to: onDate },
      ...(authority === "" ? {} : { authority: { kind: "text", text: authority } }),
    },
    ...place,
  });
}

/** A rate is named by pair, day and authority: two tables that differ about one day then give rival values of one rate. */
export function rateId({ pair, onDate, authority }: Pick<RateCells, "pair" | "onDate" | "authority">): EntityId {
  const key = utf8ToBytes(`dalel.rate.1\n${canonicalText([pair, onDate, authority])}`);
  const id = parseEntityId(bytesToHex(shortSha256(key).subarray(0, 16)));
  invariant(id !== null, "16 bytes make an entity id");
  return id;
}

function readRow(row: readonly string[], columns: RateColumns, headers: readonly string[]): RateCells | Fault {
  if (row.length !== headers.length) return { column: "", value: String(row.length), rule: "cell-count" };
  const cell = (at: number | null): string => (at === null ? "" : (row[at]?.trim() ?? ""));
  const fault = (at: number, rule: RuleName): Fault => ({ column: headers[at] ?? "", value: row[at] ?? "", rule });
  const onDate = parseDay(cell(columns.onDate));
  if (onDate === null) return fault(columns.onDate, "date");
  const pair = parsePair(columns.pair === null ? `${cell(columns.base)}/${cell(columns.quote)}` : cell(columns.pair));
  if (pair === null) return fault(columns.pair ?? columns.base ?? columns.quote ?? 0, "pair");
  const rate = canonicalDecimal(cell(columns.rate));
  if (rate === null || rate === "0" || rate.startsWith("-")) return fault(columns.rate, "rate");
  return { pair, rate, onDate, authority: toPlainText(cell(columns.authority), longestAuthority) };
}

/** "2025-12-31" or "31.12.2025", when there is such a day; two-figure years and slashes are not guessed at. */
function parseDay(text: string): string | null {
  const iso = /^(\d{2})\.(\d{2})\.(\d{4})$/.test(text) ? text.split(".").reverse().join("-") : text;
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, day = 0] = parts;
  return isDay(year, month, day) ? iso : null;
}

/** Two different assets: "usd / kzt" → "USD/KZT". */
function parsePair(text: string): string | null {
  const [, base, quote] = /^([A-Za-z0-9]{2,12})\s*\/\s*([A-Za-z0-9]{2,12})$/.exec(text) ?? [];
  if (base === undefined || quote === undefined || base.toUpperCase() === quote.toUpperCase()) return null;
  return `${base.toUpperCase()}/${quote.toUpperCase()}`;
}

/** Columns of a table of exchange rates. */
interface RateColumns {
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
function findRateColumns(foldedHeaders: readonly string[]): RateColumns | null {
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

function rateUses({ headers }: FileLayout): readonly ColumnUse[] {
  const columns = findRateColumns(headers.map(foldHeader));
  const properties = new Map<number | null, string>();
  if (columns !== null) {
    properties.set(columns.onDate, "onDate").set(columns.rate, "rate").set(columns.authority, "authority");
    for (const at of columns.pair === null ? [columns.base, columns.quote] : [columns.pair]) properties.set(at, "pair");
  }
  return headers.map((header, at) => {
    const property = properties.get(at);
    return property === undefined ? { header, use: "ignored", type: "", property: "" } : { header, use: "read", type: "rate", property };
  });
}
