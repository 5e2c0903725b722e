/** The least hashes of what a text consists of, ascending, each once (`shared/intake/sketch.ts`). */
export type Sketch = Uint32Array<ArrayBuffer>;

/** Hashes a sketch keeps at most: the error of a resemblance then is about 1/√256 = 6 %. */
export const sketchSize = 256;

/**
 * How much of two texts is in common, 0 … 100: the Jaccard resemblance of their word sequences, estimated from the least hashes of both together.
 * Exact for texts of fewer sequences than a sketch keeps.
 *
 * Cost    O(size of the sketches).
 * Source  bottom-k sketches: Broder, On the resemblance and containment of documents, 1997.
 */
export function resemblanceOf(one: Sketch, other: Sketch): number {
  let [i, j, taken, shared] = [0, 0, 0, 0];
  while (taken < sketchSize && (i < one.length || j < other.length)) {
    const [a, b] = [one[i] ?? Number.POSITIVE_INFINITY, other[j] ?? Number.POSITIVE_INFINITY];
    if (a <= b) i += 1;
    if (b <= a) j += 1;
    if (a === b) shared += 1;
    taken += 1;
  }
  return taken === 0 ? 0 : Math.round((100 * shared) / taken);
}

/** Two texts that resemble each other, by their names. */
export interface Resembling<Name> {
  readonly a: Name;
  readonly b: Name;
  readonly resemblance: number;
}

/** Pairs that resemble each other at least so much, best first, then by name. Only pairs that share a hash are compared. */
export function resemblingAmong<Name extends string>(sketches: ReadonlyMap<Name, Sketch>, least: number): readonly Resembling<Name>[] {
  const holders = new Map<number, Name[]>();
  const names = [...sketches.keys()].sort();
  const found: Resembling<Name>[] = [];
  for (const b of names) {
    const sketch = sketches.get(b);
    if (sketch === undefined) continue;
    const before = new Set<Name>();
    for (const hash of sketch) {
      const list = holders.get(hash);
      for (const a of list ?? []) before.add(a);
      if (list === undefined) holders.set(hash, [b]);
      else list.push(b);
    }
    for (const a of before) {
      const resemblance = resemblanceOf(sketches.get(a) ?? new Uint32Array(0), sketch);
      if (resemblance >= least) found.push({ a, b, resemblance });
    }
  }
  return found.sort((x, y) => y.resemblance - x.resemblance || (x.a < y.a ? -1 : x.a > y.a ? 1 : x.b < y.b ? -1 : 1));
}
