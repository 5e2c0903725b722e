import { invariant } from "../kernel/invariant.ts";

const shards = 64;

/** A key and its row, until it is deleted. */
interface Entry<Key, Row> {
  readonly key: Key;
  row: Row;
  isHere: boolean;
}
const entriesPerPage = 4096;

/**
 * A map in pieces, in the order rows came, like any map. A plain one of some hundred thousand rows makes itself anew when it grows, and that holds
 * its thread for tens of milliseconds; a piece of this one is done within one.
 */
export class ShardedMap<Key extends string, Row> implements ReadonlyMap<Key, Row> {
  readonly #pieces: readonly Map<Key, Entry<Key, Row>>[] = Array.from({ length: shards }, () => new Map<Key, Entry<Key, Row>>());
  #pages: Entry<Key, Row>[][] = [];
  #size = 0;
  #gone = 0;

  get size(): number {
    return this.#size;
  }
  get(key: Key): Row | undefined {
    return this.#pieceOf(key).get(key)?.row;
  }
  has(key: Key): boolean {
    return this.#pieceOf(key).has(key);
  }
  set(key: Key, row: Row): void {
    const piece = this.#pieceOf(key);
    const known = piece.get(key);
    if (known !== undefined) {
      known.row = row;
      return;
    }
    const entry = { key, row, isHere: true };
    piece.set(key, entry);
    this.#pageToFill().push(entry);
    this.#size += 1;
  }
  delete(key: Key): void {
    const piece = this.#pieceOf(key);
    const known = piece.get(key);
    if (known === undefined) return;
    piece.delete(key);
    known.isHere = false;
    this.#size -= 1;
    this.#gone += 1;
    if (this.#gone > this.#size + entriesPerPage) this.#sweep();
  }

  *entries(): MapIterator<[Key, Row]> {
    for (const page of this.#pages) for (const { key, row, isHere } of page) if (isHere) yield [key, row];
  }
  *keys(): MapIterator<Key> {
    for (const page of this.#pages) for (const { key, isHere } of page) if (isHere) yield key;
  }
  *values(): MapIterator<Row> {
    for (const page of this.#pages) for (const { row, isHere } of page) if (isHere) yield row;
  }
  forEach(tell: (row: Row, key: Key, map: ReadonlyMap<Key, Row>) => void): void {
    for (const [key, row] of this) tell(row, key, this);
  }
  [Symbol.iterator](): MapIterator<[Key, Row]> {
    return this.entries();
  }

  #pageToFill(): Entry<Key, Row>[] {
    const last = this.#pages.at(-1);
    if (last !== undefined && last.length < entriesPerPage) return last;
    const page: Entry<Key, Row>[] = [];
    this.#pages.push(page);
    return page;
  }

  /** Lets go of what was deleted, once that is most of what there is. */
  #sweep(): void {
    this.#pages = this.#pages.map((page) => page.filter(({ isHere }) => isHere)).filter(({ length }) => length > 0);
    this.#gone = 0;
  }

  #pieceOf(key: Key): Map<Key, Entry<Key, Row>> {
    const piece = this.#pieces[shardOf(key)];
    invariant(piece !== undefined, "every key has its piece");
    return piece;
  }
}

/** By all of the key (FNV-1a): ids differ anywhere, random ones everywhere and counted ones in few places. */
function shardOf(key: string): number {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) mixed = Math.imul(mixed ^ key.charCodeAt(at), 0x01000193);
  return (mixed ^ (mixed >>> 12)) & (shards - 1);
}
