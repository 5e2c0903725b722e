import type { MendedCell, ReadingChoices } from "./model.ts";
import type { Cells } from "./table.ts";

/** Gives the cells of a row as a person mended them, and how many of them; a cell that is not there cannot be mended. */
export function mender({ mended = [] }: ReadingChoices): (cells: Cells, row: number) => { readonly cells: Cells; readonly count: number } {
  const byRow = new Map<number, MendedCell[]>();
  for (const mend of mended) byRow.set(mend.row, [...(byRow.get(mend.row) ?? []), mend]);
  return (cells, row) => {
    const mends = byRow.size === 0 ? [] : (byRow.get(row) ?? []).filter(({ column }) => column < cells.length);
    return { cells: mends.reduce((before, { column, value }) => before.with(column, value), cells), count: mends.length };
  };
}
