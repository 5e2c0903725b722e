/** A part of the chart's place, in its own pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest parts of a stage over which nothing lies. Bounded by the edges of the stage and of what lies over it: of two covers, 225 boxes are tried. */
export function freeRooms({ width, height }: Size, covers: readonly Box[]): readonly Box[] {
  const across = spansOf(
    width,
    covers.flatMap(({ left, right }) => [left, right]),
  );
  const down = spansOf(
    height,
    covers.flatMap(({ top, bottom }) => [top, bottom]),
  );
  const free = across
    .flatMap(([left, right]) => down.map(([top, bottom]) => ({ left, right, top, bottom })))
    .filter((room) => !covers.some((cover) => overlap(room, cover)));
  return free.filter((room) => !free.some((other) => other !== room && holds(other, room)));
}

/** The roomiest of these; the whole stage where they all are too small to look into. */
export function roomiest(stage: Size, rooms: readonly Box[]): Box {
  const fair = rooms.filter(({ left, right, top, bottom }) => right - left >= leastSide && bottom - top >= leastSide);
  const whole: Box = { left: 0, top: 0, right: stage.width, bottom: stage.height };
  return fair.reduce<Box | null>((best, room) => (best === null || areaOf(room) > areaOf(best) ? room : best), null) ?? whole;
}

export const overlap = (a: Box, b: Box): boolean => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** A node with its name needs about this much. */
const leastSide = 80;
const areaOf = ({ left, right, top, bottom }: Box): number => (right - left) * (bottom - top);
const holds = (outer: Box, inner: Box): boolean =>
  outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom;

/** Every stretch between two of these edges or the ends. */
function spansOf(length: number, edges: readonly number[]): readonly (readonly [number, number])[] {
  const places = [...new Set([0, length, ...edges.map((edge) => Math.max(0, Math.min(length, edge)))])].sort((a, b) => a - b);
  return places.flatMap((from, at) => places.slice(at + 1).map((to) => [from, to] as const));
}
