import { ownOf } from "../kernel/own.ts";
import type { Cells, Table } from "./table.ts";

/**
 * Cells of a layout whose program writes decimal points and the year first, as a spreadsheet writes them back where commas part decimals and days come first
 * ("591,448674", "04.04.2025 6:00", "ИСТИНА"): turned round again. Only where the delimiter is such a spreadsheet's, for there a comma is no mark of lists. What may be
 * thousands ("1,250") stays as it is written: its reader judges it.
 *
 * Gives   null where no cell is to be turned: most tables.
 */
export function resaved({
  layout,
  reader,
}: Pick<Table, "layout" | "reader">): ((cells: Cells) => { readonly cells: Cells; readonly count: number }) | null {
  if (reader?.isPointed !== true || (layout.delimiter !== ";" && layout.delimiter !== "\t")) return null;
  return (cells) => {
    let count = 0;
    const turned = cells.map((cell) => {
      const plain = turnedRound(cell);
      if (plain !== cell) count += 1;
      return plain;
    });
    return { cells: count === 0 ? cells : turned, count };
  };
}

/** What Excel in Russian calls true and false. */
const truths: Readonly<Record<string, string>> = { ИСТИНА: "true", ЛОЖЬ: "false" };

function turnedRound(cell: string): string {
  const truth = ownOf(truths, cell.trim());
  if (truth !== undefined) return truth;
  const day = /^\s*(\d{2})\.(\d{2})\.(\d{4}) +(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$/.exec(cell);
  if (day !== null) {
    const [, date = "", month = "", year = "", hour = "", minute = "", second = "00"] = day;
    return `${year}-${month}-${date} ${hour.padStart(2, "0")}:${minute}:${second}`;
  }
  const number = /^\s*([+-]?\d+),(\d+)\s*$/.exec(cell);
  if (number === null) return cell;
  const [, whole = "", fraction = ""] = number;
  const mayBeThousands = fraction.length === 3 && /^[+-]?[1-9]\d{0,2}$/.test(whole);
  return mayBeThousands ? cell : `${whole}.${fraction}`;
}
