import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { profileNames, ruleNames } from "../../../shared/intake/model.ts";

const errors = [
  "empty",
  "too-large",
  "bad-byte",
  "bad-choices",
  "not-text",
  "spreadsheet",
  "unknown-layout",
  "other-layout",
  "no-rows",
  "broken-quotes",
  "duplicate-header",
  "unknown-reader",
];
const counted = ["zero-value", "look-alike-token", "unknown-token", "duplicates"];

function keysOf(node: unknown, path: string): readonly string[] {
  return typeof node === "string"
    ? [path]
    : Object.entries(node ?? {}).flatMap(([key, child]) => keysOf(child, path === "" ? key : `${path}.${key}`));
}
const wordsOf = (language: string): readonly string[] =>
  keysOf(JSON.parse(readFileSync(join(import.meta.dirname, "../../../assets/locales", language, "intake-rules.json"), "utf8")), "");

test.each(["en", "ru", "kk"])("%s has a sentence for every layout, rule, notice and refusal", (language) => {
  const needed = [
    ...profileNames.map((name) => `profile.${name}`),
    ...ruleNames.map((name) => `rule.${name}`),
    ...errors.map((kind) => `error.${kind}`),
    ...counted.map((name) => `notice.${name}_other`),
    "notice.guessed-encoding",
  ];
  const words = new Set(wordsOf(language));
  expect(needed.filter((key) => !words.has(key))).toEqual([]);
});

test("the three languages have the same keys, plural forms aside", () => {
  const plain = (language: string) => [...new Set(wordsOf(language).map((key) => key.replace(/_(one|few|many|other)$/, "")))].sort();
  expect(plain("ru")).toEqual(plain("en"));
  expect(plain("kk")).toEqual(plain("en"));
});
