import { type Bytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { csvText } from "../../../shared/kernel/csv-text.ts";
import type { Rejection, RuleName } from "../../../shared/intake/model.ts";

/** The rejected rows as CSV that is safe to open: the file they come from is not trusted. */
export function rejectedCsv(titles: readonly string[], rejected: readonly Rejection[], reasonOf: (rule: RuleName) => string): Bytes {
  const lines = rejected.map(({ row, column, value, rule }) => [String(row), column, value, rule, reasonOf(rule)]);
  return utf8ToBytes(csvText([titles, ...lines]));
}
