/** Rows as "3-7,9", so that thousands of them fit where choices are kept. */
export function rowsText(rows: Iterable<number>): string {
  const spans: [number, number][] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.[1] === row - 1) last[1] = row;
    else spans.push([row, row]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(",");
}

const mostRows = 1_000_000;

/** The rows of such a text, a million at most; what is none of it is none. */
export function rowsIn(text: string): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const part of text === "" ? [] : text.split(",")) {
    const [from = 0, to = from] = part.split("-").map(Number);
    for (let row = from; row <= to && rows.size < mostRows; row++) rows.add(row);
  }
  return rows;
}

/** Whether a text is rows as `rowsText` writes them. */
export const isRowsText = (text: unknown): text is string =>
  typeof text === "string" && /^(?:\d{1,9}(?:-\d{1,9})?(?:,\d{1,9}(?:-\d{1,9})?)*)?$/.test(text);
