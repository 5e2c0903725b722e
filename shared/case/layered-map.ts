/** What lies over a map: another row, or null where there is none. */
export type Overlay<Key, Row> = ReadonlyMap<Key, Row | null>;

/**
 * A map seen through what lies over it: rows that differ, keys that are gone. Nothing of the map beneath is copied, so that looking elsewhere and
 * back costs nothing, however big the case. It follows the map beneath; a new one is made whenever either changed, so that whoever compares sees it.
 */
export class LayeredMap<Key, Row extends object> implements ReadonlyMap<Key, Row> {
  readonly #beneath: ReadonlyMap<Key, Row>;
  readonly #over: Overlay<Key, Row> | null;
  /** How many rows more than beneath; counted when first asked, since that walks over all that differs. */
  #difference: number | null = null;

  constructor(beneath: ReadonlyMap<Key, Row>, over: Overlay<Key, Row> | null) {
    this.#beneath = beneath;
    this.#over = over;
  }

  get size(): number {
    this.#difference ??= this.#over === null ? 0 : sizeDifference(this.#beneath, this.#over);
    return this.#beneath.size + this.#difference;
  }

  get(key: Key): Row | undefined {
    const over = this.#over?.get(key);
    return over === undefined ? this.#beneath.get(key) : (over ?? undefined);
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

  *#layered<Part>(over: Overlay<Key, Row>, pick: (key: Key, row: Row) => Part): MapIterator<Part> {
    for (const [key, row] of this.#beneath) {
      const shown = over.get(key);
      if (shown !== null) yield pick(key, shown ?? row);
    }
    for (const [key, row] of over) if (row !== null && !this.#beneath.has(key)) yield pick(key, row);
  }
}

function sizeDifference<Key, Row>(beneath: ReadonlyMap<Key, Row>, over: Overlay<Key, Row>): number {
  let difference = 0;
  for (const [key, row] of over) {
    if (beneath.has(key)) difference -= row === null ? 1 : 0;
    else difference += row === null ? 0 : 1;
  }
  return difference;
}
