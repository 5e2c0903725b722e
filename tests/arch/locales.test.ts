import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { breachesIn, type Language, languages, otherWordsForTakenBack, wordsIn } from "./locale-laws.ts";
import { root } from "./sources.ts";

const folder = join(root, "assets/locales");
const filesOf = (language: Language): readonly string[] => readdirSync(join(folder, language)).sort();
const read = (language: Language, file: string): unknown => JSON.parse(readFileSync(join(folder, language, file), "utf8"));

test("every language has the same namespaces", () => {
  expect(filesOf("ru")).toEqual(filesOf("en"));
  expect(filesOf("kk")).toEqual(filesOf("en"));
});

test.each(filesOf("en"))("%s says the same in every language", (file) => {
  const [en, kk, ru] = languages.map((language) => wordsIn(read(language, file)));
  expect(breachesIn(file, { en: en ?? new Map(), kk: kk ?? new Map(), ru: ru ?? new Map() })).toEqual([]);
});

test("no key stands twice in one place: JSON would keep the last, and lose the first without a word", () => {
  const doubled = languages.flatMap((language) => filesOf(language).filter((file) => keysWritten(language, file) !== keysRead(read(language, file))));
  expect(doubled).toEqual([]);
});

const keysWritten = (language: Language, file: string): number =>
  readFileSync(join(folder, language, file), "utf8").match(/"(?:[^"\\]|\\.)*"\s*:/g)?.length ?? 0;
function keysRead(value: unknown): number {
  if (value === null || typeof value !== "object") return 0;
  return Object.values(value).reduce((sum: number, each) => sum + keysRead(each), Array.isArray(value) ? 0 : Object.keys(value).length);
}

test("Kazakh words are written in Kazakh Cyrillic", () => {
  const texts = filesOf("kk").flatMap((file) => [...wordsIn(read("kk", file)).values()]);
  expect(texts.join("")).toMatch(/[әғқңөұүһі]/);
  expect(texts.filter((text) => /[\p{Script=Cyrillic}][a-z]|[a-z][\p{Script=Cyrillic}]/u.test(text))).toEqual([]);
});

test("Kazakh has one word for what is taken back", () => {
  const others = (file: string): readonly string[] => otherWordsForTakenBack(wordsIn(read("ru", file)), wordsIn(read("kk", file)));
  expect(filesOf("kk").flatMap((file) => others(file).map((key) => `${file}: ${key}`))).toEqual([]);
  expect(otherWordsForTakenBack(wordsIn({ a: "Отозвано" }), wordsIn({ a: "Кері қайтарылды" }))).toEqual(["a"]);
});

const rows = { en: { rows_one: "{{count}} row", rows_other: "{{count}} rows" }, kk: { rows_one: "{{count}} жол", rows_other: "{{count}} жол" } };
const ruRows = { rows_one: "{{count}} строка", rows_few: "{{count}} строки", rows_many: "{{count}} строк", rows_other: "{{count}} строки" };
const breaches = (en: unknown, kk: unknown, ru: unknown): readonly string[] => breachesIn("n", { en: wordsIn(en), kk: wordsIn(kk), ru: wordsIn(ru) });

test("the rules let good words through", () => {
  expect(breaches(rows.en, rows.kk, ruRows)).toEqual([]);
  expect(breaches({ a: { b: "x {{name}}" } }, { a: { b: "{{ name }} x" } }, { a: { b: "{{name}}" } })).toEqual([]);
  expect(breaches({ kind_other: "x" }, { kind_other: "x" }, { kind_other: "x" })).toEqual([]);
  expect(breaches({ ...rows.en, rows_one: "one row" }, rows.kk, ruRows)).toEqual([]);
});

test.each([
  ["a missing key", { a: "x", b: "x" }, { a: "x" }, { a: "x", b: "x" }, "n:b (kk) is missing"],
  ["an extra key", { a: "x" }, { a: "x" }, { a: "x", b: "x" }, "n:b (en) is missing"],
  ["a missing plural form", rows.en, rows.kk, { ...ruRows, rows_many: undefined }, "n:rows (ru) has the forms"],
  ["a plural form too many", rows.en, { ...rows.kk, rows_few: "x {{count}}" }, ruRows, "n:rows (kk) has the forms"],
  ["a forgotten parameter", { a: "{{name}}" }, { a: "x" }, { a: "{{name}}" }, "n:a (kk) names"],
  ["an empty text", { a: "x" }, { a: " " }, { a: "x" }, "n:a (kk) has no text"],
  ["a text that is none", { a: "x" }, { a: 1 }, { a: "x" }, "n:a (kk) has no text"],
])("%s is found", (_what, en, kk, ru, sentence) => {
  const found = breaches(JSON.parse(JSON.stringify(en)), JSON.parse(JSON.stringify(kk)), JSON.parse(JSON.stringify(ru)));
  expect(
    found.some((breach) => breach.startsWith(sentence)),
    found.join("; "),
  ).toBe(true);
});
