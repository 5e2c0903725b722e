import type { Rejection, RuleName, WrittenRow } from "../../../shared/intake/model.ts";
import { type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { csvText } from "../../../shared/kernel/csv-text.ts";

/** Headers behind the original ones, by which the rows are known when they come back (`returned-rows.ts` of the intake). */
const reasonHeaders = ["dalel:row", "dalel:column", "dalel:reason"];

/**
 * The rejected rows of one table as CSV, whole and as written, each with where it stood and why it was left out: to be mended and imported. It is safe to
 * open: the file the rows come from is not trusted.
 */
export function rejectedCsv(rows: readonly WrittenRow[], rejected: readonly Rejection[], reasonOf: (rule: RuleName) => string): Bytes {
  const why = new Map(rejected.map((rejection) => [rejection.row, rejection]));
  const headers = rows[0]?.headers ?? [];
  const lines = rows.map(({ row, cells }) => {
    const rejection = why.get(row);
    const padded = [...cells, ...Array.from({ length: Math.max(0, headers.length - cells.length) }, () => "")];
    return [...padded, String(row), rejection?.column ?? "", rejection === undefined ? "" : reasonOf(rejection.rule)];
  });
  return utf8ToBytes(csvText([[...headers, ...reasonHeaders], ...lines]));
}
