import { heldCell } from "../../../shared/kernel/csv-text.ts";

/** A table as plain text: one list of texts per row, the header first. */
export type PlainRows = readonly (readonly string[])[];

/**
 * The same with how many statements of each row rest on a stolen key and wait for a ruling, as a column of its own at the end: what is sealed in no vault
 * any more keeps its mark. As they are where there are none.
 */
export function withStolen(rows: PlainRows, counts: readonly number[], title: string): PlainRows {
  if (counts.every((count) => count === 0)) return rows;
  return rows.map((row, at) => [...row, at === 0 ? title : String(counts[at - 1] ?? 0)]);
}

/** Tab-separated text for the clipboard: tabs and line ends inside a cell become spaces. */
export function plainRowsToTsv(rows: PlainRows): string {
  return rows.map((row) => row.map((cell) => heldCell(cell.replaceAll(/[\t\r\n]+/g, " "))).join("\t")).join("\n");
}
