import fc from "fast-check";
import { expect, test } from "vitest";
import { KeptOrder } from "../../../renderer/ui/kept-order.ts";

interface Row {
  readonly value: number;
  readonly name: string;
}
/** Some rows go, some change their value in their place, some come. */
const steps = fc.array(
  fc.record({
    gone: fc.array(fc.nat(40), { maxLength: 4 }),
    changed: fc.array(fc.tuple(fc.nat(40), fc.nat(6)), { maxLength: 4 }),
    fresh: fc.array(fc.nat(6), { maxLength: 6 }),
  }),
  { maxLength: 8 },
);

test("whatever comes, goes and changes, the kept order is the one of sorting all anew, equal ones as they came", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 40 }), steps, (first, changes) => {
      let made = 0;
      const rowOf = (value: number): Row => ({ value, name: `row ${(made += 1)}` });
      const kept = new KeptOrder<Row, number>({ valueOf: ({ value }) => value, compare: (a, b) => a - b });
      let rows: readonly Row[] = first.map(rowOf);
      const look = (): void => expect(kept.sort(rows)).toEqual(rows.toSorted((a, b) => a.value - b.value));
      look();
      for (const { gone, changed, fresh } of changes) {
        rows = rows.filter((_row, at) => !gone.includes(at));
        for (const [at, value] of changed) if (at < rows.length) rows = rows.with(at, rowOf(value));
        rows = [...rows, ...fresh.map(rowOf)];
        look();
      }
    }),
    { numRuns: 1000 },
  );
});

test("one new row among many is compared with few", () => {
  let compared = 0;
  const kept = new KeptOrder<Row, number>({
    valueOf: ({ value }) => value,
    compare: (a, b) => {
      compared += 1;
      return a - b;
    },
  });
  const rows = Array.from({ length: 4096 }, (_, value) => ({ value, name: "" }));
  kept.sort(rows);
  compared = 0;
  const fresh = { value: 77.5, name: "fresh" };
  expect(kept.sort(rows.with(3000, fresh))[78]).toBe(fresh);
  expect(compared).toBeLessThan(20);
});
