import { invariant } from "../../shared/kernel/invariant.ts";

/** The one list of keys without rows: it is the same whenever it is asked for. */
const none: readonly never[] = [];

/** What became of one row: it came (`was` absent), changed, or went (`now` absent). */
export interface RowChange<Row> {
  readonly was: Row | undefined;
  readonly now: Row | undefined;
}

/** What becomes of one list: rows that another takes the place of, or (null) none, and rows that come behind. */
interface Edit<Row> {
  readonly replaced: Map<Row, Row | null>;
  readonly added: Row[];
}

/**
 * Rows in lists by key, each list in the order the rows came. A list that changed is another object, one that did not is the same: whoever is drawn from a
 * list is drawn anew when it must be, and only then. Changed rows cost one walk over the pointers of each list they stand in.
 */
export class KeyedRows<Key, Row> {
  readonly #keysOf: (row: Row) => Iterable<Key>;
  readonly #lists: Map<Key, readonly Row[]>;

  private constructor(keysOf: (row: Row) => Iterable<Key>, lists: Map<Key, readonly Row[]>) {
    this.#keysOf = keysOf;
    this.#lists = lists;
  }

  /** `keysOf` gives each key of a row once. */
  static of<Key, Row>(rows: Iterable<Row>, keysOf: (row: Row) => Iterable<Key>): KeyedRows<Key, Row> {
    const lists = new Map<Key, Row[]>();
    for (const row of rows) {
      for (const key of keysOf(row)) {
        const list = lists.get(key);
        if (list === undefined) lists.set(key, [row]);
        else list.push(row);
      }
    }
    return new KeyedRows<Key, Row>(keysOf, new Map(lists));
  }

  /** The rows under a key; none = empty. */
  under(key: Key): readonly Row[] {
    return this.#lists.get(key) ?? none;
  }
  /** Keys that have rows. */
  keys(): Iterable<Key> {
    return this.#lists.keys();
  }
  /** How many keys have rows. */
  get size(): number {
    return this.#lists.size;
  }

  /** The same lists, to be changed by themselves. O(keys). */
  copy(): KeyedRows<Key, Row> {
    return new KeyedRows(this.#keysOf, new Map(this.#lists));
  }

  /** A row that changes keeps its place in the lists it stays in. */
  change(changes: readonly RowChange<Row>[]): void {
    for (const [key, edit] of this.#editsOf(changes)) {
      const changed = edited(this.under(key), edit);
      if (changed.length > 0) this.#lists.set(key, changed);
      else this.#lists.delete(key);
    }
  }

  #editsOf(changes: readonly RowChange<Row>[]): ReadonlyMap<Key, Edit<Row>> {
    const edits = new Map<Key, Edit<Row>>();
    const editOf = (key: Key): Edit<Row> => {
      const edit = edits.get(key) ?? { replaced: new Map<Row, Row | null>(), added: [] };
      edits.set(key, edit);
      return edit;
    };
    for (const { was, now } of changes) {
      const before = new Set(was === undefined ? [] : this.#keysOf(was));
      const after = new Set(now === undefined ? [] : this.#keysOf(now));
      for (const key of before) if (was !== undefined) editOf(key).replaced.set(was, after.has(key) && now !== undefined ? now : null);
      for (const key of after) if (now !== undefined && !before.has(key)) editOf(key).added.push(now);
    }
    return edits;
  }
}

function edited<Row>(list: readonly Row[], { replaced, added }: Edit<Row>): readonly Row[] {
  const rows: Row[] = [];
  let left = replaced.size;
  for (const row of list) {
    const now = left > 0 ? replaced.get(row) : undefined;
    if (now === undefined) rows.push(row);
    else left -= 1;
    if (now !== undefined && now !== null) rows.push(now);
  }
  invariant(left === 0, "what changes stood there");
  rows.push(...added);
  return rows;
}
