import { type Result, succeed } from "../kernel/result.ts";
import type { FileLayout, IntakeError, Notice, ReadingChoices } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import type { Reader } from "./reader.ts";
import { bareReaderOf, findHeader, readerOf } from "./readers.ts";

const longestHeader = 200;
/** Rows at the beginning by which a layout is known, and which are shown. */
const lookedRows = 250;

export type Cells = readonly string[];
/** Rows from the first, many at a time. The first failure is the last item. */
export type RowBatches = AsyncGenerator<Result<readonly Cells[], IntakeError>, void, void>;

/**
 * A file, or a sheet of one, as a table, whatever it was: rows of text cells under headers. Readers know headers and cells only, and never how the file
 * was packed.
 */
export interface Table {
  /** Its name where a file holds several; "" otherwise. */
  readonly sheet: string;
  /** Which layout its headers are; null when none we know. */
  readonly reader: Reader | null;
  readonly layout: FileLayout;
  /** Which row is the header, from 1; 0 = none is, or the container names its columns. */
  readonly headerRow: number;
  /** How its text begins; "" where it is no text whose rows are lines. */
  readonly look: string;
  /** What stands above the header, as written. */
  readonly preamble: readonly Cells[];
  /** What a person should know of how the container held it. */
  readonly notices: readonly Notice[];
  /** The first data rows, at most 250. */
  readonly head: readonly Cells[];
  /** Data rows, as often as asked. */
  batches(): RowBatches;
}

/** Rows as a container gives them, the header among them. */
export interface RawTable {
  readonly sheet: string;
  readonly layout: Omit<FileLayout, "hasHeader" | "headers">;
  /** Headers, where the container has names for its columns; without them the rows are looked through for one. */
  readonly headers?: readonly string[];
  /** What stands beside the rows, where the container names its columns. */
  readonly preamble?: readonly Cells[];
  /** How its text begins, where its rows are lines of a text and a person may say how it is encoded and cut. */
  readonly look?: string;
  /** What a person should know of how the container held it. */
  readonly notices?: readonly Notice[];
  /** All rows, as often as asked. */
  rows(): RowBatches;
}

/**
 * Finds the header of a raw table and the layout it is of, unless a person chose. Reads its beginning; null when there is no row at all.
 *
 * Takes   `choices` as they came with the file; a container whose rows may have their header anywhere hands them through.
 */
export async function tableOf(raw: RawTable, choices: ReadingChoices = {}): Promise<Result<Table | null, IntakeError>> {
  const first = await firstRows(raw);
  if (!first.ok) return first;
  const rows = first.value;
  if (raw.headers !== undefined) {
    const named = { headers: raw.headers.map(plain), hasHeader: true };
    return succeed({ ...baseOf(raw, named, 0, rows), reader: readerOf(raw.headers, rows) });
  }
  if (rows.length === 0) return succeed(null);
  const { reader, headerAt } = chosenHeader(rows, choices.headerRows?.[raw.sheet]) ?? findHeader(rows);
  const header = headerAt === null ? null : rows[headerAt];
  const headers = header?.map(plain) ?? (rows[0] ?? []).map((_, at) => String(at + 1));
  const base = baseOf(raw, { headers, hasHeader: header !== null }, headerAt === null ? 0 : headerAt + 1, rows);
  const hasNumbers = reader?.hasNumberRow === true && isNumberRow(base.head[0] ?? []);
  const skipped = base.headerRow + 1;
  return succeed({ ...base, reader, ...(hasNumbers ? { head: base.head.slice(1), batches: () => withoutFirst(raw.rows(), skipped) } : {}) });
}

/** Whether a row says 1, 2, 3, …: the numbers of the columns, which official forms print under their header. */
function isNumberRow(cells: Cells): boolean {
  // A sheet has as many columns as its widest row.
  const said = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
  return said.length > 0 && said.every((cell, at) => cell.trim() === String(at + 1));
}

/** What a person said of the header: row `said`, from 1; 0 = there is none. A row that does not exist is none. */
function chosenHeader(rows: readonly Cells[], said: number | undefined): ReturnType<typeof findHeader> | null {
  if (said === undefined) return null;
  const header = rows[said - 1];
  return header === undefined ? { reader: bareReaderOf(rows), headerAt: null } : { reader: readerOf(header, rows.slice(said)), headerAt: said - 1 };
}

const plain = (header: string): string => toPlainText(header, longestHeader);

function baseOf(raw: RawTable, named: Pick<FileLayout, "headers" | "hasHeader">, skipped: number, rows: readonly Cells[]): Omit<Table, "reader"> {
  return {
    sheet: raw.sheet,
    layout: { ...raw.layout, ...named },
    preamble: raw.preamble ?? rows.slice(0, Math.max(0, skipped - 1)),
    headerRow: raw.headers === undefined ? skipped : 0,
    look: raw.look ?? "",
    notices: raw.notices ?? [],
    head: rows.slice(skipped),
    batches: () => withoutFirst(raw.rows(), skipped),
  };
}

async function firstRows(raw: RawTable): Promise<Result<readonly Cells[], IntakeError>> {
  const first: Cells[] = [];
  for await (const batch of raw.rows()) {
    if (!batch.ok) return batch;
    first.push(...batch.value.slice(0, lookedRows - first.length));
    if (first.length >= lookedRows) break;
  }
  return succeed(first);
}

async function* withoutFirst(rows: RowBatches, count: number): RowBatches {
  let toSkip = count;
  for await (const batch of rows) {
    if (!batch.ok || toSkip === 0) yield batch;
    else {
      yield succeed(batch.value.slice(toSkip));
      toSkip -= Math.min(toSkip, batch.value.length);
    }
  }
}

/** All data rows of a table, for who has to go to and fro in it. Holds them. */
export async function rowsIn(table: Table): Promise<Result<readonly Cells[], IntakeError>> {
  const rows: Cells[] = [];
  for await (const batch of table.batches()) {
    if (!batch.ok) return batch;
    for (const cells of batch.value) rows.push(cells);
  }
  return succeed(rows);
}
