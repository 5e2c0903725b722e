import { fail, type Result, succeed } from "../kernel/result.ts";
import type { FileHash } from "../kernel/brand.ts";
import type { TransferColumns } from "../projections/model.ts";
import type { ByteSource } from "./byte-source.ts";
import { harvestTable } from "./intake.ts";
import type { IntakeError, RowWindow } from "./model.ts";
import { readerNamed } from "./readers.ts";
import { type Cells, openTable } from "./table.ts";

/** Reads an exhibit again as its dataset says: the same bytes give the same columns, here and at a partner's. */
export async function readTransfers(
  source: ByteSource,
  sha256: FileHash,
  { reader, readerVersion }: { readonly reader: string; readonly readerVersion: number },
): Promise<Result<TransferColumns, IntakeError>> {
  if (readerNamed(reader)?.version !== readerVersion) return fail("unknown-reader");
  const table = await openTable(source);
  if (!table.ok) return table;
  const found = table.value.reader;
  if (found === null || found.name !== reader) return fail("other-layout", reader);
  const read = await harvestTable(table.value, found, sha256);
  if (!read.ok) return read;
  const { transfers } = read.value.harvested;
  return transfers === null ? fail("no-rows") : succeed(transfers);
}

/** Cells as written of `count` data rows from row `fromRow` on (from 1), to look at the place a fact points to. Any table, known or not. */
export async function readRows(source: ByteSource, fromRow: number, count: number): Promise<Result<RowWindow, IntakeError>> {
  const table = await openTable(source);
  if (!table.ok) return table;
  const first = Math.max(1, fromRow);
  const rows: { readonly row: number; readonly cells: Cells }[] = [];
  let total = 0;
  for await (const batch of table.value.batches()) {
    if (!batch.ok) return batch;
    for (const cells of batch.value) {
      total += 1;
      if (total >= first && rows.length < count) rows.push({ row: total, cells });
    }
  }
  return succeed({ layout: table.value.layout, total, rows });
}
