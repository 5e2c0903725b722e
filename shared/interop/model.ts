/** The languages of other programs that a bundle may be said in beside its own. */
export const interopKinds = ["ftm", "stix", "case"] as const;
export type InteropKind = (typeof interopKinds)[number];

/** Where each lies in the bag. */
export const interopPaths = {
  ftm: "data/interop/ftm.ndjson",
  stix: "data/interop/stix.json",
  case: "data/interop/case.jsonld",
} as const satisfies Record<InteropKind, string>;
export type InteropPath = (typeof interopPaths)[InteropKind];

/** One file for a bag. */
export interface InteropFile {
  readonly path: InteropPath;
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
