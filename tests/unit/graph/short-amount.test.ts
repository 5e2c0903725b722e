import fc from "fast-check";
import { expect, test } from "vitest";
import { shortAmount } from "../../../renderer/features/graph/short-amount.ts";

test.each([
  ["1974.123456", "1974"],
  ["1974.5", "1975"],
  ["999.995", "1000"],
  ["99.994", "99.99"],
  ["99.996", "100"],
  ["12.30", "12.3"],
  ["1.0049", "1"],
  ["0.5", "0.5"],
  ["0.000123456", "0.00012"],
  ["0.0000996", "0.0001"],
  ["0", "0"],
  ["-1974.5", "-1975"],
  ["123456789012345678901234567890.4", "123456789012345678901234567890"],
  ["no number", "no number"],
])("%s is written %s", (exact, short) => expect(shortAmount(exact)).toBe(short));

test("never lies by more than half a unit of its last digit", () => {
  const amount = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.stringMatching(/^\d{1,12}$/))
    .map(([whole, fraction]) => `${whole}.${fraction}`);
  fc.assert(
    fc.property(amount, (exact) => {
      const short = shortAmount(exact);
      const digits = short.split(".")[1]?.length ?? 0;
      const scale = 10n ** 24n;
      const difference = scaled(exact) - scaled(short);
      // Zeros at the end are not written, so the last digit may be worth more than what was rounded to.
      expect((difference < 0n ? -difference : difference) * 2n).toBeLessThanOrEqual(scale / 10n ** BigInt(digits));
    }),
  );
});

/** In units of 10⁻²⁴. */
function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(24, "0"));
}
