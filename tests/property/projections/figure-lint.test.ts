import fc from "fast-check";
import { expect, test } from "vitest";
import { compareRatios, divideRatios, ratioOf, ratioText, scaleRatio, shiftDecimal } from "../../../shared/projections/decimal.ts";
import { checkFigure } from "../../../shared/projections/figure-lint.ts";
import { ratesOf } from "../../../shared/projections/rate-table.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { canonicalDecimal } from "../../../shared/ontology/value.ts";
import { amount, sayEntity, sayRate } from "../../kit/figures.ts";

const runs = { numRuns: process.env["SLOW"] === "1" ? 5000 : 300 };
const anyDecimal = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }))
  .map(([units, places]) => canonicalDecimal(shiftDecimal(units.toString(), -places)) ?? "1");

function ratio(text: string) {
  const found = ratioOf(text);
  invariant(found !== null, "a decimal");
  return found;
}

test("moving the point there and back loses no digit, and is the same as multiplying", () => {
  fc.assert(
    fc.property(anyDecimal, fc.integer({ min: -12, max: 12 }), (text, power) => {
      expect(shiftDecimal(shiftDecimal(text, power), -power)).toBe(text);
      expect(compareRatios(ratio(shiftDecimal(text, power)), scaleRatio(ratio(text), power))).toBe(0);
    }),
    runs,
  );
});

test("a quotient as text is within half of its last digit, and exact when it says so", () => {
  fc.assert(
    fc.property(anyDecimal, anyDecimal, (a, b) => {
      const quotient = divideRatios(ratio(a), ratio(b));
      const { text, isExact } = ratioText(quotient, 8);
      const shown = ratio(text);
      expect(compareRatios(shown, quotient) === 0).toBe(isExact);
      const off = shown.over * quotient.under - quotient.over * shown.under;
      const error = { over: off < 0n ? -off : off, under: shown.under * quotient.under };
      // Eight significant digits: less than one part in ten million.
      expect(compareRatios(scaleRatio(error, 7), quotient) <= 0).toBe(true);
    }),
    runs,
  );
});

const rate = fc.integer({ min: 1, max: 900_000 }).map((units) => canonicalDecimal(shiftDecimal(String(units), -2)) ?? "1");

test("sums that follow a rate of the table agree; times a power of ten they are a slip, and what would fit does fit", () => {
  fc.assert(
    fc.property(anyDecimal, rate, fc.integer({ min: 1, max: 9 }), fc.boolean(), (dollars, perDollar, power, isTengeFirst) => {
      const tenge = multiply(dollars, perDollar);
      const table = ratesOf([sayRate(1, "USD/KZT", perDollar, "2025-01-01")]);
      const check = (kzt: string, usd: string) => {
        const said = [["amount", amount(kzt, "KZT"), isTengeFirst ? "A1" : "C3"] as const, ["amount", amount(usd, "USD"), "B2"] as const];
        return checkFigure(sayEntity(1, "figure", said), table).comparisons[0];
      };
      expect(check(tenge, dollars)?.verdict).toBe("consistent");
      const slipped = check(shiftDecimal(tenge, -power), dollars);
      expect(slipped).toMatchObject({ verdict: "slip", power });
      const fit = isTengeFirst ? slipped?.wouldFit?.a : slipped?.wouldFit?.b;
      expect(fit).toBe(tenge);
      expect(check(fit ?? "", dollars)?.verdict).toBe("consistent");
    }),
    runs,
  );
});

function multiply(a: string, b: string): string {
  const [x, y] = [ratio(a), ratio(b)];
  return shiftDecimal((x.over * y.over).toString(), 1 - (x.under * y.under).toString().length);
}
