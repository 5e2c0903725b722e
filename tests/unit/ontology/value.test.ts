import { expect, test } from "vitest";
import type { PropertyEntry } from "../../../shared/ontology/model.ts";
import { propertyEntry } from "../../../shared/ontology/read.ts";
import { canonicalDecimal, isDateText, parseValue } from "../../../shared/ontology/value.ts";

const entry = (type: string, property: string): PropertyEntry => propertyEntry(type, property) ?? expect.fail(`${type}.${property}`);

test("what a person types becomes a canonical value", () => {
  expect(parseValue(entry("person", "fullName"), "  Әлия Қасымова ")).toEqual({ ok: true, value: { kind: "text", text: "Әлия Қасымова" } });
  expect(parseValue(entry("site", "domain"), "Қаспи.ҚАЗ.")).toEqual({ ok: true, value: { kind: "identifier", text: "xn--80aquh26b.xn--80ao21a" } });
  expect(parseValue(entry("scheme", "members"), "0060")).toEqual({ ok: true, value: { kind: "decimal", text: "60" } });
  expect(parseValue(entry("measure", "amount"), "545000.50", " USDT ")).toEqual({
    ok: true,
    value: { kind: "amount", text: "545000.5", asset: "USDT" },
  });
  expect(parseValue(entry("site", "firstSeen"), "2024-03")).toEqual({ ok: true, value: { kind: "date", from: "2024-03", to: "2024-03" } });
  expect(parseValue(entry("exchange", "legality"), "unlicensed")).toEqual({ ok: true, value: { kind: "text", text: "unlicensed" } });
});

test("names are short, texts may be long", () => {
  expect(parseValue(entry("person", "fullName"), "x".repeat(500)).ok).toBe(true);
  expect(parseValue(entry("exhibit", "fileName"), "x".repeat(10_000)).ok).toBe(true);
});

test.each([
  ["person", "fullName", "   ", "empty"],
  ["person", "fullName", "x".repeat(501), "too-long"],
  ["exhibit", "fileName", "x".repeat(10_001), "too-long"],
  ["exhibit", "title", "x".repeat(501), "too-long"],
  ["person", "fullName", "a\u0000b", "not-text"],
  ["person", "fullName", "\ud800", "not-text"],
  ["person", "iin", "900101300018", "bad-checksum"],
  ["scheme", "members", "1,250.00", "not-a-number"],
  ["scheme", "members", "1e3", "not-a-number"],
  ["measure", "amount", "5", "no-asset"],
  ["site", "firstSeen", "30.02.2024", "not-a-date"],
  ["site", "firstSeen", "2023-02-29", "not-a-date"],
  ["exchange", "legality", "fine", "unknown-choice"],
  ["exhibit", "file", "x", "needs-file"],
])("%s.%s refuses what it must (%#)", (type, property, raw, kind) => {
  expect(parseValue(entry(type, property), raw)).toEqual({ ok: false, error: { kind } });
});

test.each([
  ["007.50", "7.5"],
  ["0.00", "0"],
  ["-0", "0"],
  ["-1.10", "-1.1"],
  ["118.289735", "118.289735"],
  ["1.", null],
  [".5", null],
  ["+1", null],
  ["1 000", null],
])("%s is the decimal %s", (text, exact) => expect(canonicalDecimal(text)).toBe(exact));

test.each([
  ["2024", true],
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2024-13", false],
  ["2024-03-28T06:38Z", true],
  ["2024-03-28T06:38:00.5Z", true],
  ["2024-03-28T24:00Z", false],
  ["2024-03-28T06:38", false],
  ["28.03.2024", false],
])("%s is a date: %s", (text, isDate) => expect(isDateText(text)).toBe(isDate));
