import { describe, expect, test } from "vitest";
import { arrange } from "../../../renderer/workers/layout/arrange.ts";
import type { LayoutJob } from "../../../shared/projections/layout-door.ts";

interface Sketch {
  readonly nodes: number;
  readonly links: readonly (readonly [number, number])[];
  readonly places?: ReadonlyMap<number, readonly [number, number]>;
  readonly fixed?: readonly number[];
  readonly seed?: number;
}

function jobOf({ nodes, links, places = new Map(), fixed = [], seed = 7 }: Sketch): LayoutJob {
  return {
    job: 1,
    seed,
    radii: new Float64Array(nodes).fill(25),
    links: Uint32Array.from(links.flat()),
    positions: Float64Array.from(Array.from({ length: nodes }, (_, node) => places.get(node) ?? [Number.NaN, Number.NaN]).flat()),
    isFixed: Uint8Array.from({ length: nodes }, (_, node) => (fixed.includes(node) ? 1 : 0)),
    aspect: 1.6,
  };
}

function settled(sketch: Sketch): Float64Array {
  const steps = arrange(jobOf(sketch));
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const star = (leaves: number): readonly (readonly [number, number])[] => Array.from({ length: leaves }, (_, leaf) => [0, leaf + 1] as const);
const at = (positions: Float64Array, node: number): readonly [number, number] => [
  positions[2 * node] ?? Number.NaN,
  positions[2 * node + 1] ?? Number.NaN,
];
const away = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number => Math.hypot(ax - bx, ay - by);
/** The nearest two nodes of a chart. */
function closest(positions: Float64Array): number {
  const nodes = positions.length / 2;
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < nodes; a++) for (let b = a + 1; b < nodes; b++) least = Math.min(least, away(at(positions, a), at(positions, b)));
  return least;
}

describe("arranging a chart", () => {
  const sketch: Sketch = { nodes: 64, links: [...star(40), [41, 42], [42, 43], [43, 41], [50, 51]] };

  test("leaves room for the names of things that nothing links, side by side and one below the other", () => {
    const positions = settled({ nodes: 14, links: [] });
    for (let a = 0; a < 14; a++)
      for (let b = a + 1; b < 14; b++) {
        const [[ax, ay], [bx, by]] = [at(positions, a), at(positions, b)];
        expect(Math.abs(ax - bx) >= 124 || Math.abs(ay - by) >= 50 + 22).toBe(true);
      }
  });

  test("gives the same bytes for the same job, and others for another seed", () => {
    // A seed only shows where nodes start beside placed ones.
    const begun: Sketch = { ...sketch, places: new Map([[0, [10, 20]]]), fixed: [0] };
    const bytes = (one: Sketch): Uint8Array => new Uint8Array(settled(one).buffer);
    expect(bytes(begun)).toEqual(bytes(begun));
    expect(bytes({ ...begun, seed: 8 })).not.toEqual(bytes(begun));
  });

  test("places every node, as a number", () => {
    const positions = settled(sketch);
    expect(positions.length).toBe(128);
    expect([...positions].every(Number.isFinite)).toBe(true);
  });

  test("lays no node on another", () => {
    expect(closest(settled(sketch))).toBeGreaterThan(40);
  });

  test("leaves fixed nodes exactly where they were, and puts new ones beside their neighbours", () => {
    const places = new Map([
      [0, [1000.1, -500.7]],
      [1, [1100.3, -480.2]],
      [2, [-900, 900]],
    ] as const);
    const positions = settled({
      nodes: 6,
      links: [
        [0, 1],
        [0, 3],
        [3, 4],
      ],
      places,
      fixed: [0, 1, 2],
    });
    for (const [node, place] of places) expect(at(positions, node)).toEqual([...place]);
    expect(away(at(positions, 3), at(positions, 0))).toBeLessThan(400);
    expect(away(at(positions, 4), at(positions, 3))).toBeLessThan(400);
    expect(closest(positions)).toBeGreaterThan(40);
  });

  test("moves only what is free when a part of the chart is arranged", () => {
    const places = new Map(Array.from({ length: 5 }, (_, node) => [node, [node * 3, 0]] as const));
    const positions = settled({ nodes: 5, links: star(4), places, fixed: [0, 1, 2] });
    for (const node of [0, 1, 2]) expect(at(positions, node)).toEqual([node * 3, 0]);
    for (const node of [3, 4]) expect(at(positions, node)).not.toEqual([node * 3, 0]);
  });

  test("puts parts that are not linked side by side, clear of what stands", () => {
    const places = new Map([
      [0, [0, 0]],
      [1, [200, 0]],
    ] as const);
    const positions = settled({
      nodes: 5,
      links: [
        [0, 1],
        [2, 3],
      ],
      places,
      fixed: [0, 1],
    });
    for (const node of [2, 3, 4]) expect(at(positions, node)[1]).toBeGreaterThan(25);
    expect(closest(positions)).toBeGreaterThan(40);
  });

  test("takes an empty chart, a node alone, a node linked to itself, and links to nodes that are not there", () => {
    expect(settled({ nodes: 0, links: [] }).length).toBe(0);
    expect([...settled({ nodes: 1, links: [[0, 0]] })].every(Number.isFinite)).toBe(true);
    expect(
      [
        ...settled({
          nodes: 2,
          links: [
            [0, 9],
            [0, 1],
          ],
        }),
      ].every(Number.isFinite),
    ).toBe(true);
  });

  test("says how far it is, up to the end", () => {
    const steps = arrange(jobOf({ nodes: 5, links: star(4) }));
    const told: number[] = [];
    let total = 0;
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      told.push(step.value.done);
      total = step.value.total;
    }
    expect(told).toEqual(Array.from({ length: total }, (_, done) => done + 1));
    expect(total).toBeGreaterThan(100);
  });
});
