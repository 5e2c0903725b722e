/** A table as plain text: one list of texts per row, the header first. */
export type PlainRows = readonly (readonly string[])[];

/** Tab-separated text for the clipboard: tabs and line ends inside a cell become spaces. */
export function plainRowsToTsv(rows: PlainRows): string {
  return rows.map((row) => row.map((cell) => guarded(cell.replaceAll(/[\t\r\n]+/g, " "))).join("\t")).join("\n");
}

/** A CSV file (RFC 4180) with a byte order mark, so that spreadsheets read its Cyrillic. */
export function plainRowsToCsv(rows: PlainRows): string {
  return `\uFEFF${rows.map((row) => row.map((cell) => quoted(guarded(cell))).join(",")).join("\r\n")}\r\n`;
}

/** A cell that a spreadsheet would run as a formula is made text by an apostrophe; numbers stay numbers. */
function guarded(cell: string): string {
  return /^\s*[=+\-@|%\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
