/**
 * Rows as CSV that is safe to open: RFC 4180 with CR LF, and a byte order mark in front, by which spreadsheets know UTF-8. A cell that a
 * spreadsheet would run as a formula is held down by an apostrophe.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const held = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(held) ? `"${held.replaceAll('"', '""')}"` : held;
}
