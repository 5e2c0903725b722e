import { beforeAll, describe, expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { openTables } from "../../../shared/intake/open-tables.ts";
import { rowsIn } from "../../../shared/intake/table.ts";
import { entityTable, linkTable } from "../../../shared/interop/tables/entity-table.ts";
import { flowTable } from "../../../shared/interop/tables/flow-table.ts";
import { freeCell, holdCell } from "../../../shared/interop/tables/held-cell.ts";
import type { PlainTable } from "../../../shared/interop/tables/model.ts";
import { statementsOf, statementTable } from "../../../shared/interop/tables/statement-table.ts";
import { isExact } from "../../../shared/interop/tables/write-workbook.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { bytesToUtf8 } from "../../../shared/kernel/bytes.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { rowsOf } from "../../kit/fold.ts";
import { parseThing, textsOf, thingsOf } from "../../kit/interop-file.ts";
import { createOfficer } from "../../kit/officer.ts";
import { collected, flowOf, outputInput, outputMark } from "../../kit/outputs.ts";
import { createWholeCase } from "../../kit/whole-case.ts";

let rows: ReadonlyMap<EntityId, Entity>;
let ids: readonly EntityId[];
beforeAll(async () => {
  rows = rowsOf(await createWholeCase(await createOfficer("writer", "afm")));
  ids = [...rows.keys()].sort();
});

async function readBack(bytes: Uint8Array<ArrayBuffer>) {
  const opened = await openTables(sourceOfBytes(bytes));
  if (!opened.ok) return expect.fail(JSON.stringify(opened.error));
  const table = opened.value[0] ?? expect.fail("a table");
  const read = await rowsIn(table);
  return { headers: table.layout.headers, rows: read.ok ? read.value : expect.fail(JSON.stringify(read.error)) };
}

describe("a cell that a spreadsheet would run", () => {
  test.each([
    ["=1+1", "'=1+1"],
    [" @SUM(A1)", "' @SUM(A1)"],
    ["+7 701 123 45 67", "'+7 701 123 45 67"],
    ["'=1", "''=1"],
    ["''\t=1", "'''\t=1"],
    ["-12.5", "-12.5"],
    ["O'Neil", "O'Neil"],
    ["'quoted'", "'quoted'"],
    ["", ""],
  ])("%j is written as %j, and comes back", (cell, held) => {
    expect([holdCell(cell), freeCell(held)]).toEqual([held, cell]);
  });
  test("is counted", async () => {
    const table: PlainTable = { columns: [{ id: "a", title: "a", isNumber: false }], rows: [["=1"], ["1"], ["@x"]] };
    const { notes } = await collected({ ...outputInput(rows, "csv"), table });
    expect(notes).toEqual({ held: 2, cut: 0, replaced: 0 });
  });
});

test.each([
  ["0", true],
  ["-1.5", true],
  ["123456789012345", true],
  ["1234567890123456", false],
  ["1.50", false],
  ["007", false],
  ["1e5", false],
  ["-0", false],
  ["0.000000000000001", false],
])("a spreadsheet keeps %s as a number: %s", (text, exact) => {
  expect(isExact(text)).toBe(exact);
});

test("our own reader finds each text of a workbook again, zeros and signs XML cannot hold among them", async () => {
  const columns = ["iin", "said", "amount"].map((title) => ({ id: title, title, isNumber: title === "amount" }));
  const table: PlainTable = {
    columns,
    rows: [
      ["000101300017", "_x0041_ \u0007 <&> 😀", "1234567890123456789.5"],
      ["990101300017", "=HYPERLINK()", "12.5"],
    ],
  };
  const read = await readBack((await collected({ ...outputInput(rows, "xlsx"), table })).bytes);
  expect(read).toEqual({ headers: ["iin", "said", "amount"], rows: [...table.rows] });
});

test("our own reader finds each cell of a CSV again, held where it would run, and the mark of the whole in each row", async () => {
  const table = statementTable(rows, ids, {});
  const read = await readBack((await collected({ ...outputInput(rows, "csv"), table })).bytes);
  expect(read.headers).toEqual([...table.columns.map(({ title }) => title), outputMark.title]);
  expect(read.rows.map((row) => row.map(freeCell))).toEqual([...table.rows].map((row) => [...row, outputMark.line]));
});

test("every statement about every row is in the table of statements, once", () => {
  const claims = [...rows.values()].flatMap(({ facts }) => Object.values(facts).flatMap((all) => all.map(({ claim }) => claim)));
  const table = [...statementTable(rows, ids, {}).rows];
  expect(table.map((row) => row.at(-1)).sort()).toEqual([...claims].sort());
  expect(statementsOf(rows, ids)).toBe(claims.length);
});

test("a thing's row says every value of every property, in the words it is given", () => {
  const words = { "column.type": "Түрі", "type.person": "Адам", "property.iin": "ЖСН", "choice.position.victim": "Жәбірленуші" };
  const { columns, rows: all } = entityTable(rows, ids, words);
  const titles = columns.map(({ title }) => title);
  expect(titles).toContain("ЖСН");
  const person = [...rows.values()].find(({ type }) => type === "person") ?? expect.fail("a person");
  const row = [...all].find(([id]) => id === person.id) ?? expect.fail("its row");
  expect(row[titles.indexOf("Түрі")]).toBe("Адам");
  for (const name of ["iin", "fullName"]) {
    const cell = row[columns.findIndex(({ id }) => id === `property.${name}`)] ?? "";
    for (const { value } of person.facts[name] ?? []) expect(cell.split(" | ")).toContain("text" in value ? value.text : "");
  }
});

test("a link's row names both ends", () => {
  const link = [...rows.values()].find(({ form, ends }) => form === "link" && ends !== null) ?? expect.fail("a link");
  const [row] = [...linkTable(rows, [link.id], {}).rows];
  expect(row?.slice(0, 6)).toEqual([
    link.id,
    link.type,
    link.ends?.from,
    rows.get(link.ends?.from ?? link.id)?.title ?? "",
    link.ends?.to,
    rows.get(link.ends?.to ?? link.id)?.title ?? "",
  ]);
});

test("a flow's total leaves with every digit, in CSV and as text in a workbook", async () => {
  const [one, other] = [ids[0] ?? expect.fail("a thing"), ids[1] ?? expect.fail("another")];
  const table = flowTable(rows, [flowOf(one, other)], {});
  for (const form of ["csv", "xlsx"] as const) {
    const read = await readBack((await collected({ ...outputInput(rows, form), table })).bytes);
    expect(read.rows[0]?.[4]).toBe("1234567890123456789.000001");
  }
});

test("a cell above what a sheet takes is cut, marked and counted", async () => {
  const table: PlainTable = {
    columns: ["a", "b"].map((id) => ({ id, title: id, isNumber: false })),
    rows: [["x".repeat(40_000), "1"]],
  };
  const { bytes, notes } = await collected({ ...outputInput(rows, "xlsx"), table });
  const [cell] = (await readBack(bytes)).rows[0] ?? [];
  expect([notes.cut, cell?.length, cell?.endsWith(" […]")]).toEqual([1, 32_767, true]);
});

test("rows above what a sheet takes go on in a further one", async () => {
  const most = 1_048_575;
  const columns = [{ id: "n", title: "n", isNumber: true }];
  const table: PlainTable = {
    columns,
    rows: {
      *[Symbol.iterator]() {
        for (let at = 0; at <= most; at++) yield [String(at)];
      },
    },
  };
  const { bytes } = await collected({ ...outputInput(new Map(), "xlsx"), table });
  const names = [...bytesToText(bytes).matchAll(/xl\/worksheets\/sheet\d\.xml/g)].map(([name]) => name);
  expect(new Set(names)).toEqual(new Set(["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"]));
}, 120_000);

/** Names in an archive stand as they are. */
const bytesToText = (bytes: Uint8Array<ArrayBuffer>): string => new TextDecoder("latin1").decode(bytes);

test("the same input gives the same bytes, and a big file comes in pieces", async () => {
  const table = statementTable(rows, ids, {});
  for (const form of ["csv", "xlsx", "ftm", "stix", "graphml"] as const) {
    const [once, twice] = [await collected({ ...outputInput(rows, form), table }), await collected({ ...outputInput(rows, form), table })];
    expect(twice.bytes).toEqual(once.bytes);
    expect(once.pieces).toBeGreaterThan(1);
  }
});

test("every marked object of a STIX file points at the marking of the whole, which says all of it", async () => {
  const { bytes } = await collected(outputInput(rows, "stix"));
  const objects = thingsOf(parseThing(bytesToUtf8(bytes) ?? "")["objects"]);
  const whole = objects[0] ?? expect.fail("a marking");
  expect(whole).toMatchObject({ type: "marking-definition", definition_type: "statement" });
  expect(JSON.stringify(whole["definition"])).toContain("=check\\nof <everything>");
  const marked = objects.filter((each) => "object_marking_refs" in each);
  expect(marked.length).toBeGreaterThan(50);
  for (const each of marked) expect(textsOf(each["object_marking_refs"]).at(-1)).toBe(whole["id"]);
});

test("a FollowTheMoney file begins with a note that says the mark", async () => {
  const { bytes } = await collected(outputInput(rows, "ftm"));
  const note = parseThing((bytesToUtf8(bytes) ?? "").split("\n")[0] ?? "");
  expect(note).toMatchObject({ schema: "Note", properties: { name: [outputMark.line] } });
});

test("what has no place in a graph is counted, and signs XML cannot hold are shown", async () => {
  const { bytes, left, notes } = await collected(outputInput(rows, "graphml"));
  const text = bytesToUtf8(bytes) ?? "";
  expect(left.get("case.type")).toBe([...rows.values()].filter(({ type }) => type === "case").length);
  expect(notes.replaced).toBe(0);
  expect(text.match(/<node /g)?.length).toBeGreaterThan(10);
  const table: PlainTable = { columns: [], rows: [] };
  const marked = { ...outputMark, line: "a\u0007b\u0000" };
  const other = await collected({ ...outputInput(new Map(), "graphml"), table, mark: marked });
  expect([bytesToUtf8(other.bytes)?.includes(">a␇b␀<"), other.notes.replaced]).toEqual([true, 2]);
});
