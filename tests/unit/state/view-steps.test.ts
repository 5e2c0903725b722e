import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeKept,
  type Depths,
  encodeKept,
  followed,
  type KeptView,
  nextOf,
  noSteps,
  turned,
  type ViewChange,
  type ViewStep,
  type ViewSteps,
  type Way,
  withStep,
  withTyped,
} from "../../../renderer/state/view-steps.ts";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";

const runs = process.env["SLOW"] === "1" ? 50_000 : 2000;
const idOf = (number: number): EntityId => parseEntityId(number.toString(16).padStart(32, "0")) ?? expect.fail();
const filterTo = (before: string, after: string): ViewChange => ({ kind: "filter", before, after });

/** The window in small: the ledger's two stacks of acts, the filter as the view, and the steps between them. */
class Window {
  acts: readonly number[] = [];
  undoneActs: readonly number[] = [];
  view = "";
  steps: ViewSteps = noSteps;
  #said = 0;

  get depths(): Depths {
    return { done: this.acts.length, undone: this.undoneActs.length };
  }
  get picture(): { readonly acts: readonly number[]; readonly view: string } {
    return { acts: this.acts, view: this.view };
  }
  act(): void {
    this.#said += 1;
    this.#moveLedger([...this.acts, this.#said], [], false);
  }
  change(view: string): void {
    this.steps = withStep(this.steps, filterTo(this.view, view), this.depths);
    this.view = view;
  }
  turn(way: Way): boolean {
    const next = nextOf(this.steps, this.depths, way);
    if (next === null) return false;
    if (next === "ledger") this.#turnLedger(way);
    else this.#turnView(next, way);
    return true;
  }
  #turnView({ change }: ViewStep, way: Way): void {
    this.steps = turned(this.steps, way);
    if (change.kind === "filter") this.view = way === "undo" ? change.before : change.after;
  }
  #turnLedger(way: Way): void {
    const [from, to] = way === "undo" ? [this.acts, this.undoneActs] : [this.undoneActs, this.acts];
    const [rest, more] = [from.slice(0, -1), [...to, from.at(-1) ?? 0]];
    if (way === "undo") this.#moveLedger(rest, more, false);
    else this.#moveLedger(more, rest, true);
  }
  #moveLedger(acts: readonly number[], undoneActs: readonly number[], isRedo: boolean): void {
    const before = this.depths;
    [this.acts, this.undoneActs] = [acts, undoneActs];
    this.steps = followed(this.steps, before, this.depths, isRedo);
  }
}

const aMove = fc.oneof(fc.constant("act"), fc.constant("view"), fc.constant("undo"), fc.constant("undo"), fc.constant("redo"), fc.constant("reload"));

/** What was done and undone, as one list each. An act ends the redo of all; a change of the view that of changes of the view. */
class OneStack {
  done: readonly Item[] = [];
  undone: readonly Item[] = [];

  do(item: Item): void {
    this.done = [...this.done, item];
    this.undone = item.kind === "act" ? [] : this.undone.filter(({ kind }) => kind === "act");
  }
  turn(way: Way): boolean {
    const [from, to] = way === "undo" ? [this.done, this.undone] : [this.undone, this.done];
    const last = from.at(-1);
    if (last === undefined) return false;
    const [rest, more] = [from.slice(0, -1), [...to, last]];
    [this.done, this.undone] = way === "undo" ? [rest, more] : [more, rest];
    return true;
  }
  get picture(): Window["picture"] {
    const acts = this.done.flatMap((item) => (item.kind === "act" ? [item.number] : []));
    return { acts, view: this.done.findLast(({ kind }) => kind === "view")?.text ?? "" };
  }
}
type Item = { readonly kind: "act"; readonly number: number; readonly text: "" } | { readonly kind: "view"; readonly text: string };

test("undo gives back what was before the last thing done, act or view, and redo what was after it; a view ends the redo of views alone", () => {
  fc.assert(
    fc.property(fc.array(aMove, { maxLength: 60 }), (moves) => {
      const [window, wanted] = [new Window(), new OneStack()];
      let acts = 0;
      moves.forEach((move, at) => {
        if (move === "act") {
          window.act();
          acts += 1;
          wanted.do({ kind: "act", number: acts, text: "" });
        } else if (move === "view") {
          window.change(`text ${at}`);
          wanted.do({ kind: "view", text: `text ${at}` });
        } else if (move === "reload") {
          const ledger = { ...window.depths, commits: 7 };
          const kept = decodeKept(encodeKept({ steps: window.steps, hiddenTypes: [], filterText: window.view, ledger }), ledger);
          expect(kept).toEqual({ steps: window.steps, hiddenTypes: [], filterText: window.view, ledger });
          window.steps = kept?.steps ?? expect.fail();
        } else expect(window.turn(move)).toBe(wanted.turn(move));
        expect(window.picture).toEqual(wanted.picture);
      });
    }),
    { numRuns: runs },
  );
});

test("an act that is undone and then overtaken by a change of the view is redone above it", () => {
  const window = new Window();
  window.act();
  window.act();
  window.turn("undo");
  window.change("a");
  expect([window.turn("redo"), window.picture]).toEqual([true, { acts: [1, 2], view: "a" }]);
  expect([window.turn("undo"), window.picture]).toEqual([true, { acts: [1], view: "a" }]);
  expect([window.turn("undo"), window.picture]).toEqual([true, { acts: [1], view: "" }]);
});

