/**
 * Rows as CSV that is safe to open: RFC 4180 with CR LF, and a byte order mark in front, by which spreadsheets know UTF-8; no cell is run as a
 * formula (`heldCell`).
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map((cell) => quoted(heldCell(cell))).join(",")).join("\r\n")}\r\n`;
}

/** A cell that a spreadsheet would run as a formula is made text by an apostrophe; numbers stay numbers. */
export function heldCell(cell: string): string {
  return /^\s*[=+\-@|%\t\r\n＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
