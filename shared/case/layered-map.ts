/** Keys of rows that are not seen. */
export interface Hidden<Key> {
  readonly size: number;
  has(key: Key): boolean;
  keys(): Iterable<Key>;
}
/** What lies over a map: rows that differ from it or are not in it, and keys of it that are hidden. */
export interface Overlay<Key, Row> {
  readonly put: ReadonlyMap<Key, Row>;
  readonly drop: Hidden<Key>;
}

/**
 * A map seen through what lies over it. Nothing of the map beneath is copied, so that looking elsewhere and back costs nothing, however big the
 * case. It follows the map beneath; a new one is made whenever either changed, so that whoever compares sees it.
 */
export class LayeredMap<Key, Row extends object> implements ReadonlyMap<Key, Row> {
  readonly #beneath: ReadonlyMap<Key, Row>;
  readonly #over: Overlay<Key, Row> | null;
  /** Counted when first asked, unless it was known: that walks over all that differs. */
  #difference: number | null;

  /** `difference` = how many rows more are seen than are beneath, where that is known. */
  constructor(beneath: ReadonlyMap<Key, Row>, over: Overlay<Key, Row> | null, difference: number | null = null) {
    this.#beneath = beneath;
    this.#over = over;
    this.#difference = difference;
  }

  get size(): number {
    this.#difference ??= this.#over === null ? 0 : sizeDifference(this.#beneath, this.#over);
    return this.#beneath.size + this.#difference;
  }

  get(key: Key): Row | undefined {
    const over = this.#over;
    if (over === null) return this.#beneath.get(key);
    return over.put.get(key) ?? (over.drop.has(key) ? undefined : this.#beneath.get(key));
  }
  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }
  entries(): MapIterator<[Key, Row]> {
    return this.#over === null ? this.#beneath.entries() : this.#layered(this.#over, (key, row) => [key, row]);
  }
  keys(): MapIterator<Key> {
    return this.#over === null ? this.#beneath.keys() : this.#layered(this.#over, (key) => key);
  }
  values(): MapIterator<Row> {
    return this.#over === null ? this.#beneath.values() : this.#layered(this.#over, (_key, row) => row);
  }
  forEach(tell: (row: Row, key: Key, map: ReadonlyMap<Key, Row>) => void): void {
    for (const [key, row] of this.entries()) tell(row, key, this);
  }
  [Symbol.iterator](): MapIterator<[Key, Row]> {
    return this.entries();
  }

  *#layered<Part>({ put, drop }: Overlay<Key, Row>, pick: (key: Key, row: Row) => Part): MapIterator<Part> {
    for (const [key, row] of this.#beneath) if (!drop.has(key)) yield pick(key, put.get(key) ?? row);
    for (const [key, row] of put) if (!this.#beneath.has(key)) yield pick(key, row);
  }
}

function sizeDifference<Key, Row>(beneath: ReadonlyMap<Key, Row>, { put, drop }: Overlay<Key, Row>): number {
  let difference = 0;
  for (const key of put.keys()) if (!beneath.has(key)) difference += 1;
  for (const key of drop.keys()) if (beneath.has(key)) difference -= 1;
  return difference;
}
