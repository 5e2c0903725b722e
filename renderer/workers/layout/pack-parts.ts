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
/** Of a chart of few nodes the names can be read, and need their room: half their width to both sides, a line below. */
const nameRoom = { across: 62, below: 22 } as const;
const fewNodes = 120;

/**
 * Puts parts side by side in rows, below what already stands: the largest first. Moves `free` parts only; `standing` ones stay.
 * Rows are as wide as makes the whole about as broad as the window.
 */
export function packParts(
  positions: Float64Array,
  radii: Float64Array,
  free: readonly GraphPart[],
  standing: readonly GraphPart[],
  aspect: number,
): void {
  if (free.length === 0) return;
  const isNamed = free.reduce((sum, { nodes }) => sum + nodes.length, 0) <= fewNodes;
  const [between, boxes] = [isNamed ? gap - nameRoom.below : gap, free.map((part) => boxOf(part.nodes, positions, radii, isNamed))];
  const taken =
    standing.length === 0
      ? null
      : boxOf(
          standing.flatMap((part) => part.nodes),
          positions,
          radii,
          isNamed,
        );
  const least = Math.max(taken?.width ?? 0, ...boxes.map((box) => box.width));
  const start = { x: taken?.left ?? 0, y: taken === null ? 0 : taken.top + taken.height + between };
  const places = bestRows(boxes, least, between, aspect);
  free.forEach((part, at) => {
    const [box, place] = [boxes[at], places[at]];
    if (box !== undefined && place !== undefined) move(part.nodes, positions, start.x + place.x - box.left, start.y + place.y - box.top);
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Wider and wider rows are tried: the whole is to be drawn as large as the window allows. */
const widenings = [1, 1.15, 1.3, 1.5, 1.75, 2] as const;

function bestRows(boxes: readonly Box[], least: number, between: number, aspect: number): readonly Place[] {
  const area = boxes.reduce((sum, box) => sum + (box.width + between) * (box.height + between), 0);
  let best: { readonly places: readonly Place[]; readonly scale: number } | null = null;
  for (const widening of widenings) {
    const rows = rowsOf(boxes, Math.max(Math.sqrt(area * aspect) * widening, least), between);
    const scale = Math.min(aspect / Math.max(1, rows.width), 1 / Math.max(1, rows.height));
    if (best === null || scale > best.scale * 1.02) best = { places: rows.places, scale };
  }
  return best?.places ?? [];
}

/** One after the other, a new row where the next would be too far out. */
function rowsOf(
  boxes: readonly Box[],
  widest: number,
  between: number,
): { readonly places: readonly Place[]; readonly width: number; readonly height: number } {
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  const places = boxes.map((box) => {
    if (x > 0 && x + box.width > widest) [x, y, rowHeight] = [0, y + rowHeight + between, 0];
    const place = { x, y };
    x += box.width + between;
    width = Math.max(width, x - between);
    rowHeight = Math.max(rowHeight, box.height);
    return place;
  });
  return { places, width, height: y + rowHeight };
}

function boxOf(nodes: readonly number[], positions: Float64Array, radii: Float64Array, isNamed: boolean): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const [x = 0, y = 0, radius = 0] = [positions[2 * node], positions[2 * node + 1], radii[node]];
    const [across, below] = isNamed ? [Math.max(radius, nameRoom.across), radius + nameRoom.below] : [radius, radius];
    left = Math.min(left, x - across);
    top = Math.min(top, y - radius);
    right = Math.max(right, x + across);
    bottom = Math.max(bottom, y + below);
  }
  return { left, top, width: right - left, height: bottom - top };
}

function move(nodes: readonly number[], positions: Float64Array, byX: number, byY: number): void {
  for (const node of nodes) {
    positions[2 * node] = Math.round(((positions[2 * node] ?? 0) + byX) * 10) / 10;
    positions[2 * node + 1] = Math.round(((positions[2 * node + 1] ?? 0) + byY) * 10) / 10;
  }
}
