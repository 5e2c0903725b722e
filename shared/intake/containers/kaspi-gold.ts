import { type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError, ReadingChoices } from "../model.ts";
import { type Cells, type RawTable, type Table, tableOf } from "../table.ts";
import { findTextForm, textPieces } from "./text-form.ts";

/** Whether a text begins as a statement of a Kaspi Gold card. */
export const isKaspiGoldLike = (beginning: string): boolean => /ВЫПИСКА\s+по Kaspi Gold/i.test(beginning);

const headers = ["Дата", "Сумма", "Операция", "Детали"] as const;
const isHeader = (line: string): boolean => line.replaceAll(/\s+/g, " ") === headers.join(" ");
/** "31.03.25 - 2 230,00 ₸ Покупка SYN MARKET": the sign may touch the date. */
const operation = /^(\d{2}\.\d{2}\.\d{2,4})\s*([+-]\s*[\d\s]+,\d{2})\s*(₸|\p{Sc}|[A-Z]{3})\s+(\S+)\s*(.*)$/u;
const isFooter = (line: string): boolean => /^-- \d+ of \d+ --$/.test(line);

/**
 * The text of a Kaspi Gold statement, as its PDF gives it, as a table: what stands above the operations is the preamble, a line that begins with a date is a
 * row, a line below it goes on its details.
 *
 * Holds   the lines: a statement is of one card and one period.
 * Fails   as `findTextForm`.
 */
export async function openKaspiGold(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const form = await findTextForm(source, choices.encoding);
  if (!form.ok) return form;
  let text = "";
  for await (const piece of textPieces(source, form.value)) text += piece;
  return kaspiGoldOf(text, { container: "kaspi-gold", encoding: form.value.encoding, hasMark: form.value.markBytes > 0, delimiter: "" });
}

/** The same of the lines of a statement, wherever they were read from. */
export async function kaspiGoldOf(text: string, layout: RawTable["layout"]): Promise<Result<readonly Table[], IntakeError>> {
  const lines = text.split(/\r\n|\n|\r|\f/).map((line) => line.trim());
  const start = lines.findIndex(isHeader);
  const preamble = lines.slice(0, start < 0 ? lines.length : start).flatMap((line) => (line === "" ? [] : [[line]]));
  const rows = start < 0 ? [] : rowsOf(lines.slice(start + 1));
  const table = await tableOf({
    sheet: "",
    layout,
    headers,
    preamble,
    rows: async function* () {
      yield await Promise.resolve(succeed(rows));
    },
  });
  return table.ok ? succeed(table.value === null ? [] : [table.value]) : table;
}

function rowsOf(lines: readonly string[]): readonly Cells[] {
  const rows: string[][] = [];
  for (const line of lines) {
    if (line === "" || isHeader(line) || isFooter(line)) continue;
    const parts = operation.exec(line);
    const last = rows.at(-1);
    if (parts !== null) rows.push([parts[1] ?? "", `${(parts[2] ?? "").trim()} ${parts[3]}`, parts[4] ?? "", parts[5] ?? ""]);
    // A date without the rest of an operation is a row all the same, and left out by its name.
    else if (/^\d{2}\.\d{2}\.\d{2}/.test(line) || last === undefined) rows.push([line.slice(0, 8), line.slice(8).trim(), "", ""]);
    else last[3] = `${last[3]} ${line}`.trim();
  }
  return rows;
}
