import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { Delimiter, IntakeError, ReadingChoices } from "../model.ts";
import { type RowBatches, type Table, tableOf } from "../table.ts";
import { CsvCutter, detectDelimiter } from "./csv.ts";
import { findTextForm, firstTextOf, type TextForm, textPieces } from "./text-form.ts";

/** A text whose lines are rows: the one table a CSV file is. */
export async function openDelimited(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const form = await findTextForm(source, choices.encoding);
  if (!form.ok) return form;
  const { encoding, markBytes } = form.value;
  const beginning = await firstTextOf(source, form.value);
  const delimiter = choices.delimiter ?? detectDelimiter(beginning);
  const rows = (): RowBatches => rowsOf(source, form.value, delimiter);
  const look = beginning.slice(0, lookedText).toWellFormed();
  const table = await tableOf({ sheet: "", layout: { container: "delimited", encoding, hasMark: markBytes > 0, delimiter }, look, rows }, choices);
  if (!table.ok) return table;
  return table.value === null ? fail("empty") : succeed([table.value]);
}

/** Characters of a text that are shown, to judge encoding and delimiter by. */
const lookedText = 2000;

async function* rowsOf(source: ByteSource, form: TextForm, delimiter: Delimiter): RowBatches {
  const cutter = new CsvCutter(delimiter);
  for await (const piece of textPieces(source, form)) {
    const rows = cutter.cut(piece, false);
    if (!rows.ok || rows.value.length > 0) yield rows;
    if (!rows.ok) return;
  }
  yield cutter.cut("", true);
}
