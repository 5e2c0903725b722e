import { expect, test } from "vitest";
import { plainRowsToTsv, withStolen } from "../../../renderer/features/table/plain-rows.ts";

test.each(["=1+1", "+77011234567", "-cmd", "@SUM(A1)", "|calc", "%x", " =HYPERLINK(1)", "\t=1", "\r=1"])(
  "nothing a spreadsheet would run leaves as a formula: %j",
  (cell) => {
    expect(plainRowsToTsv([[cell]])).toMatch(/^'/);
  },
);

test("numbers stay numbers, below zero too", () => {
  expect(plainRowsToTsv([["-5.25", "5", "0"]])).toBe("-5.25\t5\t0");
});

test("a tab or line end inside a cell does not break the rows of the clipboard", () => {
  expect(plainRowsToTsv([["a\tb\r\nc", "d"], ["e"]])).toBe("a b c\td\ne");
});

test("what rests on a stolen key keeps its mark where it leaves the vault; with none the table is as it is shown", () => {
  const rows = [["Name"], ["SwapHub OTC"], ["Kassa"]];
  expect(withStolen(rows, [3, 0], "Stolen")).toEqual([
    ["Name", "Stolen"],
    ["SwapHub OTC", "3"],
    ["Kassa", "0"],
  ]);
  expect(withStolen(rows, [0, 0], "Stolen")).toBe(rows);
});
