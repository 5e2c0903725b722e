/** Where the reader of a grid stands: a row (from 0), or -1 and a column for the header. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}
interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

/** The place a key leads to, or null for a key that moves nothing. */
export function movedPlace(key: string, at: GridPlace, size: GridSize): GridPlace | null {
  const row = rowAfter(key, at.row, size);
  if (row !== null) return { row: Math.max(-1, Math.min(size.rows - 1, row)), column: at.column };
  if (at.row !== -1) return null;
  const column = { ArrowLeft: at.column - 1, ArrowRight: at.column + 1 }[key];
  return column === undefined ? null : { row: -1, column: Math.max(0, Math.min(size.columns - 1, column)) };
}

function rowAfter(key: string, row: number, { rows, page }: GridSize): number | null {
  switch (key) {
    case "ArrowDown":
      return row + 1;
    case "ArrowUp":
      return row - 1;
    case "PageDown":
      return Math.max(0, row) + page;
    case "PageUp":
      return Math.max(0, row - page);
    case "Home":
      return 0;
    case "End":
      return rows - 1;
    default:
      return null;
  }
}

/** The keys between two rows, the one of `to` first: what Shift selects. */
export function keysBetween(keys: readonly string[], from: number, to: number): readonly string[] {
  const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1);
  return to >= from ? range.toReversed() : range;
}
