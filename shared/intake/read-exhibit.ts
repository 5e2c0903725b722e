import { type Result, fail, succeed } from "../kernel/result.ts";
import type { TransferColumns } from "../projections/model.ts";
import type { IntakeError, RowWindow } from "./model.ts";
import { readTable } from "./table.ts";
import { readTronscan, tronscanReaderVersion } from "./tronscan.ts";

/** Reads an exhibit again as its dataset says: the same bytes give the same columns, here and at a partner's. */
export function readTransfers(
  bytes: Uint8Array,
  reader: { readonly reader: string; readonly readerVersion: number },
): Result<TransferColumns, IntakeError> {
  if (reader.reader !== "tronscan.trc20" || reader.readerVersion !== tronscanReaderVersion) return fail("unknown-reader");
  const table = readTable(bytes);
  if (!table.ok) return table;
  if (table.value.profile !== "tronscan.trc20") return fail("other-layout", reader.reader);
  const read = readTronscan(table.value);
  return read.ok ? succeed(read.value.transfers) : read;
}

/** Cells as written of `count` data rows from row `fromRow` on (from 1), to look at the place a fact points to. Any table, known or not. */
export function readRows(bytes: Uint8Array, fromRow: number, count: number): Result<RowWindow, IntakeError> {
  const table = readTable(bytes);
  if (!table.ok) return table;
  const { layout, rows } = table.value;
  const first = Math.max(1, fromRow);
  const shown = rows.slice(first - 1, first - 1 + Math.max(0, count));
  return succeed({ layout, total: rows.length, rows: shown.map((cells, i) => ({ row: first + i, cells })) });
}
