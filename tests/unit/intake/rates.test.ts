import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { previewIntake, runIntake } from "../../../shared/intake/intake.ts";
import type { Intake, IntakePreview } from "../../../shared/intake/model.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Statement } from "../../../shared/ledger/model.ts";
import { checkStatements } from "../../../shared/ontology/check-statements.ts";

const preview = async (text: string): Promise<IntakePreview> => {
  const read = await previewIntake({ source: sourceOfBytes(utf8ToBytes(text)), fileName: "rates.csv" });
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
};
const run = async (text: string): Promise<Intake> => {
  const read = await runIntake({ source: sourceOfBytes(utf8ToBytes(text)), fileName: "rates.csv", grade: "B2", handling: "green" });
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
};
const subjectsOf = (statements: readonly Statement[], type: string) =>
  statements.flatMap((said) =>
    said.op === "assert" && said.property === "type" && said.value.kind === "text" && said.value.text === type ? [said.subject] : [],
  );

test("a dated table of rates becomes rates that point at their rows", async () => {
  const intake = await run("date,pair,rate,authority\n2025-12-31,usd / kzt,525.250,Training board\n31.01.2024,USD/KZT,450.5,\n");
  expect(intake).toMatchObject({ profile: "rates", rows: 2, accepted: 2, duplicates: 0, rejected: [], entities: [{ type: "rate", count: 2 }] });
  const [id] = subjectsOf(intake.statements, "rate");
  const said = intake.statements.flatMap((each) => (each.op === "assert" && each.subject === id ? [each] : []));
  expect(said.map(({ property, value }) => [property, value])).toEqual([
    ["type", { kind: "text", text: "rate" }],
    ["pair", { kind: "identifier", text: "USD/KZT" }],
    ["rate", { kind: "decimal", text: "525.25" }],
    ["onDate", { kind: "date", from: "2025-12-31", to: "2025-12-31" }],
    ["authority", { kind: "text", text: "Training board" }],
  ]);
  expect(said.every(({ source }) => source?.file === intake.sha256 && source.place.row === 1 && source.place.column === "rate")).toBe(true);
  expect(checkStatements(intake.statements, () => undefined)).toEqual([]);
});

test.each([
  ["Дата;Валютная пара;Курс;Орган", "2025-01-01;USD/KZT;500;x"],
  ["Күні;Валюта жұбы;Бағам;Мекеме", "2025-01-01;USD/KZT;500;x"],
  ["Базовая валюта;Котируемая валюта;Курс;Дата", "USD;KZT;500;2025-01-01"],
  ["базалық валюта;баға валютасы;бағам;күні", "USD;KZT;500;2025-01-01"],
  ["base;quote;rate;date;remark", "USD;KZT;500;2025-01-01;y"],
])("columns are known by name: %s", async (header, row) => {
  expect(await preview(`${header}\n${row}\n`)).toMatchObject({ profile: "rates", accepted: 1, rejected: [] });
});

test("what each column becomes is said", async () => {
  const uses = (await preview("Дата;Базовая валюта;Котируемая валюта;Курс;Примечание\n2025-01-01;USD;KZT;500;x\n")).columns;
  expect(uses.map(({ use, type, property }) => [use, type, property])).toEqual([
    ["read", "rate", "onDate"],
    ["read", "rate", "pair"],
    ["read", "rate", "pair"],
    ["read", "rate", "rate"],
    ["ignored", "", ""],
  ]);
});

test("every row is accounted for, and a bad one is named by the rule it breaks", async () => {
  const rows = ["2025-01-01,USD/KZT,500", "2025-01-01,USD/KZT,500.0", "2025-02-30,USD/KZT,500", "01/02/2025,USD/KZT,500", "2025-01-01,USD,500"];
  const worse = ["2025-01-01,USD/USD,1", '2025-01-01,USD/KZT,"500,5"', "2025-01-01,USD/KZT,0", "2025-01-01,USD/KZT,-5", "2025-01-01,USD/KZT"];
  const read = await preview(`date,pair,rate\n${[...rows, ...worse].join("\n")}\n`);
  expect(read).toMatchObject({ rows: 10, accepted: 1, duplicates: 1, notices: [{ name: "repeated-rates", count: 1 }] });
  expect(read.rejected.map(({ row, rule }) => `${row} ${rule}`)).toEqual([
    "3 date",
    "4 date",
    "5 pair",
    "6 pair",
    "7 rate",
    "8 rate",
    "9 rate",
    "10 cell-count",
  ]);
});

test("two tables that differ about one day give rival values of one rate; another authority is another rate", async () => {
  const head = "date,pair,rate,authority\n";
  const [one, other, apart] = [
    await run(`${head}2025-01-01,USD/KZT,500,A\n`),
    await run(`${head}2025-01-01,USD/KZT,501,A\n`),
    await run(`${head}2025-01-01,USD/KZT,500,B\n`),
  ].map((intake) => subjectsOf(intake.statements, "rate"));
  expect(one).toEqual(other);
  expect(one).not.toEqual(apart);
});

test("a rate column without days or assets is no rate table, and a column named twice is refused", async () => {
  expect(await previewIntake({ source: sourceOfBytes(utf8ToBytes("rate,pair\n5,USD/KZT\n")), fileName: "x" })).toMatchObject({
    ok: true,
    value: { profile: "", rows: 0, sheets: [{ profile: null, rows: 1 }] },
  });
  expect(await previewIntake({ source: sourceOfBytes(utf8ToBytes("date,pair,rate,rate\n2025-01-01,USD/KZT,5,6\n")), fileName: "x" })).toMatchObject({
    ok: false,
    error: { kind: "duplicate-header", where: "rate" },
  });
});
