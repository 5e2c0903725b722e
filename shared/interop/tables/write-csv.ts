import { holdCell } from "./held-cell.ts";
import type { OutputMark, PlainTable, WriterNotes } from "./model.ts";

export const csvDelimiters = [",", ";", "\t"] as const;

export interface CsvForm {
  readonly delimiter: (typeof csvDelimiters)[number];
  /** A byte order mark in front, by which spreadsheets know UTF-8. */
  readonly hasByteOrderMark: boolean;
}

/**
 * A table as CSV: RFC 4180 with CR LF, UTF-8, no cell that a spreadsheet runs (`holdCell`). The mark of the whole is its last column, the same in every
 * row: a comment would be a row to whoever reads it, and a row that is copied elsewhere keeps what binds it.
 *
 * Gives   pieces of text, one a row. `notes` counts what was held.
 */
export function* writeCsv({ columns, rows }: PlainTable, mark: OutputMark, form: CsvForm, notes: WriterNotes): IterableIterator<string> {
  const quoted = quoter(form.delimiter);
  const cell = (text: string): string => {
    const held = holdCell(text);
    if (held !== text) notes.held += 1;
    return quoted(held);
  };
  if (form.hasByteOrderMark) yield "\uFEFF";
  const titles = [...columns.map(({ title }) => title), mark.title];
  yield `${titles.map((title) => quoted(holdCell(title))).join(form.delimiter)}\r\n`;
  const last = quoted(holdCell(mark.line));
  for (const row of rows) yield `${row.map(cell).join(form.delimiter)}${form.delimiter}${last}\r\n`;
}

function quoter(delimiter: string): (text: string) => string {
  return (text) => (text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
}
