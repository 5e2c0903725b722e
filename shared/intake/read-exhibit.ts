import { fail, type Result, succeed } from "../kernel/result.ts";
import type { FileHash } from "../kernel/brand.ts";
import type { TransferColumns } from "../projections/transfer-columns.ts";
import type { ByteSource } from "./byte-source.ts";
import { harvestTables, isKnown, nameOf } from "./intake.ts";
import type { IntakeError, ReadingChoices, RowWindow, WrittenRow } from "./model.ts";
import { tablesOfVersion } from "./reader-versions.ts";
import { readerNamed } from "./readers.ts";
import { openTables } from "./open-tables.ts";
import type { Cells, Table } from "./table.ts";
import { invariant } from "../kernel/invariant.ts";

/** Reads an exhibit again as its dataset says: the same bytes give the same columns, here and at a partner's. */
export async function readTransfers(
  source: ByteSource,
  sha256: FileHash,
  { reader, readerVersion, choices }: { readonly reader: string; readonly readerVersion: number; readonly choices: ReadingChoices },
): Promise<Result<TransferColumns, IntakeError>> {
  const tables = await openTables(source, choices);
  if (!tables.ok) return tables;
  const known = tables.value.filter(isKnown);
  const found = nameOf(known);
  if (found.name !== reader)
    return fail(reader.split(" + ").every((name) => name === "mapped" || readerNamed(name) !== null) ? "other-layout" : "unknown-reader", reader);
  const ofThen = tablesOfVersion(known, readerVersion);
  if (ofThen === null) return fail("unknown-reader");
  // Rows of tables nobody reads count too.
  const asThen = tables.value.map((table) => (isKnown(table) ? (ofThen[known.indexOf(table)] ?? table) : table));
  const read = await harvestTables(asThen, sha256, choices);
  if (!read.ok) return read;
  const { transfers } = read.value.harvested;
  return transfers === null ? fail("no-rows") : succeed(transfers);
}

/** Cells as written of `count` data rows from row `fromRow` on (from 1), to look at the place a fact points to. Any table, known or not. */
export async function readRows(source: ByteSource, fromRow: number, count: number): Promise<Result<RowWindow, IntakeError>> {
  const asTable = await rowsAs(source, { readAs: "table" }, fromRow, count);
  // Quotes that are never closed are no table, and may be a text that was read.
  return asTable.ok || asTable.error.kind !== "broken-quotes" ? asTable : rowsAs(source, {}, fromRow, count);
}

async function rowsAs(source: ByteSource, choices: ReadingChoices, fromRow: number, count: number): Promise<Result<RowWindow, IntakeError>> {
  const tables = await openTables(source, choices);
  if (!tables.ok) return tables;
  const first = Math.max(1, fromRow);
  const rows: { readonly row: number; readonly cells: Cells }[] = [];
  let shown: Table | undefined;
  let total = 0;
  for (const table of tables.value) {
    for await (const batch of table.batches()) {
      if (!batch.ok) return batch;
      for (const cells of batch.value) {
        total += 1;
        if (total < first || rows.length >= count || (shown !== undefined && shown !== table)) continue;
        shown = table;
        rows.push({ row: total, cells });
      }
    }
  }
  const layout = (shown ?? tables.value[0])?.layout;
  invariant(layout !== undefined, "a file that opens has a table");
  return succeed({ layout, total, rows });
}

/** Rows of a file as written, by their numbers, in file order. O(bytes). */
export async function writtenRows(
  source: ByteSource,
  choices: ReadingChoices,
  rows: readonly number[],
): Promise<Result<readonly WrittenRow[], IntakeError>> {
  const tables = await openTables(source, choices);
  if (!tables.ok) return tables;
  const wanted = new Set(rows);
  const found: WrittenRow[] = [];
  let row = 0;
  for (const { sheet, layout, batches } of tables.value) {
    for await (const batch of batches()) {
      if (!batch.ok) return batch;
      for (const cells of batch.value) {
        row += 1;
        if (wanted.has(row)) found.push({ row, sheet, headers: layout.headers, cells });
      }
    }
  }
  return succeed(found);
}
