import { expect, test } from "vitest";
import { dayOf, endOfDay, startOfDay } from "../../../shared/kernel/day.ts";
import { instant } from "../../kit/fixed-clock.ts";
import { plainTrust, standingOf, untouched, wrongDayOf } from "../../../shared/partner/standing.ts";

const at = (text: string) => instant(Date.parse(text));

test("a day is Kazakhstan's: it begins and ends five hours before that of Greenwich", () => {
  expect([dayOf(at("2026-11-27T18:59:59.999Z")), dayOf(at("2026-11-27T19:00:00Z"))]).toEqual(["2026-11-27", "2026-11-28"]);
  expect([startOfDay("2026-11-28"), endOfDay("2026-11-28")]).toEqual([Date.parse("2026-11-27T19:00:00Z"), Date.parse("2026-11-28T18:59:59.999Z")]);
  expect(dayOf(startOfDay("2024-02-29"))).toBe("2024-02-29");
});

test("trust ends with its last day here, and a key may be revoked from the first hour of the day it was made on", () => {
  const trust = { ...plainTrust, ...untouched, verified: "in-person", verifiedAt: at("2026-01-01T00:00:00Z"), ceiling: "red" } as const;
  const until = { ...trust, trustedUntil: "2026-11-27" };
  expect([standingOf(until, at("2026-11-27T18:59:00Z")), standingOf(until, at("2026-11-27T19:00:00Z"))]).toEqual(["expiring", "expired"]);
  const from = at(new Date(startOfDay("2026-11-28")).toISOString());
  const [made, now] = [at("2026-11-28T05:00:00Z"), at("2026-11-28T06:00:00Z")];
  expect(wrongDayOf({ from, reason: "stolen" }, made, now)).toBeNull();
  expect(wrongDayOf({ from: at(new Date(startOfDay("2026-11-27")).toISOString()), reason: "stolen" }, made, now)).toBe("before-key");
});
