import { csvText, heldCell } from "../../../shared/kernel/csv-text.ts";

/** A table as plain text: one list of texts per row, the header first. */
export type PlainRows = readonly (readonly string[])[];

/** Tab-separated text for the clipboard: tabs and line ends inside a cell become spaces. */
export function plainRowsToTsv(rows: PlainRows): string {
  return rows.map((row) => row.map((cell) => heldCell(cell.replaceAll(/[\t\r\n]+/g, " "))).join("\t")).join("\n");
}

/** A CSV file that spreadsheets read in any language and run nothing of. */
export function plainRowsToCsv(rows: PlainRows): string {
  return csvText(rows);
}
