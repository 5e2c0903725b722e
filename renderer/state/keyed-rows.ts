import { invariant } from "../../shared/kernel/invariant.ts";

/** The one list of keys without rows: it is the same whenever it is asked for. */
const none: readonly never[] = [];

/** What became of one row: it came (`was` absent), changed, or went (`now` absent). */
export interface RowChange<Row> {
  readonly was: Row | undefined;
  readonly now: Row | undefined;
}

/**
 * Rows in lists by key, each list in the order the rows came. A list that changed is another object, one that did not is the same: whoever is drawn from a
 * list is drawn anew when it must be, and only then. One changed row costs a walk over the pointers of the lists it stands in.
 */
export class KeyedRows<Key, Row> {
  readonly #keysOf: (row: Row) => Iterable<Key>;
  readonly #lists: Map<Key, readonly Row[]>;

  /** `keysOf` gives each key of a row once. */
  constructor(rows: Iterable<Row>, keysOf: (row: Row) => Iterable<Key>) {
    this.#keysOf = keysOf;
    const lists = new Map<Key, Row[]>();
    for (const row of rows) {
      for (const key of keysOf(row)) {
        const list = lists.get(key);
        if (list === undefined) lists.set(key, [row]);
        else list.push(row);
      }
    }
    this.#lists = lists;
  }

  /** The rows under a key; none = empty. */
  under(key: Key): readonly Row[] {
    return this.#lists.get(key) ?? none;
  }
  /** Keys that have rows. */
  keys(): Iterable<Key> {
    return this.#lists.keys();
  }

  /** A row that changes keeps its place in the lists it stays in. */
  change(changes: readonly RowChange<Row>[]): void {
    for (const { was, now } of changes) {
      const before = new Set(was === undefined ? [] : this.#keysOf(was));
      const after = new Set(now === undefined ? [] : this.#keysOf(now));
      for (const key of before) if (was !== undefined) this.#replace(key, was, after.has(key) ? now : undefined);
      for (const key of after) if (now !== undefined && !before.has(key)) this.#lists.set(key, [...this.under(key), now]);
    }
  }

  #replace(key: Key, was: Row, now: Row | undefined): void {
    const list = this.under(key);
    const at = list.indexOf(was);
    invariant(at >= 0, "what changes stood there");
    const changed = now === undefined ? list.toSpliced(at, 1) : list.with(at, now);
    if (changed.length > 0) this.#lists.set(key, changed);
    else this.#lists.delete(key);
  }
}
