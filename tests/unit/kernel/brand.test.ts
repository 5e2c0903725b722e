import { expect, test } from "vitest";
import { parseCaseId, parseClaimId, parseInstantMs } from "../../../shared/kernel/brand.ts";

test("an id is lower-case hex of its length and nothing else", () => {
  const [short, long] = ["0123456789abcdef".repeat(2), "0123456789abcdef".repeat(4)];
  expect(parseCaseId(short)).toBe(short);
  expect(parseClaimId(long)).toBe(long);
  for (const wrong of [long, short.toUpperCase(), `${short.slice(1)}\n`, short.slice(1), "", null, 7, { length: 32 }])
    expect(parseCaseId(wrong)).toBeNull();
  expect(parseClaimId(short)).toBeNull();
});

test("an instant is whole milliseconds of 1970 to 9999", () => {
  expect(parseInstantMs(0)).toBe(0);
  expect(parseInstantMs(253_402_300_799_999)).toBe(253_402_300_799_999);
  for (const wrong of [-1, 0.5, 253_402_300_800_000, Number.NaN, "0", null]) expect(parseInstantMs(wrong)).toBeNull();
});
