import { expect, test } from "vitest";
import {
  areBlankExtras,
  areSameExtras,
  areSameSources,
  type ClaimExtras,
  extrasOf,
  noExtras,
  readExtras,
  timeCodeOf,
  withoutSource,
} from "../../../renderer/features/entity/claim-extras.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import type { Fact } from "../../../shared/projections/model.ts";

const file = parseFileHash("ab".repeat(32)) ?? expect.fail();
const typed: ClaimExtras = { ...noExtras, file, page: " 3 ", row: "12", column: "Amount", time: "3:07", from: "2024-03", to: "2024", note: " seen " };

test("reads a place, a time and a note as the ledger has them", () => {
  const { said, faults } = readExtras({ ...typed, nationalMark: "official-use" });
  expect(faults).toEqual({});
  expect(said).toEqual({
    source: { file, place: { page: 3, row: 12, column: "Amount", time: "00:03:07" } },
    during: { from: "2024-03", to: "2024" },
    nationalMark: "official-use",
    note: "seen",
  });
});

test("says nothing for what was left empty: no source, no time of validity, no time code", () => {
  expect(readExtras(noExtras).said).toEqual({ source: null, during: null, nationalMark: "", note: "" });
  expect(readExtras({ ...noExtras, file }).said.source).toEqual({ file, place: { page: 0, row: 0, column: "" } });
});

test("a place without a file says nothing, and nothing of it is refused", () => {
  expect(readExtras({ ...typed, file: null, page: "x" })).toMatchObject({ said: { source: null }, faults: {} });
});

test.each([
  ["page", { page: "0" }, "not-a-count"],
  ["page", { page: "1.5" }, "not-a-count"],
  ["row", { row: "-2" }, "not-a-count"],
  ["time", { time: "3:77" }, "not-a-time-code"],
  ["during", { from: "2024-05", to: "2024-04" }, "ends-before"],
  ["during", { from: "2024-02-30", to: "" }, "not-a-date"],
] as const)("refuses a wrong %s by its rule", (field, change, rule) => {
  expect(readExtras({ ...typed, ...change }).faults).toEqual({ [field]: rule });
});

test("a month ends within its year, an end may be open", () => {
  expect(readExtras({ ...noExtras, from: "2024-12-31", to: "2024" }).faults).toEqual({});
  expect(readExtras({ ...noExtras, from: "", to: "2024" }).said.during).toEqual({ from: "", to: "2024" });
});

test.each([
  ["", ""],
  ["00:03:07", "00:03:07"],
  ["3:07", "00:03:07"],
  ["101:03:07,25", "101:03:07.250"],
  ["7", null],
  ["1:60:00", null],
  ["half past", null],
])("the time code %s is %s", (text, code) => {
  expect(timeCodeOf(text)).toBe(code);
});

test("what is read of a fact and said again is the same", () => {
  const place = { page: 4, row: 0, column: "", time: "00:00:09" };
  const fact = { source: { file, place }, during: { from: "2024", to: "" }, nationalMark: "official-use", note: "why" } as unknown as Fact;
  const extras = extrasOf(fact);
  expect(readExtras(extras)).toEqual({
    said: { source: fact.source, during: fact.during, nationalMark: fact.nationalMark, note: "why" },
    faults: {},
  });
  expect(areSameExtras(extras, { ...extras })).toBe(true);
  expect(areSameExtras(extras, { ...extras, note: "" })).toBe(false);
  expect(areSameSources(extras, { ...extras, note: "" })).toBe(true);
  expect(areSameSources(extras, withoutSource(extras))).toBe(false);
  expect([areBlankExtras(noExtras), areBlankExtras(extras)]).toEqual([true, false]);
});
