import type { Patch } from "../projections/model.ts";

/**
 * A map seen through what lies over it: rows that differ, keys that are gone. Nothing of the map beneath is copied, so that looking elsewhere and
 * back costs nothing, however big the case. It follows the map beneath; a new one is made whenever either changed, so that whoever compares sees it.
 */
export class LayeredMap<Key, Row> implements ReadonlyMap<Key, Row> {
  readonly #beneath: ReadonlyMap<Key, Row>;
  readonly #over: Patch<Key, Row> | null;
  /** How many rows more than beneath; counted when first asked, since that walks over all that differs. */
  #difference: number | null = null;

  constructor(beneath: ReadonlyMap<Key, Row>, over: Patch<Key, Row> | null) {
    this.#beneath = beneath;
    this.#over = over;
  }

  get size(): number {
    this.#difference ??= this.#over === null ? 0 : sizeDifference(this.#beneath, this.#over);
    return this.#beneath.size + this.#difference;
  }

  get(key: Key): Row | undefined {
    if (this.#over === null) return this.#beneath.get(key);
    if (this.#over.drop.has(key)) return undefined;
    return this.#over.put.get(key) ?? this.#beneath.get(key);
  }
  has(key: Key): boolean {
    if (this.#over === null) return this.#beneath.has(key);
    return !this.#over.drop.has(key) && (this.#over.put.has(key) || this.#beneath.has(key));
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

  *#layered<Part>({ put, drop }: Patch<Key, Row>, pick: (key: Key, row: Row) => Part): MapIterator<Part> {
    for (const [key, row] of this.#beneath) if (!drop.has(key)) yield pick(key, put.get(key) ?? row);
    for (const [key, row] of put) if (!this.#beneath.has(key)) yield pick(key, row);
  }
}

function sizeDifference<Key, Row>(beneath: ReadonlyMap<Key, Row>, { put, drop }: Patch<Key, Row>): number {
  let difference = 0;
  for (const key of drop) if (beneath.has(key)) difference -= 1;
  for (const key of put.keys()) if (!beneath.has(key)) difference += 1;
  return difference;
}
