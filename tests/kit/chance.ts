import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";

/** Whole numbers below a limit, the same for the same mutant. */
export interface Chance {
  below(limit: number): number;
  of<Item>(items: readonly Item[]): Item;
}

/** Mulberry32: enough chance for a test, and repeatable by its number. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    of: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("of nothing");
      return item;
    },
  };
}

export type Change = (bytes: Bytes, chance: Chance) => Bytes;
/** A part taken out, and another put in its place. */
export const cutAt = (bytes: Bytes, at: number, removed: number, inserted: Bytes = new Uint8Array(0)): Bytes =>
  concatBytes(bytes.slice(0, at), inserted, bytes.slice(at + removed));

/** What chance does to any bytes. */
export const byteChanges: readonly Change[] = [
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    const flipped = bytes.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << chance.below(8));
    return flipped;
  },
  (bytes, chance) => bytes.slice(0, chance.below(bytes.length)),
  (bytes, chance) => concatBytes(bytes, new Uint8Array(1 + chance.below(2000)).fill(chance.below(256))),
  (bytes, chance) => cutAt(bytes, chance.below(bytes.length), 1 + chance.below(600)),
  (bytes, chance) => cutAt(bytes, chance.below(bytes.length), 0, new Uint8Array(1 + chance.below(600)).fill(chance.below(256))),
  (bytes, chance) => {
    const [from, to, length] = [chance.below(bytes.length), chance.below(bytes.length), 1 + chance.below(600)];
    return cutAt(bytes, to, 0, bytes.slice(from, from + length));
  },
];
