import { bankReaders } from "./readers/banks.ts";
import { exchangeReaders } from "./readers/exchanges.ts";
import { explorerReaders } from "./readers/explorers.ts";
import { domainListReader } from "./readers/domain-list.ts";
import { isIdentifier } from "./identifiers.ts";
import { foldHeader, type Reader } from "./reader.ts";
import { listReaders } from "./readers/lists.ts";
import { ratesReader } from "./readers/rates.ts";
import { recognisedReader } from "./readers/recognised.ts";
import { tronscanReader } from "./readers/tronscan.ts";

/** Every layout we read; the first that knows a header reads it, so the narrower come first. */
const readers: readonly Reader[] = [
  ...[tronscanReader, ...explorerReaders, ...exchangeReaders].map((reader) => ({ ...reader, isPointed: true })),
  ...bankReaders,
  ...listReaders,
  ratesReader,
  domainListReader,
  recognisedReader,
];

export function readerNamed(name: string): Reader | null {
  return readers.find((reader) => reader.name === name) ?? null;
}

/** The reader of a table whose columns have names. */
export function readerOf(headers: readonly string[], head: readonly (readonly string[])[] = []): Reader | null {
  const folded = headers.map(foldHeader);
  return readers.find((reader) => reader.knows(folded, head)) ?? null;
}

/** Rows above a header, at most: some exchanges say first whose account it is. */
const mostPreamble = 20;

/**
 * Which layout rows have, and which of them is the header, by what they say and never by the file's name.
 *
 * Gives   `headerAt` null when the rows have none; reader null, and the first row as the header, when nothing is known.
 */
export function findHeader(rows: readonly (readonly string[])[]): { readonly reader: Reader | null; readonly headerAt: number | null } {
  const looked = rows.slice(0, mostPreamble + 1);
  for (const [headerAt, row] of looked.entries()) {
    if (headerAt > 0 && !isBelowPreamble(row, looked.slice(0, headerAt))) continue;
    const reader = readerOf(row, looked.slice(headerAt + 1));
    if (reader !== null) return { reader, headerAt };
  }
  const bare = bareReaderOf(rows);
  return bare === null ? { reader: null, headerAt: isData(rows[0] ?? []) ? null : 0 } : { reader: bare, headerAt: null };
}

/** Whether a first row is one of data: no header is an address or a number with a check digit. */
const isData = (cells: readonly string[]): boolean => cells.some((cell) => isIdentifier(cell.trim()));

/** The reader of rows without any header. */
export function bareReaderOf(rows: readonly (readonly string[])[]): Reader | null {
  return readers.find((each) => each.knowsBare?.(rows) === true) ?? null;
}

/** Whether a row may be a header though others stand above it: they say less than it does, so they are no rows of its table. */
function isBelowPreamble(header: readonly string[], above: readonly (readonly string[])[]): boolean {
  const said = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== "").length;
  return said(header) >= narrowestHeader && above.every((row) => said(row) < said(header));
}
const narrowestHeader = 3;
