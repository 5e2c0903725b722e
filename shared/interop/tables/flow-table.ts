import type { Flow } from "../../projections/model.ts";
import type { Rows } from "../case-rows.ts";
import { isoOf } from "../dates.ts";
import { column } from "./entity-table.ts";
import type { PlainTable } from "./model.ts";
import type { TableWords } from "./table-words.ts";

const names = ["from", "fromTitle", "to", "toTitle", "total", "asset", "chain", "contract", "count", "first", "last", "sourceFiles"] as const;
const numbers: ReadonlySet<string> = new Set(["total", "count"]);

/** Transfers summed by pair and asset, one flow a row: exact totals, times in UTC, the files they were read from. */
export function flowTable(rows: Rows, flows: readonly Flow[], words: TableWords): PlainTable {
  return {
    columns: names.map((id) => ({ ...column(id, words), isNumber: numbers.has(id) })),
    rows: {
      *[Symbol.iterator]() {
        for (const flow of flows) yield cellsOf(flow, rows);
      },
    },
  };
}

function cellsOf({ from, to, total, asset, count, first, last, sources }: Flow, rows: Rows): readonly string[] {
  const cells: Readonly<Record<(typeof names)[number], string>> = {
    from,
    fromTitle: rows.get(from)?.title ?? "",
    to,
    toTitle: rows.get(to)?.title ?? "",
    total,
    asset: asset.symbol,
    chain: asset.chain,
    contract: asset.contract,
    count: String(count),
    first: isoOf(first),
    last: isoOf(last),
    sourceFiles: sources.map(({ file }) => file).join(" "),
  };
  return names.map((name) => cells[name]);
}
