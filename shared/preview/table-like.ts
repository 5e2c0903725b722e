import type { Table } from "../intake/table.ts";

const looked = 200;

/** A text that is plainly a table: a layout we know, or at least two columns, a row, and nine rows in ten with as many cells as there are columns. */
export function isTableLike({ reader, layout, head }: Table): boolean {
  if (reader !== null) return head.length > 0;
  const first = head.slice(0, looked);
  const fitting = first.filter((cells) => cells.length === layout.headers.length).length;
  return layout.headers.length > 1 && first.length > 0 && fitting * 10 >= first.length * 9;
}
