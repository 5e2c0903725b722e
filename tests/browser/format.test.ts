import { expect, test } from "vitest";
import {
  compareText,
  formatAmount,
  formatBytes,
  formatDate,
  formatDateTime,
  formatDecimal,
  formatLongDate,
  formatNumber,
} from "../../renderer/ui/format.ts";
import { agencyText } from "../../renderer/ui/agency-text.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { isBounded, spanText } from "../../renderer/ui/value-words.ts";
import { kazakhIcu as icu } from "../kit/kazakh-icu.ts";

/** A space that does not break, as ICU and we write it between groups of digits. */
const space = "\u00A0";

test("Kazakh numbers, long dates and order of words are what ICU says, in a browser that has no Kazakh", () => {
  expect(icu.numbers.map(([value]) => [value, formatNumber("kk", value)])).toEqual(icu.numbers);
  expect(icu.dates.map(([instant]) => [instant, formatLongDate("kk", instant)])).toEqual(icu.dates);
  expect(icu.words.toReversed().sort((a, b) => compareText("kk", a, b))).toEqual(icu.words);
});

test("the browser by itself still writes no Kazakh month: our tables are needed", () => {
  expect(
    new Intl.DateTimeFormat("kk", { month: "long", day: "numeric", year: "numeric", timeZone: "UTC" }).format(Date.UTC(2026, 8, 5)),
  ).not.toContain("қыркүйек");
});

test("amounts keep every digit, whatever their size", () => {
  expect(formatAmount("ru", "123456789012345678901234.000000000000000001", "USDT")).toBe(
    `123${space}456${space}789${space}012${space}345${space}678${space}901${space}234,000000000000000001${space}USDT`,
  );
  expect(formatAmount("en", "-1000.50", "")).toBe("-1,000.50");
  expect(formatDecimal("kk", "not a number")).toBe("not a number");
});

test("Russian and English numbers agree with the browser's own", () => {
  for (const value of [0, 12, 1234.5, 9876543.21, -1000]) {
    expect(formatNumber("ru", value)).toBe(new Intl.NumberFormat("ru").format(value));
    expect(formatNumber("en", value)).toBe(new Intl.NumberFormat("en").format(value));
  }
});

test("dates show as much as is known, day first", () => {
  expect(["2024", "2024-03", "2024-03-28", "2024-03-28T06:38:00Z"].map((date) => formatDate("ru", date))).toEqual([
    "2024",
    "03.2024",
    "28.03.2024",
    "28.03.2024",
  ]);
  expect(formatDateTime("kk", Date.UTC(2024, 2, 28, 6, 38), "utc")).toBe("28.03.2024 06:38 UTC");
  expect(formatDateTime("kk", Date.UTC(2024, 2, 28, 6, 38), "local")).toMatch(/^2\d\.03\.2024 \d\d:38 UTC/);
});

test("sizes go in steps of 1024", () => {
  expect(formatBytes("en", 0)).toBe(`0${space}B`);
  expect(formatBytes("ru", 1536)).toBe(`1,5${space}КБ`);
  expect(formatBytes("kk", 5 * 1024 ** 3)).toBe(`5${space}ГБ`);
});

test("an agency is called by the one short form of the language, and by its code where the program does not know it", () => {
  const inAll = (code: string) =>
    (["kk", "ru", "en"] as const).map((language) => {
      setUiLanguage(language);
      return agencyText(code);
    });
  expect(inAll("afm")).toEqual(["ҚМА", "АФМ", "AFM"]);
  expect(inAll("knb")).toEqual(["ҰҚК", "КНБ", "KNB"]);
  expect(inAll("customs-east")).toEqual(["CUSTOMS-EAST", "CUSTOMS-EAST", "CUSTOMS-EAST"]);
  expect(inAll("constructor")[0]).toBe("CONSTRUCTOR");
});

test("a span without beginning and end is no date to be told; an open end is an ellipsis", () => {
  const format = { date: (iso: string | number) => String(iso), dateTime: (instant: number) => String(instant) };
  const spans = [
    ["", ""],
    ["2024-06-01", ""],
    ["", "2024-06-01"],
    ["2024-06-01", "2024-06-01"],
  ].map(([from = "", to = ""]) => ({ from, to }));
  expect(spans.map(isBounded)).toEqual([false, true, true, true]);
  expect(isBounded(null)).toBe(false);
  expect(spans.map((span) => spanText(format, span))).toEqual(["… – …", "2024-06-01 – …", "… – 2024-06-01", "2024-06-01"]);
});
