import { expect, test } from "vitest";
import { isShownName, longestShownName, toShownName } from "../../../shared/kernel/shown-name.ts";

test.each([
  ["Сериков\u200b Ғабит", "Сериков Ғабит"],
  ["\ufeff Айгүл\u00adНұрланова\u2060 ", "АйгүлНұрланова"],
  ["Иван\u202eвоteП", "ИванвоteП"],
  ["A\tB\nC", "A B C"],
  ["e\u0301", "é"],
  ["a\ud800b", "ab"],
  ["ab\u200b".repeat(200).slice(0, 3 * 128), "ab".repeat(128)],
])("%j is shown as %j, and then as it is", (typed, shown) => {
  expect(toShownName(typed)).toBe(shown);
  expect(toShownName(shown)).toBe(shown);
  expect(isShownName(shown)).toBe(true);
  expect(isShownName(typed)).toBe(typed === shown);
});

test("nothing, nothing that is seen, and too much are no names", () => {
  for (const typed of ["", " ", "\u200b\u202e ", "я".repeat(longestShownName + 1)]) expect(toShownName(typed)).toBeNull();
  for (const other of ["", null, 7, "я".repeat(longestShownName + 1)]) expect(isShownName(other)).toBe(false);
});
