import { expect, test } from "vitest";
import { differenceOf } from "../../../shared/projections/decimal.ts";

test.each([
  ["350000.5", "5350000.5", "-5000000"],
  ["5000000", "0", "5000000"],
  ["0.1", "-0.2", "0.3"],
  ["123456789012345678901234567890.5", "0.000000000000000001", "123456789012345678901234567890.499999999999999999"],
  ["1.50", "1.5", "0"],
  ["1,5", "1", null],
])("%s − %s = %s, exact", (a, b, difference) => {
  expect(differenceOf(a, b)).toBe(difference);
});
