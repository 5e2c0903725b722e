import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError, Notice, ReadingChoices } from "../model.ts";
import { type RowBatches, type Table, tableOf } from "../table.ts";
import { type Archive, readBook, readForms, readPart, readStrings, type SheetEntry, tellPart } from "./workbook-parts.ts";
import { type BookFacts, columnOf, mostColumns, SheetListener } from "./workbook-sheet.ts";
import { readZip } from "./zip.ts";

const mostSheets = 200;
/** Merged ranges of a sheet that are followed, at most. */
const mostMerged = 10_000;

/** Whether bytes begin as a ZIP archive. */
export const isZip = (head: Uint8Array): boolean => [0x50, 0x4b, 3, 4].every((byte, at) => head[at] === byte);

/**
 * An Excel workbook as tables: its sheets in their order, hidden ones too. Numbers are plain decimal text, dates ISO, formulas their last value; a cell that
 * was merged downwards says what the range says, in each row. Rows that say nothing are no rows.
 *
 * Cost    each sheet is unpacked as often as its rows are asked for, and once before; none is held. Texts that cells share are held.
 * Fails   as `readZip`; `not-workbook` for another archive; `broken-xml`, `xml-doctype` with a line; `too-complex`.
 * Source  ECMA-376 part 1, as Excel, LibreOffice and the exports of exchanges write it.
 */
export async function openWorkbook(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const entries = await readZip(source);
  if (!entries.ok) return entries;
  const archive = { source, entries: entries.value };
  if (!entries.value.has("_rels/.rels")) return fail("not-workbook");
  const book = await readBook(archive);
  if (!book.ok) return book;
  if (book.value.sheets.length > mostSheets) return fail("too-complex");
  const strings = await readStrings(archive, book.value.strings);
  if (!strings.ok) return strings;
  const forms = await readForms(archive, book.value.styles);
  if (!forms.ok) return forms;
  const facts = { strings: strings.value, forms: forms.value, is1904: book.value.is1904 };
  const tables: Table[] = [];
  for (const sheet of book.value.sheets) {
    const table = await openSheet(archive, sheet, facts, choices);
    if (!table.ok) return table;
    if (table.value !== null) tables.push(table.value);
  }
  return tables.length === 0 ? fail("empty") : succeed(tables);
}

async function openSheet(archive: Archive, sheet: SheetEntry, book: BookFacts, choices: ReadingChoices): Promise<Result<Table | null, IntakeError>> {
  const listener = new SheetListener(book, () => undefined);
  const read = await readPart(archive, sheet.part, listener);
  if (!read.ok) return read;
  const { counts, merged } = listener;
  if (counts.width > mostColumns || merged.length > mostMerged) return fail("too-complex", sheet.name);
  const ranges = merged.flatMap((range) => downwards(range));
  const notices: readonly Notice[] = [
    { name: "hidden-sheets", count: sheet.isHidden ? 1 : 0 },
    { name: "hidden-rows", count: counts.hiddenRows },
    { name: "merged-cells", count: ranges.length },
    { name: "formula-values", count: counts.formulas },
    { name: "long-numbers", count: counts.longNumbers },
  ];
  return tableOf(
    {
      sheet: sheet.name,
      layout: { container: "workbook", encoding: "utf-8", hasMark: false, delimiter: "" },
      notices: notices.filter(({ count }) => count > 0),
      rows: () => rowsOf(archive, sheet, book, counts.width, ranges),
    },
    choices,
  );
}

/** A range that was merged over several rows, one column of it. */
interface Merged {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

/** The columns of a merged range that goes down: only its left one says something. */
function downwards(range: string): readonly Merged[] {
  const [from = "", to = ""] = range.split(":");
  const column = columnOf(from);
  const [first, last] = [from, to].map((reference) => Number(/\d+$/.exec(reference)?.[0] ?? 0));
  return column === null || first === undefined || last === undefined || last <= first ? [] : [{ column, first, last }];
}

async function* rowsOf(archive: Archive, { part }: SheetEntry, book: BookFacts, width: number, ranges: readonly Merged[]): RowBatches {
  let rows: string[][] = [];
  const fillers = [...Map.groupBy(ranges, ({ column }) => column)].map(([column, merged]) => fillerOf(column, merged));
  const listener = new SheetListener(book, (cells, row) => {
    while (cells.length < width) cells.push("");
    for (const fill of fillers) fill(cells, row);
    rows.push(cells);
  });
  for await (const told of tellPart(archive, part, listener)) {
    if (!told.ok) return yield told;
    if (rows.length > 0) yield succeed(rows);
    rows = [];
  }
}

/** Says in each row of a merged range what its first row says. Rows come in their order, so each range is looked at once. */
function fillerOf(column: number, merged: readonly Merged[]): (cells: string[], row: number) => void {
  const inOrder = merged.toSorted((a, b) => a.first - b.first);
  let at = 0;
  let said = "";
  return (cells, row) => {
    while (at < inOrder.length && (inOrder[at]?.last ?? 0) < row) {
      at += 1;
      said = "";
    }
    const range = inOrder[at];
    if (range === undefined || row < range.first) return;
    if (row === range.first) said = cells[column] ?? "";
    else if (cells[column] === "") cells[column] = said;
  };
}
