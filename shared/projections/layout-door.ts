import type { Failure, Result } from "../kernel/result.ts";

/** One chart to arrange: nodes are numbers 0 … n−1, so that a layout thread hears neither names nor ids. */
export interface LayoutJob {
  readonly job: number;
  /** The same job with the same seed gives the same bytes. */
  readonly seed: number;
  /** Room each node needs, from its middle, in chart pixels. */
  readonly radii: Float64Array<ArrayBuffer>;
  /** Ends of the links, two numbers each. */
  readonly links: Uint32Array<ArrayBuffer>;
  /** x and y of each node; NaN = not placed yet. */
  readonly positions: Float64Array<ArrayBuffer>;
  /** 1 = stays where it is. A node without a place cannot stay. */
  readonly isFixed: Uint8Array<ArrayBuffer>;
  /** Width divided by height of the place the chart is drawn in. */
  readonly aspect: number;
}

/** What the layout thread can be asked. */
export interface LayoutDoor {
  /** x and y of each node, fixed ones unchanged. A newer job or `cancel` ends the running one. */
  arrange(argument: LayoutJob): Promise<Result<{ readonly positions: Float64Array<ArrayBuffer> }, Failure<"cancelled">>>;
  cancel(argument: null): Promise<null>;
}

/** What the layout thread tells: how far it is, in steps of at most `total`. */
export interface LayoutNews {
  readonly job: number;
  readonly done: number;
  readonly total: number;
}
