import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { parseJson } from "../../../shared/intake/containers/json-parse.ts";

import { openTables } from "../../../shared/intake/open-tables.ts";
import { rowsIn, type Table } from "../../../shared/intake/table.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";

const open = async (text: string) => openTables(sourceOfBytes(utf8ToBytes(text)));
const tablesOf = async (text: string): Promise<readonly Table[]> => {
  const tables = await open(text);
  return tables.ok ? tables.value : expect.fail(JSON.stringify(tables.error));
};
const seen = async (text: string) => {
  const tables = await tablesOf(text);
  return Promise.all(
    tables.map(async (table) => {
      const rows = await rowsIn(table);
      return [table.sheet, table.layout.headers, rows.ok ? rows.value : rows.error];
    }),
  );
};
const refusal = async (text: string) => {
  const tables = await open(text);
  return tables.ok ? expect.fail("it was read") : tables.error;
};

test("a list is a table: its columns are the paths of members, numbers keep every digit, lists within are their text", async () => {
  expect(await seen('[{"a":{"b":123456789012345678901.10,"c":null},"d":[1,{"e":"ж"}]},\n{"a":{"c":true},"x.y":"","d":"\\u0416\\n"}]')).toEqual([
    [
      "",
      ["a.b", "a.c", "d", "x\\.y"],
      [
        ["123456789012345678901.10", "", '[1,{"e":"ж"}]', ""],
        ["", "true", "Ж\n", ""],
      ],
    ],
  ]);
});

test("each list in an object is a table, and what stands beside them is told", async () => {
  const text = '{"success":true,"meta":{"at":1,"page":"x"},"data":[{"id":1}],"more":{"list":[{"k":"v"},2]},"empty":[]}';
  expect(await seen(text)).toEqual([
    ["data", ["id"], [["1"]]],
    [
      "more.list",
      ["k", "value"],
      [
        ["v", ""],
        ["", "2"],
      ],
    ],
    ["empty", [], []],
  ]);
  expect((await tablesOf(text))[0]?.preamble).toEqual([
    ["success", "true"],
    ["meta.at", "1"],
    ["meta.page", "x"],
  ]);
});

test("an object without a list of objects is one row", async () => {
  expect(await seen(' {\n"a":1,"b":["x","y"]}')).toEqual([["", ["a", "b"], [["1", '["x","y"]']]]]);
});

test("one value to a line is a table, and a broken line stops no other", async () => {
  expect(await seen('{"a":1}\r\n\n{"a":2,"b":"é"}\n{"a":3\n{"b":"z"}')).toEqual([["", ["a", "b"], [["1", ""], ["2", "é"], ['{"a":3'], ["", "z"]]]]);
});

test("what cannot be told apart is refused with its line", async () => {
  expect(await refusal('[{"a":1},\n{"a":2}')).toEqual({ kind: "broken-json", where: "2" });
  expect(await refusal('[{"a":1},\n{"a":01}]')).toEqual({ kind: "broken-json", where: "2" });
  expect(await refusal('[{"a":1}]\n\n]')).toEqual({ kind: "broken-json", where: "3" });
  expect(await refusal('[\n{"a":1,\n"a":2}]')).toEqual({ kind: "duplicate-member", where: "3" });
  expect(await refusal(`[${"[".repeat(70)}${"]".repeat(70)}]`)).toEqual({ kind: "too-complex", where: "1" });
  const wide = Array.from({ length: 2001 }, (_, at) => `"k${at}":1`).join(",");
  expect(await refusal(`[{${wide}}]`)).toEqual({ kind: "too-complex" });
});

test("names of the platform's own objects mean nothing", () => {
  const read = parseJson('{"__proto__":{"polluted":1},"constructor":2}');
  expect(read.ok && read.value instanceof Map && [...read.value.keys()]).toEqual(["__proto__", "constructor"]);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("a text in brackets that is no JSON stays a text", async () => {
  expect((await tablesOf("[Раздел первый]\nпросто слова\n"))[0]?.layout.container).toBe("delimited");
});
