import type { AuditEntry } from "../../projections/model.ts";
import { isoOf } from "../dates.ts";
import { column } from "./entity-table.ts";
import type { PlainTable } from "./model.ts";
import { type TableWords, wordOf } from "./table-words.ts";

const names = [
  "number",
  "saidAt",
  "agency",
  "officer",
  "author",
  "intent",
  "act",
  "undoes",
  "asserted",
  "takenBack",
  "ruled",
  "withheld",
  "commits",
] as const;
const numbers: ReadonlySet<string> = new Set(["number", "asserted", "takenBack", "ruled", "withheld"]);

/** An act of the log as it leaves: its place in the whole log, from 1, and its officer's name where it is known. */
export interface NumberedAct extends AuditEntry {
  readonly number: number;
  readonly officer: string;
}

/** The log of acts, one a row. It says what was done and how much, never what was said. */
export function actTable(acts: readonly NumberedAct[], words: TableWords): PlainTable {
  return {
    columns: names.map((id) => ({ ...column(id, words), isNumber: numbers.has(id) })),
    rows: {
      *[Symbol.iterator]() {
        for (const act of acts) yield cellsOf(act, words);
      },
    },
  };
}

function cellsOf(act: NumberedAct, words: TableWords): readonly string[] {
  const cells: Readonly<Record<(typeof names)[number], string>> = {
    number: String(act.number),
    saidAt: isoOf(act.saidAt),
    agency: act.agency,
    officer: act.officer,
    author: act.author,
    intent: wordOf(words, `intent.${act.intent}`),
    act: act.act,
    undoes: act.undoes,
    asserted: String(act.asserted),
    takenBack: String(act.retracted),
    ruled: String(act.ruled),
    withheld: String(act.withheld),
    commits: act.commits.join(" "),
  };
  return names.map((name) => cells[name]);
}
