import fc from "fast-check";
import { expect, test } from "vitest";
import { stepBetween, withPart } from "../../../renderer/features/graph/chart-steps.ts";
import type { ChartView } from "../../../renderer/features/graph/chart-view.ts";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";

const anId = fc.nat({ max: 9 }).map((number): EntityId => parseEntityId(number.toString(16).padStart(32, "0")) ?? expect.fail());
const ids = fc.uniqueArray(anId).map((some) => new Set(some));
const aView: fc.Arbitrary<ChartView> = fc.record({
  positions: fc.array(fc.tuple(anId, fc.record({ x: fc.nat({ max: 3 }), y: fc.nat({ max: 3 }) }))).map((places) => new Map(places)),
  pins: ids,
  hidden: ids,
  placed: ids,
});

test("a step leads from one view to the other and back, and says only what differs", () => {
  fc.assert(
    fc.property(aView, aView, (before, after) => {
      const step = stepBetween("arrange", before, after);
      if (step === null) return expect(after).toEqual(before);
      expect(withPart(before, step.after)).toEqual(after);
      expect(withPart(after, step.before)).toEqual(before);
      expect(step.before.positions.every(([id], at) => id === step.after.positions[at]?.[0])).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("leaves alone what a step does not speak of", () => {
  fc.assert(
    fc.property(aView, aView, aView, (before, after, other) => {
      const step = stepBetween("move", before, after);
      if (step === null) return;
      const back = withPart(withPart(other, step.after), step.before);
      const spoken = new Set(step.before.pins.map(([id]) => id));
      for (const id of other.pins) if (!spoken.has(id)) expect(back.pins.has(id)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
