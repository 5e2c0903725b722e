/** How rows are ordered: by a value of each, compared. Rows of equal values stay as they came. */
export interface Order<Row, Value> {
  valueOf(row: Row): Value;
  compare(a: Value, b: Value): number;
}

/** When more of the rows are new than one in so many, all are sorted again. */
const fewest = 8;

/**
 * Sorted rows that are kept, so that one edit among a hundred thousand does not sort all of them again. Rows are told apart by being another object.
 *
 * Cost    the first time O(n log n) comparisons; then O(n) steps without any, and log n comparisons for each row that is new.
 */
export class KeptOrder<Row extends object, Value> {
  readonly #order: Order<Row, Value>;
  readonly #values = new Map<Row, Value>();
  #sorted: readonly Row[] = [];

  constructor(order: Order<Row, Value>) {
    this.#order = order;
  }

  /** The rows in order. */
  sort(rows: readonly Row[]): readonly Row[] {
    const fresh = rows.filter((row) => !this.#values.has(row));
    const places = new Map(rows.map((row, at) => [row, at]));
    const gone = this.#sorted.filter((row) => !places.has(row));
    for (const row of gone) this.#values.delete(row);
    for (const row of fresh) this.#values.set(row, this.#order.valueOf(row));
    const compare = (a: Row, b: Row): number => this.#compare(a, b) || (places.get(a) ?? 0) - (places.get(b) ?? 0);
    if (fresh.length * fewest > rows.length) this.#sorted = rows.toSorted(compare);
    else if (fresh.length + gone.length > 0) {
      const stayed = gone.length === 0 ? this.#sorted : this.#sorted.filter((row) => places.has(row));
      this.#sorted = merged(stayed, fresh.sort(compare), compare);
    }
    return this.#sorted;
  }

  #compare(a: Row, b: Row): number {
    const [one, other] = [this.#values.get(a), this.#values.get(b)];
    return one === undefined || other === undefined ? 0 : this.#order.compare(one, other);
  }
}

/** Two sorted lists as one; the places of the second are searched by halves. */
function merged<Row>(rows: readonly Row[], few: readonly Row[], compare: (a: Row, b: Row) => number): readonly Row[] {
  const all: Row[] = [];
  let from = 0;
  for (const row of few) {
    const to = placeOf(row, rows, from, compare);
    for (; from < to; from++) push(all, rows[from]);
    all.push(row);
  }
  for (; from < rows.length; from++) push(all, rows[from]);
  return all;
}

function push<Row>(all: Row[], row: Row | undefined): void {
  if (row !== undefined) all.push(row);
}

/** The first place from `low` on whose row comes after this one. */
function placeOf<Row>(row: Row, rows: readonly Row[], low: number, compare: (a: Row, b: Row) => number): number {
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = rows[middle];
    if (there !== undefined && compare(there, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
