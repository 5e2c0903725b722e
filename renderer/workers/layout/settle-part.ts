import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type Simulation, type SimulationNodeDatum } from "d3-force";
import type { LayoutJob } from "../../../shared/projections/layout-door.ts";
import type { GraphPart } from "./graph-parts.ts";

interface Body extends SimulationNodeDatum {
  readonly node: number;
  readonly radius: number;
  readonly degree: number;
}

/** A part being settled by forces, a slice of time at a time. */
export interface Settling {
  readonly steps: number;
  /** Takes one step. O(n log n). */
  step(): void;
  /** Writes the places of its nodes into `positions`. */
  write(positions: Float64Array): void;
}

/** Room between two nodes that touch, in chart pixels. */
const gap = 5;
/** Charts are settled narrow and drawn this much wider: names lie flat and windows are broad, so room across is worth more than room down. */
const stretch = 1.6;

/**
 * Starts settling one part: springs along links, repulsion, and room around each node. Nodes without a place start beside a placed
 * neighbour; fixed nodes push and pull and never move. Only the seed is random.
 */
export function settlePart(part: GraphPart, job: LayoutJob): Settling {
  const random = seededRandom(job.seed + (part.nodes[0] ?? 0));
  const degrees = degreesOf(part);
  const bodies = part.nodes.map((node): Body => bodyOf(node, job, degrees.get(node) ?? 0));
  startUnplaced(bodies, part, random);
  const simulation = forcesOf(bodies, part).randomSource(random);
  const steps = bodies.every((body) => body.fx !== undefined) ? 0 : stepsFor(bodies.length);
  simulation.alphaDecay(1 - 0.001 ** (1 / Math.max(1, steps)));
  return {
    steps,
    step: () => void simulation.tick(),
    write: (positions) => {
      for (const { node, x = 0, y = 0, fx, fy } of bodies) {
        if (fx !== undefined && fy !== undefined) continue;
        positions[2 * node] = Math.round(x * stretch * 10) / 10;
        positions[2 * node + 1] = Math.round(y * 10) / 10;
      }
    },
  };
}

function bodyOf(node: number, { positions, isFixed, radii }: LayoutJob, degree: number): Body {
  const [x, y] = [(positions[2 * node] ?? Number.NaN) / stretch, positions[2 * node + 1] ?? Number.NaN];
  const radius = radii[node] ?? gap;
  if (Number.isNaN(x) || Number.isNaN(y)) return { node, radius, degree };
  return isFixed[node] === 1 ? { node, radius, degree, x, y, fx: x, fy: y } : { node, radius, degree, x, y };
}

function degreesOf(part: GraphPart): ReadonlyMap<number, number> {
  const degrees = new Map<number, number>();
  for (const end of part.links.flat()) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  return degrees;
}

/** Beside the middle of the placed neighbours, outwards in a spiral; what has none starts where d3-force puts it. */
function startUnplaced(bodies: readonly Body[], part: GraphPart, random: () => number): void {
  const byNode = new Map(bodies.map((body) => [body.node, body]));
  const neighbours = new Map<number, Body[]>();
  for (const [a, b] of part.links) {
    for (const [end, other] of [
      [a, byNode.get(b)],
      [b, byNode.get(a)],
    ] as const)
      if (other !== undefined) neighbours.set(end, [...(neighbours.get(end) ?? []), other]);
  }
  const placed = (body: Body): boolean => body.x !== undefined;
  for (let isMoving = bodies.some(placed); isMoving; ) {
    isMoving = false;
    for (const body of bodies) {
      const beside = placed(body) ? [] : (neighbours.get(body.node) ?? []).filter(placed);
      if (beside.length === 0) continue;
      const angle = random() * 2 * Math.PI;
      const away = beside.length === 1 ? 60 + random() * 40 : 20 + random() * 30;
      body.x = middle(beside, "x") + away * Math.cos(angle);
      body.y = middle(beside, "y") + away * Math.sin(angle);
      isMoving = true;
    }
  }
}

const middle = (bodies: readonly Body[], axis: "x" | "y"): number => bodies.reduce((sum, body) => sum + (body[axis] ?? 0), 0) / bodies.length;

function forcesOf(bodies: Body[], part: GraphPart): Simulation<Body, undefined> {
  const isAnchored = bodies.some((body) => body.fx !== undefined);
  const springs = part.links.map(([source, target]) => ({ source, target }));
  // Few nodes: lines long enough for what is written on them. Many: the names of nodes are all that can be read.
  const roomForWords = Math.max(0, 76 * (1 - bodies.length / 80));
  const degreeOf = (end: unknown): number => (isBody(end) ? end.degree : 1);
  const link = forceLink<Body, { source: number; target: number }>(springs)
    .id((body) => body.node)
    .distance(({ source, target }) => 62 + roomForWords + 5 * Math.min(12, Math.sqrt(Math.min(degreeOf(source), degreeOf(target)) * 6)))
    .iterations(bodies.length > 1500 ? 1 : 2);
  return forceSimulation<Body>(bodies)
    .stop()
    .force("link", link)
    .force(
      "charge",
      forceManyBody<Body>()
        .strength((body) => -260 - 4 * roomForWords - 30 * Math.sqrt(body.degree))
        .theta(1)
        .distanceMax(1200),
    )
    .force(
      "collide",
      // Stretched, two of them side by side leave room for the names below both.
      forceCollide<Body>((body) => body.radius + gap + 0.3 * roomForWords)
        .strength(1)
        .iterations(2),
    )
    .force("x", forceX<Body>(0).strength(isAnchored ? 0 : 0.035))
    .force("y", forceY<Body>(0).strength(isAnchored ? 0 : 0.05));
}

function isBody(end: unknown): end is Body {
  return typeof end === "object" && end !== null && "degree" in end;
}

/** Enough to settle a small chart well, and a large one at all. */
function stepsFor(count: number): number {
  if (count === 1) return 0;
  return Math.round(Math.max(140, 360 - count / 12));
}

/** Mulberry32: 32 bits of state, the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
