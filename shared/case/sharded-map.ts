import { invariant } from "../kernel/invariant.ts";

const shards = 64;

/**
 * A map in pieces. A plain one of some hundred thousand rows makes itself anew when it grows, and that holds its thread for tens of milliseconds; a
 * piece of this one is done within one. Rows come in no order that means anything.
 */
export class ShardedMap<Key extends string, Row> implements ReadonlyMap<Key, Row> {
  readonly #pieces: readonly Map<Key, Row>[] = Array.from({ length: shards }, () => new Map<Key, Row>());
  #size = 0;

  get size(): number {
    return this.#size;
  }
  get(key: Key): Row | undefined {
    return this.#pieceOf(key).get(key);
  }
  has(key: Key): boolean {
    return this.#pieceOf(key).has(key);
  }
  set(key: Key, row: Row): void {
    const piece = this.#pieceOf(key);
    const before = piece.size;
    piece.set(key, row);
    this.#size += piece.size - before;
  }
  delete(key: Key): void {
    if (this.#pieceOf(key).delete(key)) this.#size -= 1;
  }

  *entries(): MapIterator<[Key, Row]> {
    for (const piece of this.#pieces) yield* piece.entries();
  }
  *keys(): MapIterator<Key> {
    for (const piece of this.#pieces) yield* piece.keys();
  }
  *values(): MapIterator<Row> {
    for (const piece of this.#pieces) yield* piece.values();
  }
  forEach(tell: (row: Row, key: Key, map: ReadonlyMap<Key, Row>) => void): void {
    for (const piece of this.#pieces) for (const [key, row] of piece) tell(row, key, this);
  }
  [Symbol.iterator](): MapIterator<[Key, Row]> {
    return this.entries();
  }

  #pieceOf(key: Key): Map<Key, Row> {
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
