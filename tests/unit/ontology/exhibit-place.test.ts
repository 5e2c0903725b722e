import { expect, test } from "vitest";
import { checkValue } from "../../../shared/ontology/check.ts";
import { regionOf } from "../../../shared/ontology/exhibit-place.ts";

const canonical = (check: "region" | "time-code", text: string): string | null => {
  const checked = checkValue(check, text);
  return checked.ok ? checked.value : null;
};

test.each([
  ["12.5,30,40,10", "12.5,30,40,10"],
  [" 0 0 100 100 ", "0,0,100,100"],
  ["07.50; 1; 2; 3", "7.5,1,2,3"],
  ["0.1,0,99.9,1", "0.1,0,99.9,1"],
])("%s is a region", (text, written) => {
  expect(canonical("region", text)).toBe(written);
  expect(canonical("region", written)).toBe(written);
});

test.each(["", "1,2,3", "0,0,0,10", "50,0,51,10", "-1,0,10,10", "1,2,3,4,5", "a,b,c,d", "1.234,0,1,1", "0,0,1e2,1"])("%s is none", (text) => {
  expect(canonical("region", text)).toBeNull();
});

test("a region is read as percents of the page", () => {
  expect(regionOf("12.5,30,40,10")).toEqual({ left: 12.5, top: 30, width: 40, height: 10 });
  expect([regionOf(""), regionOf("x"), regionOf("0,0,200,1")]).toEqual([null, null, null]);
});

test.each([
  ["01:02:03", "01:02:03"],
  ["7:05", "00:07:05"],
  ["1:00:00.5", "01:00:00.500"],
])("%s is a time code", (text, written) => expect(canonical("time-code", text)).toBe(written));

test.each(["", "75", "0:60", "1:60:00", "1:2:3", "00:00:00.1234"])("%s is none", (text) => {
  expect(canonical("time-code", text)).toBeNull();
});
