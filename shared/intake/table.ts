import { type Result, fail, succeed } from "../kernel/result.ts";
import type { ByteSource } from "./byte-source.ts";
import { headOf } from "./byte-source.ts";
import { CsvCutter, detectDelimiter } from "./csv.ts";
import { foreignKind, mostFileBytes } from "./decode-text.ts";
import type { FileLayout, IntakeError, ReadingChoices } from "./model.ts";
import { toPlainText } from "./plain-text.ts";
import type { Reader } from "./reader.ts";
import { findHeader } from "./readers.ts";
import { findTextForm, type TextForm, textPieces } from "./text-form.ts";

const longestHeader = 200;
/** Rows at the beginning by which a layout is known, and which are shown. */
const lookedRows = 250;

export type Cells = readonly string[];

/**
 * A file as a table, whatever it is: rows of text cells under headers. Readers know headers and cells only, and never how the file was packed.
 * Row n of the file is the n-th that `batches` gives, from 1.
 */
export interface Table {
  /** Which layout its headers are; null when none we know. */
  readonly reader: Reader | null;
  readonly layout: FileLayout;
  /** What stands above the header, as written. */
  readonly preamble: readonly Cells[];
  /** The first data rows, at most 250. */
  readonly head: readonly Cells[];
  /** Data rows from the first, many at a time; as often as asked. The first failure is the last item. */
  batches(): AsyncIterable<Result<readonly Cells[], IntakeError>>;
}

/** Reads the beginning of a file as a table. An unknown layout is no error here: an exhibit may be looked at all the same. */
export async function openTable(source: ByteSource, choices: ReadingChoices = {}): Promise<Result<Table, IntakeError>> {
  if (source.sizeBytes === 0) return fail("empty");
  if (source.sizeBytes > mostFileBytes) return fail("too-large");
  const foreign = foreignKind(await headOf(source, 64));
  if (foreign !== null) return fail(foreign);
  const form = await findTextForm(source, choices.encoding);
  return form.ok ? openText(source, form.value, choices) : form;
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

async function openText(source: ByteSource, form: TextForm, choices: ReadingChoices): Promise<Result<Table, IntakeError>> {
  const delimiter = choices.delimiter ?? detectDelimiter(await firstText(source, form));
  const first: Cells[] = [];
  for await (const batch of rowsOf(source, form, delimiter)) {
    if (!batch.ok) return batch;
    first.push(...batch.value);
    if (first.length >= lookedRows) break;
  }
  if (first.length === 0) return fail("empty");
  const { reader, headerAt } = findHeader(first.slice(0, lookedRows));
  const skipped = headerAt === null ? 0 : headerAt + 1;
  const header = headerAt === null ? null : first[headerAt];
  const headers = header?.map((cell) => toPlainText(cell, longestHeader)) ?? (first[0] ?? []).map((_, at) => String(at + 1));
  return succeed({
    reader,
    layout: { encoding: form.encoding, hasMark: form.markBytes > 0, delimiter, hasHeader: header !== null, headers },
    preamble: first.slice(0, Math.max(0, skipped - 1)),
    head: first.slice(skipped, skipped + lookedRows),
    batches: () => withoutFirst(rowsOf(source, form, delimiter), skipped),
  });
}

type Rows = AsyncGenerator<Result<readonly Cells[], IntakeError>, void, void>;

async function* rowsOf(source: ByteSource, form: TextForm, delimiter: FileLayout["delimiter"]): Rows {
  const cutter = new CsvCutter(delimiter);
  for await (const piece of textPieces(source, form)) {
    const rows = cutter.cut(piece, false);
    if (!rows.ok || rows.value.length > 0) yield rows;
    if (!rows.ok) return;
  }
  yield cutter.cut("", true);
}

async function* withoutFirst(rows: Rows, count: number): Rows {
  let toSkip = count;
  for await (const batch of rows) {
    if (!batch.ok || toSkip === 0) yield batch;
    else {
      yield succeed(batch.value.slice(toSkip));
      toSkip -= Math.min(toSkip, batch.value.length);
    }
  }
}

async function firstText(source: ByteSource, form: TextForm): Promise<string> {
  for await (const piece of textPieces(source, form)) return piece;
  return "";
}
