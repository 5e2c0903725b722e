import fc from "fast-check";
import { expect, test } from "vitest";
import { chartStatus } from "../../../renderer/features/graph/chart-status.ts";
import { edgeClasses, nodeClasses, nodeLabel, ringsOf } from "../../../renderer/features/graph/elements.ts";
import { withoutOverlay, withOverlay } from "../../../renderer/features/graph/overlay-scene.ts";
import { sceneOf } from "../../../renderer/features/graph/scene.ts";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import type { ChartWords } from "../../../renderer/features/graph/chart-words.ts";
import { type ReviewRow, type RowState, rowStates } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { mostNodes } from "../../../shared/projections/most-linked.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { entityIdOf, plainEntity } from "../../kit/plain-entity.ts";

const thing = (number: number, type = "person"): Entity => plainEntity(number, type, { title: `thing ${number}` });
const link = (number: number, from: number, to: number): Entity =>
  plainEntity(number, "related", { form: "link", ends: { from: entityIdOf(from), to: entityIdOf(to) } });
const caseOf = (...entities: readonly Entity[]): CaseIndex => new CaseIndex(new Map(entities.map((each) => [each.id, each])));
const ids = (...numbers: readonly number[]): readonly EntityId[] => numbers.map(entityIdOf);

/** An overlay of these things and links, in these states; what the case does not have is a ghost. */
function laid(index: CaseIndex, changed: readonly (readonly [Entity, RowState])[], off: readonly RowState[] = []) {
  const rows = new Map(changed.map(([{ id, form }, state]) => [id, { entity: id, form, state } as ReviewRow]));
  const ghosts = new Map(changed.flatMap(([entity]) => (index.entities.has(entity.id) ? [] : [[entity.id, entity] as const])));
  return { rows, ghosts, off: new Set(off) };
}
const draw = (index: CaseIndex, over: ReturnType<typeof laid> | null, hidden: ReadonlySet<EntityId> = new Set()) =>
  withOverlay(sceneOf(index, new Map(), { hidden, placed: new Set() }), index, over, hidden);

test("what arrived stands beside what the case has, marked, with what its links join; a state that is switched off stands nowhere", () => {
  const index = caseOf(thing(1), thing(2), link(9, 1, 2));
  const changed = [
    [thing(1), "conflict"],
    [thing(3), "new"],
    [link(10, 1, 3), "new"],
    [link(9, 1, 2), "changed"],
  ] as const;
  const scene = draw(index, laid(index, changed));
  expect([...scene.nodes.keys()]).toEqual(ids(1, 2, 3));
  expect([...scene.edges.keys()]).toEqual(ids(9, 10));
  expect([...scene.overlay.ghosts]).toEqual(ids(3, 10));
  const states = new Map<string, RowState>(changed.map(([{ id }, state]) => [id, state]));
  expect(new Map(scene.overlay.states)).toEqual(states);
  const without = draw(index, laid(index, changed, ["new"]));
  expect([...without.nodes.keys()]).toEqual(ids(1, 2));
  expect([...without.edges.keys()]).toEqual(ids(9));
  expect(draw(index, null).overlay.states.size).toBe(0);
});

test("what a person hid stays hidden, and a link that has an end nobody knows is not drawn", () => {
  const index = caseOf(thing(1), thing(2), link(9, 1, 2));
  const over = laid(index, [
    [thing(3), "new"],
    [link(10, 1, 3), "new"],
    [link(11, 1, 77), "new"],
  ]);
  const scene = draw(index, over, new Set(ids(3)));
  expect([...scene.nodes.keys()]).toEqual(ids(1, 2));
  expect([...scene.edges.keys()]).toEqual(ids(9));
  expect(scene.overlay.left).toBe(1);
});

