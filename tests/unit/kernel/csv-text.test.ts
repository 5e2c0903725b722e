import { expect, it } from "vitest";
import { csvText, heldCell } from "../../../shared/kernel/csv-text.ts";

it("begins with a byte order mark, ends every row, and quotes what needs it", () => {
  expect(
    csvText([
      ["Іс", 'a"b'],
      ["1,5", ""],
    ]),
  ).toBe('\uFEFFІс,"a""b"\r\n"1,5",\r\n');
});

it.each(["=1+1", "+7", "-cmd", "@SUM(A1)", "|x", "%x", " =1", "\t1", "\r1", "\n1", "＝1", "＋1", "－1", "＠1"])("holds %j down", (cell) => {
  expect(heldCell(cell)).toBe(`'${cell}`);
});

it.each(["-5", "-5.25", "10", "a=1", "", "Үміт"])("leaves %j as it is", (cell) => {
  expect(heldCell(cell)).toBe(cell);
});
