import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkTable } from "../../shared/interop/tables/entity-table.ts";
import type { PlainTable } from "../../shared/interop/tables/model.ts";
import { statementTable } from "../../shared/interop/tables/statement-table.ts";
import type { OutputInput } from "../../shared/interop/tables/write-output.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { countedAs } from "../../shared/projections/counted.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { rowsOf } from "../kit/fold.ts";
import { createOfficer } from "../kit/officer.ts";
import { collected, flowOf, outputInput, outputMark } from "../kit/outputs.ts";
import { createWholeCase } from "../kit/whole-case.ts";
import { hasTool, openWorkbench, type Ran, runTool, type Workbench } from "./tools.ts";

const python = ["/usr/bin/python3", "python3"].find((each) => hasTool(each));
const fixtures = join(import.meta.dirname, "../fixtures");

let bench: Workbench;
let rows: ReadonlyMap<EntityId, Entity>;
beforeAll(async () => {
  bench = openWorkbench();
  rows = rowsOf(await createWholeCase(await createOfficer("writer", "afm")));
});
afterAll(() => bench.remove());

const hard: PlainTable = {
  columns: ["a", "number", "=title"].map((title) => ({ id: title, title, isNumber: title === "number" })),
  rows: [
    ["=1+1", "1", "'=1"],
    ["''=2", "-12.5", "'not a formula"],
    ["000101300017", "123456789012345", '"quoted"\r\nnext'],
    ["\t@x", "1234567890123456", "_x0041_ and \u0007"],
    ["  +7 701", "1.50", ",;\t"],
    ["＝1", "007", "\u202e😀 <&>"],
    ["-", "-0", "]]>"],
    ["", "0.1", " spaces "],
    ["x", "1e5", "a\rb"],
  ],
};

async function judge(input: OutputInput, expected: object): Promise<Ran> {
  const file = bench.write(`judged.${input.form}`, (await collected(input)).bytes);
  return runTool(python ?? "", [
    join(import.meta.dirname, "check-tables.py"),
    input.form,
    file,
    bench.write("expected.json", JSON.stringify(expected)),
  ]);
}
const expectedOf = ({ columns, rows: all }: PlainTable) => ({ rows: [columns.map(({ title }) => title), ...all], mark: outputMark.line });
const tableOf = (name: string): PlainTable => {
  const ids = [...rows.keys()].sort();
  const links = ids.filter((id) => rows.get(id)?.form === "link");
  if (name === "links") return linkTable(rows, links, {});
  if (name === "statements") return statementTable(rows, ids, {});
  return name === "hard" ? hard : outputInput(rows, "csv").table;
};

describe.skipIf(python === undefined)("python reads (skipped: no python3)", () => {
  test.each(["entities", "links", "statements", "hard"])("%s as CSV, every cell as it was", async (name) => {
    const table = tableOf(name);
    for (const delimiter of [",", ";", "\t"] as const) {
      const csv = { delimiter, hasByteOrderMark: delimiter !== "\t" };
      const { out, error } = await judge({ ...outputInput(rows, "csv"), table, csv }, { ...expectedOf(table), delimiter });
      expect([out, error]).toEqual([`ok csv ${[...table.rows].length + 1} rows\n`, ""]);
    }
  });
  test.each(["entities", "links", "statements", "hard"])("%s as a workbook, every cell as it was", async (name) => {
    const table = tableOf(name);
    const { out, error } = await judge({ ...outputInput(rows, "xlsx"), table }, expectedOf(table));
    expect([out, error]).toEqual([`ok xlsx ${[...table.rows].length + 1} rows, cells inlineStr n\n`, ""]);
  });
  test("a changed cell is told", async () => {
    const table = { ...hard, rows: [...hard.rows].slice(1) };
    const { status, error } = await judge({ ...outputInput(rows, "xlsx"), table }, expectedOf(hard));
    expect([status, error.startsWith("FAIL ")]).toEqual([1, true]);
  });
  test("things, links and flows as a graph", async () => {
    const counted = [...rows.values()].filter((row) => countedAs(row) !== null);
    const nodes = counted.filter(({ form }) => form === "node");
    const [one, other] = [nodes[0]?.id ?? expect.fail(), nodes[1]?.id ?? expect.fail()];
    const names = new Set(nodes.map(({ id }) => id));
    const edges = counted.flatMap(({ form, ends, type }) =>
      form === "link" && ends !== null && names.has(ends.from) && names.has(ends.to) ? [[ends.from, ends.to, type]] : [],
    );
    const { out, error } = await judge(
      { ...outputInput(rows, "graphml"), flows: [flowOf(one, other)] },
      {
        mark: outputMark.line,
        edges: [...edges, [one, other, "flow"]],
        nodes: Object.fromEntries(nodes.map(({ id, type, handling }) => [id, { type, handling: `TLP:${handling.toUpperCase()}` }])),
      },
    );
    expect(error).toBe("");
    expect(out).toMatch(new RegExp(`^(ok graphml ${nodes.length} nodes, ${edges.length + 1} edges|skipped: no networkx)\n$`));
  });
  test("FollowTheMoney and STIX, by their models, with the mark of the whole", async () => {
    const paths: string[] = [];
    for (const form of ["ftm", "stix"] as const) paths.push(bench.write(`marked.${form}`, (await collected(outputInput(rows, form))).bytes));
    const checker = join(import.meta.dirname, "check-formats.py");
    const { out, error } = runTool(python ?? "", [checker, join(fixtures, "ftm/model-4.5.2.json"), join(fixtures, "stix"), ...paths, ""]);
    expect(out).toMatch(/^ok ftm \d{3} entities\nok stix \d{3} objects\n/);
    expect(error).not.toContain("FAIL");
  });
});

test.skipIf(!hasTool("unzip"))("unzip finds no fault in a workbook (skipped: no unzip)", async () => {
  const path = bench.write("whole.xlsx", (await collected(outputInput(rows, "xlsx"))).bytes);
  const { status, out } = runTool("unzip", ["-t", path]);
  expect([status, out]).toEqual([0, expect.stringContaining("No errors detected")]);
});
