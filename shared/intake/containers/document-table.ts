import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { IntakeError, ReadingChoices } from "../model.ts";
import { recognisedHeaders, recognisedReader } from "../readers/recognised.ts";
import type { Recognised } from "../recognise/model.ts";
import { fateOf, readPicks } from "../recognise/picks.ts";
import { type Table, tableOf } from "../table.ts";
import { type ReadDocument, recognisedIn } from "./document.ts";

/** A document as a table: a row for each value recognised in it, at each of its places. */
export async function tableOfDocument(document: ReadDocument, choices: ReadingChoices): Promise<Result<Table, IntakeError>> {
  const { container, encoding, hasMark, pages, notices } = document;
  const { items, hidden } = recognisedIn(document);
  const picked = readPicks(choices.picked);
  const rows = items.map((one, at) => cellsOf(one, fateOf(one, at + 1, picked)));
  const table = await tableOf({
    sheet: "",
    layout: { container, encoding, hasMark, delimiter: "" },
    headers: recognisedHeaders,
    look: container === "text" ? (pages[0] ?? "").slice(0, lookedText).toWellFormed() : "",
    notices: hidden === 0 ? notices : [...notices, { name: "hidden-signs", count: hidden }],
    rows: async function* () {
      yield await Promise.resolve(succeed(rows));
    },
  });
  if (!table.ok) return table;
  return table.value === null ? fail("no-rows") : succeed({ ...table.value, reader: recognisedReader });
}
const lookedText = 2000;

/** In the order of `recognisedHeaders`. */
function cellsOf({ kind, written, value, page, line, column, label }: Recognised, fate: string): readonly string[] {
  return [fate, kind, written, value, String(page), String(line), String(column), label];
}
