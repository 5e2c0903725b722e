import { expect, test } from "vitest";
import { Bug, invariant } from "../../../shared/kernel/invariant.ts";
import { fail, succeed } from "../../../shared/kernel/result.ts";

test("a broken rule is a bug that names the rule", () => {
  expect(() => invariant(false, "sums agree")).toThrow(Bug);
  expect(() => invariant(0, "sums agree")).toThrow("sums agree");
  expect(() => invariant("yes", "sums agree")).not.toThrow();
});

test("results are plain data, without an empty place", () => {
  expect(structuredClone(succeed(1))).toStrictEqual({ ok: true, value: 1 });
  expect(fail("closed")).toStrictEqual({ ok: false, error: { kind: "closed" } });
  expect(fail("closed", "box 1")).toStrictEqual({ ok: false, error: { kind: "closed", where: "box 1" } });
});
