import type { LayoutJob } from "../../../shared/projections/layout-door.ts";
import { type GraphPart, partsOf } from "./graph-parts.ts";
import { packParts } from "./pack-parts.ts";
import { settlePart } from "./settle-part.ts";

/** How far an arrangement is. */
export interface ArrangeProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Arranges a chart: each connected part by forces, then the parts side by side. Whoever runs it takes steps as time allows, and may
 * stop at any of them.
 *
 * Gives   at the end, x and y of every node; fixed nodes exactly where they were, no NaN.
 * Cost    O(n log n) a step, a few hundred steps.
 * Law     the same job gives the same bytes (tests/unit/layout).
 * Source  measured-store §5: d3-force with collision had no overlap and kept placed nodes.
 */
export function* arrange(job: LayoutJob): Generator<ArrangeProgress, Float64Array<ArrayBuffer>> {
  const parts = joinStanding(partsOf(job), job);
  const settlings = parts.map((part) => settlePart(part, job));
  const positions = Float64Array.from(job.positions);
  const total = settlings.reduce((sum, { steps }) => sum + steps, 0);
  let done = 0;
  for (const settling of settlings) {
    for (let step = 0; step < settling.steps; step += 1) {
      settling.step();
      done += 1;
      yield { done, total };
    }
    settling.write(positions);
  }
  packParts(
    positions,
    job.radii,
    parts.filter((part) => !stands(part, job)),
    parts.filter((part) => stands(part, job)),
    job.aspect,
  );
  return positions;
}

/** Parts that hold a fixed node are settled together, so that nodes new to one keep clear of the others. */
function joinStanding(parts: readonly GraphPart[], job: LayoutJob): readonly GraphPart[] {
  const standing = parts.filter((part) => stands(part, job));
  if (standing.length < 2) return parts;
  const joined: GraphPart = { nodes: standing.flatMap((part) => part.nodes), links: standing.flatMap((part) => part.links) };
  return [joined, ...parts.filter((part) => !stands(part, job))];
}

function stands(part: GraphPart, job: LayoutJob): boolean {
  return part.nodes.some((node) => job.isFixed[node] === 1 && isPlaced(job, node));
}

function isPlaced({ positions }: LayoutJob, node: number): boolean {
  return !Number.isNaN(positions[2 * node] ?? Number.NaN) && !Number.isNaN(positions[2 * node + 1] ?? Number.NaN);
}
