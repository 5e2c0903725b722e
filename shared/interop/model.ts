/** The languages of other programs that a bundle may be said in beside its own. */
export const interopKinds = ["ftm", "stix", "case"] as const;
export type InteropKind = (typeof interopKinds)[number];

/** One file for a bag. */
export interface InteropFile {
  /** Where it lies in the bag. */
  readonly path: string;
  /** Its text, in pieces of about 64 KiB; the same each time it is read. UTF-8 when written. */
  readonly chunks: Iterable<string>;
  /** What the format cannot say: how many facts, by "<type>.<property>". Whole once `chunks` was read to its end. */
  readonly left: ReadonlyMap<string, number>;
}

/** Counts what cannot be said. */
export class LeftOut {
  readonly counts = new Map<string, number>();

  add(type: string, property: string): void {
    const key = `${type}.${property}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
  /** Begins anew. */
  clear(): void {
    this.counts.clear();
  }
}
