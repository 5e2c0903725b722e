import { succeed } from "../kernel/result.ts";
import { foldHeader } from "./reader.ts";
import { readerOf } from "./readers.ts";
import type { Cells, RowBatches, Table } from "./table.ts";

/** Headers of the columns that stand behind the original ones where rejected rows were saved to be mended elsewhere. */
export const returnedHeaders = ["dalel:row", "dalel:column", "dalel:reason"] as const;

/**
 * A table of rejected rows that comes back mended, as the table it was: without the columns that say why, and without the apostrophes that kept a
 * spreadsheet from running a cell. Any other table as it is.
 */
export function asReturned(table: Table): Table {
  const { headers } = table.layout;
  const width = headers.length - returnedHeaders.length;
  if (width < 1 || !returnedHeaders.every((header, at) => foldHeader(headers[width + at] ?? "") === header)) return table;
  const own = headers.slice(0, width);
  const bare = (cells: Cells): Cells => (cells.length === headers.length ? cells.slice(0, width).map(freed) : cells);
  return {
    ...table,
    layout: { ...table.layout, headers: own },
    reader: readerOf(own),
    head: table.head.map(bare),
    batches: () => bareRows(table.batches(), bare),
  };
}

async function* bareRows(rows: RowBatches, bare: (cells: Cells) => Cells): RowBatches {
  for await (const batch of rows) yield batch.ok ? succeed(batch.value.map(bare)) : batch;
}

/** The cell as it was before it was held (`heldCell`). */
function freed(cell: string): string {
  return /^'\s*[=+\-@|%\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