test("no node or line is told by colour alone: each state has a class and a mark before the name, and a ghost is said to be one", () => {
  const index = caseOf(thing(1));
  const scene = draw(
    index,
    laid(index, [
      [thing(1), "disputed"],
      [thing(3), "new"],
    ]),
  );
  const words = { nameOf: ({ title }: Entity) => title } as ChartWords;
  expect([...scene.nodes.values()].map((entity) => nodeLabel(entity, words, scene.overlay))).toEqual(["? thing 1", "+ thing 3"]);
  const setting = { isOff: false, isStolen: false, isPinned: false, overlay: scene.overlay };
  const classes = [...scene.nodes.values()].map((entity) => nodeClasses(entity, new Map(), setting).split(" "));
  expect(classes).toEqual([
    ["type-person", "over-disputed"],
    ["type-person", "over-new", "ghost"],
  ]);
  const edge = { id: "e", from: entityIdOf(1), to: entityIdOf(3), link: link(10, 1, 3), flow: null, isAnswered: false };
  const overlay = { states: new Map([["e", "new" as const]]), ghosts: new Set(["e"]), added: new Set(["e"]), left: 0 };
  expect(edgeClasses(edge, new Map(), { lines: 1, isOff: false, isStolen: false, overlay }).split(" ")).toEqual([
    "said",
    "undirected",
    "over-new",
    "ghost",
  ]);
});

test("an agency of which only what arrived speaks has a ring of its own, and none of the case changes its colour", () => {
  const ghosts = new Map([[entityIdOf(3), plainEntity(3, "person", { agencies: ["aaa", "mci"] })]]);
  expect([...ringsOf(["afm", "mci"], "afm", { ghosts })]).toEqual([
    ["mci", 0],
    ["aaa", 1],
  ]);
});

test("for what there is no room is counted, and what the case shows is not pushed out", () => {
  const own = Array.from({ length: mostNodes }, (_, at) => thing(at + 1, at % 2 === 0 ? "person" : "wallet"));
  const lines = own.slice(1).map((_, at) => link(100_000 + at, at + 1, at + 2));
  const index = caseOf(...own, ...lines);
  const scene = draw(
    index,
    laid(index, [
      [thing(50_000), "new"],
      [thing(50_001), "new"],
    ]),
  );
  expect(scene.nodes.size).toBe(mostNodes);
  expect(scene.overlay).toMatchObject({ left: 2 });
  expect(scene.overlay.ghosts.size).toBe(0);
});

test("a thing of the case that waits in the table comes onto the chart when something of it would change, and is counted as one that waits", () => {
  const index = caseOf(...Array.from({ length: 60 }, (_, at) => thing(at + 1)));
  expect(draw(index, null)).toMatchObject({ offChart: [{ type: "person", why: "unlinked", count: 60 }] });
  const scene = draw(index, laid(index, [[thing(7), "changed"]]));
  expect([...scene.nodes.keys()]).toEqual(ids(7));
  expect([scene.overlay.ghosts.size, withoutOverlay(scene).nodes.size]).toEqual([0, 0]);
  expect(scene.offChart).toEqual([{ type: "person", why: "unlinked", count: 60 }]);
});

test("law: whatever is laid over it, what the case shows and counts is what it showed and counted without", () => {
  const anyCase = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), { maxLength: 8 });
  const anyRows = fc.array(fc.tuple(fc.integer({ min: 1, max: 24 }), fc.constantFrom(...rowStates.filter((state) => state !== "known"))), {
    maxLength: 10,
  });
  const anyLinks = fc.array(fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 })), { maxLength: 6 });
  fc.assert(
    fc.property(anyCase, anyRows, anyLinks, fc.subarray([...rowStates]), (pairs, changed, links, off) => {
      const own = [...new Set(pairs.flat())].map((number) => thing(number));
      const index = caseOf(...own, ...pairs.map(([from, to], at) => link(1000 + at, from, to)));
      const over = laid(
        index,
        [
          ...changed.map(([number, state]) => [thing(number), state] as const),
          ...links.map(([from, to], at) => [link(2000 + at, from, to), "new"] as const),
        ],
        off,
      );
      const [plain, scene] = [draw(index, null), draw(index, over)];
      const bare = withoutOverlay(scene);
      expect(new Map(bare.nodes)).toEqual(new Map(plain.nodes));
      expect(new Map(bare.edges)).toEqual(new Map(plain.edges));
      const status = (of: typeof scene) => {
        const { overlay: _over, ...counted } = chartStatus(of, {
          hiddenTypes: [],
          stolen: new Map(),
          rings: new Map(),
          layout: null,
          pins: 0,
          isPanning: true,
        });
        return counted;
      };
      expect(status(scene)).toEqual(status(plain));
      for (const [id, state] of scene.overlay.states)
        expect([off.includes(state), scene.nodes.has(id as EntityId) || scene.edges.has(id)]).toEqual([false, true]);
    }),
  );
});
