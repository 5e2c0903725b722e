import type { PlainRows } from "./plain-rows.ts";

/** What the mounted table shows, for the commands that copy and save it. */
export interface ShownTable {
  readonly name: "entities" | "links" | "flows";
  readonly shown: number;
  /** Before the filter. */
  readonly total: number;
  /** Ids of the rows of the case that are chosen, or shown. */
  ids(which: "chosen" | "shown"): readonly string[];
  /** Rows as texts, the header first: the chosen ones, or all shown when none is. */
  plainRows(which: "chosen" | "shown"): PlainRows;
}

let shownTable: ShownTable | null = null;

/** The panel says what it shows while it is mounted; null when it is gone. */
export function showTable(table: ShownTable | null): void {
  shownTable = table;
}

export function currentTable(): ShownTable | null {
  return shownTable;
}
