import { expect, test } from "vitest";
import { divideRatios, ratioOf, ratioText, shiftDecimal } from "../../../shared/projections/decimal.ts";
import { checkFigure, type Comparison } from "../../../shared/projections/figure-lint.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { ratesOf } from "../../../shared/projections/rate-table.ts";
import { unlikeMeasures } from "../../../shared/projections/unlike-measures.ts";
import { amount, day, sayEntity, sayRate } from "../../kit/figures.ts";

const table = ratesOf([
  sayRate(1, "USD/KZT", "450.5", "2024-01-31"),
  sayRate(2, "USD/KZT", "495", "2024-10-31"),
  sayRate(3, "USD/KZT", "525.25", "2025-12-31"),
]);
const figure = (...said: Parameters<typeof sayEntity>[2]): Entity => sayEntity(1, "figure", [["title", { kind: "text", text: "Turnover" }], ...said]);
const only = (entity: Entity, rates = table): Comparison => {
  const { comparisons } = checkFigure(entity, rates);
  expect(comparisons).toHaveLength(1);
  return comparisons[0] ?? expect.fail("one comparison");
};

test("two currencies agree when the rate they imply is within tolerance of the table, and the rates it fits are counted", () => {
  const found = only(figure(["amount", amount("60000000000", "KZT"), "A1"], ["amount", amount("112840000", "USD")]));
  expect(found).toMatchObject({ verdict: "consistent", fitting: 2, power: 0, table: { chosen: "all" } });
  expect(found.implied).toEqual({ base: "USD", quote: "KZT", text: "531.72634", isExact: false });
});

test("against the rate of its period alone the same two sums do not agree early in the period", () => {
  const at = (period: string) =>
    only(figure(["amount", amount("60000000000", "KZT"), "A1"], ["amount", amount("112840000", "USD")], ["period", day(period)]));
  expect(at("2024-01")).toMatchObject({ verdict: "disagrees", table: { chosen: "period", rates: [{ onDate: "2024-01-31" }] } });
  expect(at("2025")).toMatchObject({ verdict: "consistent", fitting: 1, table: { chosen: "period" } });
  expect(at("2026")).toMatchObject({ verdict: "consistent", table: { chosen: "nearest", rates: [{ onDate: "2025-12-31" }] } });
});

test("a million written for a billion is found, with what would fit on either side", () => {
  const found = only(figure(["amount", amount("60000000", "KZT"), "A1"], ["amount", amount("112840000", "USD")]));
  expect(found).toMatchObject({ verdict: "slip", power: 3, wouldFit: { a: "60000000000", b: "112840" } });
  const turned = only(figure(["amount", amount("112840000", "USD"), "A1"], ["amount", amount("60000000", "KZT")]));
  expect(turned).toMatchObject({ verdict: "slip", power: 3, wouldFit: { a: "112840", b: "60000000000" } });
});

test("a slip in one currency needs no rate; other differences are rivals and no slip", () => {
  const slip = only(figure(["amount", amount("60000000000", "KZT"), "A1"], ["amount", amount("60000000", "KZT")]), []);
  expect(slip).toMatchObject({ verdict: "slip", power: 3, wouldFit: { a: "60000000", b: "60000000000" }, implied: null });
  const nought = only(figure(["amount", amount("480000", "USDT"), "A1"], ["amount", amount("4800000", "USDT")]), []);
  expect(nought).toMatchObject({ verdict: "slip", power: 1 });
  expect(only(figure(["amount", amount("60", "KZT"), "A1"], ["amount", amount("200", "KZT")]), [])).toMatchObject({
    verdict: "rival",
    wouldFit: null,
  });
});

test("a stable coin is taken for the dollar, and that is said", () => {
  const same = only(figure(["amount", amount("545000", "USDT"), "A1"], ["amount", amount("545000", "USD")]), []);
  expect(same).toMatchObject({ verdict: "consistent", takenAsUsd: ["USDT"] });
  const tenge = only(figure(["amount", amount("4800000", "USDT"), "A1"], ["amount", amount("2400000000", "KZT")]));
  expect(tenge).toMatchObject({ verdict: "consistent", takenAsUsd: ["USDT"], implied: { base: "USDT", quote: "KZT", text: "500", isExact: true } });
  const slip = only(figure(["amount", amount("4800000", "USDT"), "A1"], ["amount", amount("480000", "USD")]), []);
  expect(slip).toMatchObject({ verdict: "slip", power: 1, wouldFit: { a: "480000", b: "4800000" } });
});

