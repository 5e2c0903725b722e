import { type Result, fail, succeed } from "../kernel/result.ts";
import { isDay } from "../ontology/kazakh-numbers.ts";
import { canonicalDecimal } from "../ontology/value.ts";
import type { IntakeError, Rejection, RuleName } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import { findRateColumns, foldHeader, type RateColumns } from "./sniff.ts";
import type { Table } from "./table.ts";

/** Raised whenever the same bytes would be read differently. */
export const ratesReaderVersion = 1;

/** One rate of the table and the row that says it. */
export interface RateSighting {
  /** "USD/KZT": one unit of the first is worth `rate` of the second. */
  readonly pair: string;
  /** Canonical decimal text, above zero. */
  readonly rate: string;
  /** ISO day. */
  readonly onDate: string;
  /** Who set it; "" = not said. */
  readonly authority: string;
  readonly row: number;
  readonly column: string;
}
export interface RateReading {
  readonly rates: readonly RateSighting[];
  /** Rows that say what an earlier row said. */
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

const longestAuthority = 200;

/** Reads a dated table of exchange rates. rates + duplicates + rejected = rows. Two rates of one pair and day are both kept: rivals. O(rows). */
export function readRates(table: Table): Result<RateReading, IntakeError> {
  const { headers } = table.layout;
  const folded = headers.map(foldHeader);
  const columns = findRateColumns(folded);
  if (columns === null) return fail("other-layout", "rate");
  const twice = folded.find((header, at) => Object.values(columns).includes(at) && folded.lastIndexOf(header) !== at);
  if (twice !== undefined) return fail("duplicate-header", twice);
  const known = new Set<string>();
  const rates: RateSighting[] = [];
  const rejected: Rejection[] = [];
  let duplicates = 0;
  table.rows.forEach((cells, at) => {
    const read = readRow(cells, columns, headers);
    if ("rule" in read) return void rejected.push({ row: at + 1, ...read });
    const key = JSON.stringify(read);
    if (known.has(key)) duplicates++;
    else rates.push({ ...read, row: at + 1, column: headers[columns.rate] ?? "" });
    known.add(key);
  });
  return succeed({ rates, duplicates, rejected });
}

type RateCells = Omit<RateSighting, "row" | "column">;

function readRow(row: readonly string[], columns: RateColumns, headers: readonly string[]): RateCells | Omit<Rejection, "row"> {
  if (row.length !== headers.length) return { column: "", value: String(row.length), rule: "cell-count" };
  const cell = (at: number | null): string => (at === null ? "" : (row[at]?.trim() ?? ""));
  const fault = (at: number, rule: RuleName): Omit<Rejection, "row"> => ({ column: headers[at] ?? "", value: row[at] ?? "", rule });
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
