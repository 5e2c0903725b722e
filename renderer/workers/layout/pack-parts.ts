import type { GraphPart } from "./graph-parts.ts";

/** A box of chart pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room between two parts of a chart. */
const gap = 56;

/**
 * Puts parts side by side in rows, below what already stands: the largest first. Moves `free` parts only; `standing` ones stay.
 * A row is as wide as makes the whole about as broad as the window.
 */
export function packParts(
  positions: Float64Array,
  radii: Float64Array,
  free: readonly GraphPart[],
  standing: readonly GraphPart[],
  aspect: number,
): void {
  if (free.length === 0) return;
  const boxes = free.map((part) => boxOf(part.nodes, positions, radii));
  const taken =
    standing.length === 0
      ? null
      : boxOf(
          standing.flatMap((part) => part.nodes),
          positions,
          radii,
        );
  const area = boxes.reduce((sum, box) => sum + (box.width + gap) * (box.height + gap), 0);
  const widest = Math.max(Math.sqrt(area * aspect), taken?.width ?? 0, ...boxes.map((box) => box.width));
  const start = { x: taken?.left ?? 0, y: taken === null ? 0 : taken.top + taken.height + gap };
  let [x, y, rowHeight] = [start.x, start.y, 0];
  free.forEach((part, at) => {
    const box = boxes[at];
    if (box === undefined) return;
    if (x > start.x && x + box.width > start.x + widest) [x, y, rowHeight] = [start.x, y + rowHeight + gap, 0];
    move(part.nodes, positions, x - box.left, y - box.top);
    x += box.width + gap;
    rowHeight = Math.max(rowHeight, box.height);
  });
}

function boxOf(nodes: readonly number[], positions: Float64Array, radii: Float64Array): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const [x = 0, y = 0, radius = 0] = [positions[2 * node], positions[2 * node + 1], radii[node]];
    left = Math.min(left, x - radius);
    top = Math.min(top, y - radius);
    right = Math.max(right, x + radius);
    bottom = Math.max(bottom, y + radius);
  }
  return { left, top, width: right - left, height: bottom - top };
}

function move(nodes: readonly number[], positions: Float64Array, byX: number, byY: number): void {
  for (const node of nodes) {
    positions[2 * node] = Math.round(((positions[2 * node] ?? 0) + byX) * 10) / 10;
    positions[2 * node + 1] = Math.round(((positions[2 * node + 1] ?? 0) + byY) * 10) / 10;
  }
}