test("without a rate, or with nothing to divide, it says so and flags nothing", () => {
  expect(only(figure(["amount", amount("5", "EUR"), "A1"], ["amount", amount("7", "KZT")]))).toMatchObject({ verdict: "no-rate", table: null });
  expect(only(figure(["amount", amount("0", "USD"), "A1"], ["amount", amount("7", "KZT")]))).toMatchObject({
    verdict: "not-positive",
    implied: null,
  });
  expect(checkFigure(figure(["amount", amount("5", "EUR"), "A1"], ["amount", amount("7", "KZT")]), table).isFlagged).toBe(false);
});

test("rates are read the other way round too; what is no rate is left out", () => {
  const odd = ratesOf([sayRate(1, "KZT/USD", "0.002", "2025-01-01"), sayRate(2, "nonsense", "5", ""), sayRate(3, "USD/KZT", "0", "2025-01-01")]);
  expect(odd).toHaveLength(1);
  const found = only(figure(["amount", amount("1000", "USD"), "A1"], ["amount", amount("500000", "KZT")]), odd);
  expect(found).toMatchObject({ verdict: "consistent", implied: { base: "KZT", quote: "USD", text: "0.002", isExact: true } });
});

test("the tolerance ends exactly at 15 percent", () => {
  const flat = ratesOf([sayRate(1, "USD/KZT", "100", "2025-01-01")]);
  const at = (tenge: string) => only(figure(["amount", amount(tenge, "KZT"), "A1"], ["amount", amount("1", "USD")]), flat).verdict;
  expect([at("115"), at("115.0000000000000000000000000001"), at("85"), at("84.9999999999999999999999999999")]).toEqual([
    "consistent",
    "disagrees",
    "consistent",
    "disagrees",
  ]);
});

test("three values are held against each other in pairs; the same value twice once; numbers of one unit too", () => {
  const entity = figure(
    ["amount", amount("60000000000", "KZT"), "A1"],
    ["amount", amount("60000000000", "KZT"), "B2"],
    ["amount", amount("112840000", "USD"), "B3"],
    ["amount", amount("60000000", "KZT"), "D4"],
    ["count", { kind: "decimal", text: "3500", unit: "site" }, "A1"],
    ["count", { kind: "decimal", text: "35000", unit: "site" }, "D4"],
  );
  const { comparisons, isFlagged } = checkFigure(entity, table);
  expect(comparisons.map(({ property, verdict }) => `${property} ${verdict}`)).toEqual([
    "amount consistent",
    "amount slip",
    "amount slip",
    "count slip",
  ]);
  expect(isFlagged).toBe(true);
});

test("a figure whose own kind, period or scope is in conflict is flagged", () => {
  const entity = figure(["measureType", { kind: "text", text: "turnover" }, "A1"], ["measureType", { kind: "text", text: "seize" }, "C3"]);
  expect(checkFigure(entity, table)).toMatchObject({ unsettled: ["measureType"], isFlagged: true });
});

test("figures that measure other things are said to, one respect at a time", () => {
  const sites = sayEntity(1, "figure", [
    ["measureType", { kind: "text", text: "block-site" }],
    ["count", { kind: "decimal", text: "980", unit: "site" }],
    ["period", day("2025")],
  ]);
  const exchanges = sayEntity(2, "figure", [
    ["measureType", { kind: "text", text: "liquidate" }],
    ["count", { kind: "decimal", text: "36", unit: "exchange" }],
  ]);
  const sum = sayEntity(3, "figure", [["amount", amount("1", "KZT")]]);
  expect(unlikeMeasures([sites, exchanges]).map(({ kind }) => kind)).toEqual(["measureType", "unit", "period"]);
  expect(unlikeMeasures([sites, exchanges])[2]?.values.map(({ value }) => value)).toEqual([day("2025"), null]);
  expect(unlikeMeasures([sites, sum]).map(({ kind }) => kind)).toContain("sum-or-number");
  expect(unlikeMeasures([sites, sites])).toEqual([]);
  expect(unlikeMeasures([sites])).toEqual([]);
});

test.each([
  ["60000000", 3, "60000000000"],
  ["1.25", 1, "12.5"],
  ["1.25", -3, "0.00125"],
  ["-5", 2, "-500"],
  ["12500", -2, "125"],
])("%s times ten to the %i is %s", (text, power, shifted) => expect(shiftDecimal(text, power)).toBe(shifted));

test.each([
  ["1", "3", "0.33333333", false],
  ["2", "3", "0.66666667", false],
  ["1", "8", "0.125", true],
  ["1", "300000", "0.0000033333333", false],
  ["999999999.96", "1", "1000000000", false],
  ["123456789012", "1", "123456789012", true],
])("%s ÷ %s is written %s", (a, b, text, isExact) => {
  const [x, y] = [ratioOf(a), ratioOf(b)];
  expect(x !== null && y !== null && ratioText(divideRatios(x, y), 8)).toEqual({ text, isExact });
});
