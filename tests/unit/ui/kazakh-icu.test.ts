import { expect, test } from "vitest";
import { kazakhIcu as icu } from "../../kit/kazakh-icu.ts";

/** The pinned Node carries full ICU: what it writes is what tests/browser/format.test.ts expects of our own tables in Chromium, which has none. */
const numberFormat = new Intl.NumberFormat("kk", { maximumFractionDigits: 3 });
const dateFormat = new Intl.DateTimeFormat("kk", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });

test("the fixture of Kazakh numbers, dates and order is what ICU says", () => {
  expect(icu.numbers.map(([value]) => [value, numberFormat.format(value)])).toEqual(icu.numbers);
  expect(icu.dates.map(([instant]) => [instant, dateFormat.format(instant)])).toEqual(icu.dates);
  expect(icu.words.toReversed().sort(new Intl.Collator("kk", { numeric: true }).compare)).toEqual(icu.words);
});

test("the fixture holds every month and every letter of the alphabet", () => {
  expect(new Set(icu.dates.map(([instant]) => new Date(instant).getUTCMonth())).size).toBe(12);
  const letters = new Set(icu.words.join("").toLowerCase());
  expect([..."әғқңөұүһі"].filter((letter) => !letters.has(letter))).toEqual([]);
});
