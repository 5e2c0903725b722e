import { type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Rejection, RuleName } from "../../../shared/intake/model.ts";

/**
 * The rejected rows as CSV (RFC 4180, UTF-8 with a byte order mark, as spreadsheets expect). Cells that a spreadsheet would run as a
 * formula are held down by an apostrophe: the file they come from is not trusted.
 */
export function rejectedCsv(titles: readonly string[], rejected: readonly Rejection[], reasonOf: (rule: RuleName) => string): Bytes {
  const lines = rejected.map(({ row, column, value, rule }) => [String(row), column, value, rule, reasonOf(rule)]);
  return utf8ToBytes(`\uFEFF${[titles, ...lines].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`);
}

function cell(text: string): string {
  const held = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(held) ? `"${held.replaceAll('"', '""')}"` : held;
}
