import { expect, test } from "vitest";
import { type ChartView, decodeView, emptyView, encodeView, withIds } from "../../../renderer/features/graph/chart-view.ts";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";

const idOf = (number: number): EntityId => parseEntityId(number.toString(16).padStart(32, "0")) ?? expect.fail();
const view: ChartView = {
  positions: new Map([
    [idOf(1), { x: -12.5, y: 0.1 }],
    [idOf(2), { x: 1e6, y: 3 }],
  ]),
  pins: new Set([idOf(1)]),
  hidden: new Set([idOf(3)]),
  placed: new Set([idOf(2), idOf(4)]),
};

test("a view comes back from its note as it was", () => expect(decodeView(encodeView(view))).toEqual(view));

test.each([null, "", "{", "[]", "1", "null", '{"version":2}', '{"version":1,"positions":7,"pins":{},"hidden":null}'])(
  "a note that is no view (%s) gives the empty view",
  (text) => expect(decodeView(text)).toEqual(emptyView),
);

test("what is damaged in a note is left out, and the rest is kept", () => {
  const good = [idOf(1), 1, 2];
  const text = JSON.stringify({ version: 1, positions: [good, ["x", 1, 2], [idOf(2), "1", 2], [idOf(3), null, 2], 5], pins: [idOf(1), "zz", 4] });
  expect(decodeView(text)).toEqual({ ...emptyView, positions: new Map([[idOf(1), { x: 1, y: 2 }]]), pins: new Set([idOf(1)]) });
});

test("ids are added to a set and taken out of it, and the set itself stays", () => {
  const before = new Set([idOf(1)]);
  expect(withIds(before, [idOf(2)], true)).toEqual(new Set([idOf(1), idOf(2)]));
  expect(withIds(before, [idOf(1), idOf(9)], false)).toEqual(new Set());
  expect(before.size).toBe(1);
});