test("a change made while an undo was under way lies above it", () => {
  const during = withStep(noSteps, filterTo("", "a"), { done: 2, undone: 0 });
  const after = followed(during, { done: 2, undone: 0 }, { done: 1, undone: 1 }, false);
  expect(after).toEqual({ done: [{ change: filterTo("", "a"), depth: 1 }], undone: [] });
  expect(nextOf(after, { done: 1, undone: 1 }, "undo")).toBe(after.done[0]);
});

test("a redo leaves what may be redone of the view, and a new act ends it, though both make the ledger grow alike", () => {
  const steps: ViewSteps = { done: [], undone: [{ change: filterTo("", "a"), depth: 1 }] };
  const [before, after] = [
    { done: 0, undone: 1 },
    { done: 1, undone: 0 },
  ];
  expect(followed(steps, before, after, true).undone).toHaveLength(1);
  expect(followed(steps, before, after, false).undone).toEqual([]);
});

test("typing goes on as one step, at one depth; typing back to the beginning leaves none", () => {
  const begun = withStep(noSteps, filterTo("", "k"), { done: 1, undone: 0 });
  const typed = withTyped(begun, "ku", { done: 1, undone: 0 });
  expect(typed.done).toEqual([{ change: filterTo("", "ku"), depth: 1 }]);
  expect(withTyped(typed, "", { done: 1, undone: 0 }).done).toEqual([]);
  expect(withTyped(typed, "kur", { done: 2, undone: 0 })).toBe(typed);
});

test("keeps the last hundred steps, and no more nodes than a note should carry", () => {
  let steps = noSteps;
  for (let at = 0; at < 150; at += 1) steps = withStep(steps, filterTo(`${at}`, `${at + 1}`), { done: 0, undone: 0 });
  expect(steps.done.map(({ change }) => (change.kind === "filter" ? change.before : "")).slice(0, 2)).toEqual(["50", "51"]);
  const part = { positions: [], pins: [], hidden: [], placed: [] };
  for (let at = 0; at < 30; at += 1)
    steps = withStep(steps, { kind: "chart", act: "arrange", count: 1000, before: part, after: part }, { done: 0, undone: 0 });
  expect(steps.done).toHaveLength(20);
});

const ledger = { done: 2, undone: 1, commits: 9 };
const chartStep: ViewStep = {
  depth: 2,
  change: {
    kind: "chart",
    act: "hide",
    count: 2,
    before: {
      positions: [
        [idOf(1), { x: -1.5, y: 2 }],
        [idOf(2), null],
      ],
      pins: [],
      hidden: [[idOf(1), false]],
      placed: [[idOf(1), true]],
    },
    after: {
      positions: [
        [idOf(1), { x: 0, y: 0 }],
        [idOf(2), { x: 4, y: 4 }],
      ],
      pins: [],
      hidden: [[idOf(1), true]],
      placed: [[idOf(1), false]],
    },
  },
};
const kept: KeptView = {
  steps: { done: [chartStep], undone: [{ change: { kind: "types", hid: ["site"], shown: [] }, depth: 2 }] },
  hiddenTypes: ["site"],
  filterText: "kur",
  ledger,
};

test("the view comes back from its note as it was", () => expect(decodeKept(encodeKept(kept), ledger)).toEqual(kept));

test("a ledger that went on since the note was kept ends redoing, and no step lies above it", () => {
  const now = { done: 1, undone: 0, commits: 10 };
  expect(decodeKept(encodeKept(kept), now)?.steps).toEqual({ done: [{ ...chartStep, depth: 1 }], undone: [] });
});

test.each([null, "", "{", "[]", "null", '{"version":2}', encodeKept(kept).replace('"hide"', '"burn"'), encodeKept(kept).replace(idOf(1), "x")])(
  "a note that cannot be read whole (%s) is none",
  (text) => expect(decodeKept(text, ledger)).toBeNull(),
);

test("while no chart is shown its steps are passed over, and wait for it", () => {
  const depths = { done: 1, undone: 0 };
  const part = { positions: [], pins: [], hidden: [], placed: [] };
  const chart = { kind: "chart", act: "move", count: 1, before: part, after: part } as const;
  const steps = withStep(withStep(noSteps, filterTo("", "a"), depths), chart, depths);
  expect(nextOf(steps, depths, "undo")).toMatchObject({ change: { kind: "chart" } });
  expect(nextOf(steps, depths, "undo", false)).toMatchObject({ change: { kind: "filter" } });
  const back = turned(steps, "undo", false);
  expect([back.done, back.undone].map((side) => side.map(({ change }) => change.kind))).toEqual([["chart"], ["filter"]]);
  expect(nextOf(back, depths, "undo", false)).toBe("ledger");
  expect(nextOf(back, { done: 0, undone: 1 }, "undo", false)).toBeNull();
  expect(nextOf(back, depths, "redo", false)).toMatchObject({ change: { kind: "filter" } });
  expect(turned(back, "redo", false).done.map(({ change }) => change.kind)).toEqual(["chart", "filter"]);
  expect(nextOf(back, depths, "undo")).toMatchObject({ change: { kind: "chart" } });
});
