/** The middle one; of an even number the lower middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which a share of all lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** One bar of the bench: what was measured, against what, and how high it may be. */
export interface Bar {
  readonly name: string;
  readonly measured: number;
  readonly most: number;
  readonly unit: "×" | "ms" | "MB" | "rows";
  /** The figures behind it. */
  readonly detail: string;
}

export interface Report {
  readonly facts: readonly string[];
  readonly bars: readonly Bar[];
}
