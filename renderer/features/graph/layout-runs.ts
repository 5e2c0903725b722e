import { type Layout, openLayout } from "../../state/layout-bridge.ts";
import type { Point } from "./chart-view.ts";

/** One node to arrange: where it stands, and whether it stays there. */
export interface LayoutNode {
  readonly id: string;
  /** Room it needs, from its middle. */
  readonly radius: number;
  /** null = to be placed. */
  readonly at: Point | null;
  readonly stays: boolean;
}
export interface LayoutRequest {
  readonly nodes: readonly LayoutNode[];
  readonly links: readonly (readonly [from: string, to: string])[];
  readonly aspect: number;
}

/** The same for every chart: a chart made twice looks the same. */
const seed = 20_260_417;

/** The layout thread of one chart: started when first needed, one run at a time. */
export class LayoutRuns {
  private layout: Layout | null = null;
  private job = 0;
  private readonly onProgress: (share: number) => void;

  /** `onProgress` hears how far the run is, 0 … 1. */
  constructor(onProgress: (share: number) => void) {
    this.onProgress = onProgress;
  }

  /** Places by node, or null when the run was overtaken or cancelled, or the thread has a fault: what stands then stays. */
  async run(request: LayoutRequest): Promise<ReadonlyMap<string, Point> | null> {
    this.job += 1;
    const { job } = this;
    const ids = request.nodes.map(({ id }) => id);
    const answer = await this.open()
      .arrange({ job, seed, ...numbersOf(request) })
      .catch(() => null);
    if (answer === null || !answer.ok || job !== this.job) return null;
    const { positions } = answer.value;
    return new Map(ids.map((id, at) => [id, { x: positions[2 * at] ?? 0, y: positions[2 * at + 1] ?? 0 }]));
  }

  async cancel(): Promise<void> {
    this.job += 1;
    await this.layout?.door.cancel(null);
  }

  stop(): void {
    this.job += 1;
    this.layout?.stop();
    this.layout = null;
  }

  private open(): Layout["door"] {
    this.layout ??= openLayout(({ job, done, total }) => {
      if (job === this.job && total > 0) this.onProgress(done / total);
    });
    return this.layout.door;
  }
}

function numbersOf({ nodes, links, aspect }: LayoutRequest) {
  const places = new Map(nodes.map(({ id }, at) => [id, at]));
  const ends = links.flatMap(([from, to]) => {
    const [a, b] = [places.get(from), places.get(to)];
    return a === undefined || b === undefined ? [] : [a, b];
  });
  return {
    radii: Float64Array.from(nodes, ({ radius }) => radius),
    links: Uint32Array.from(ends),
    positions: Float64Array.from(nodes.flatMap(({ at }) => (at === null ? [Number.NaN, Number.NaN] : [at.x, at.y]))),
    isFixed: Uint8Array.from(nodes, ({ stays }) => (stays ? 1 : 0)),
    aspect,
  };
}
