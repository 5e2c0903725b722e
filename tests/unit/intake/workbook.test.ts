import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { formOf, numberText } from "../../../shared/intake/containers/workbook-numbers.ts";
import { previewIntake } from "../../../shared/intake/intake.ts";
import { openTables } from "../../../shared/intake/open-tables.ts";
import { readTransfers } from "../../../shared/intake/read-exhibit.ts";
import { rowsIn } from "../../../shared/intake/table.ts";
import { workbookFiles, zipOf } from "../../kit/make-workbook.ts";
import { fixtureBytes, readIntake, transferLines } from "../../kit/read-intake.ts";

async function tablesOf(bytes: Uint8Array<ArrayBuffer>) {
  const opened = await openTables(sourceOfBytes(bytes));
  return opened.ok ? opened.value : expect.fail(JSON.stringify(opened.error));
}
async function refusalOf(bytes: Uint8Array<ArrayBuffer>) {
  const opened = await openTables(sourceOfBytes(bytes));
  return opened.ok ? expect.fail("it was opened") : opened.error.kind;
}

test("a bank's answer as a workbook says what it says as CSV", async () => {
  const [workbook, text] = await Promise.all([
    readIntake(fixtureBytes("afm_statement_18col.xlsx")),
    readIntake(fixtureBytes("afm_statement_18col.csv")),
  ]);
  expect(workbook).toMatchObject({ profile: "bank.answer", rows: 24, accepted: 24, rejected: [] });
  expect(transferLines(workbook)).toEqual(transferLines(text));
  expect(workbook.totals).toEqual(text.totals);
  expect(workbook.layout.container).toBe("workbook");
});

const styles = `<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="000000000000"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>`;
const strings =
  '<si><t>Дата</t></si><si><r><t>Сум</t></r><r><t>ма</t></r><rPh><t>読み</t></rPh></si><si><t>ИИН</t></si><si><t xml:space="preserve">a &amp; b &#x416;</t></si>';
const rows = `<sheetData>
  <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
  <row r="3"><c r="A3" s="1"><v>45717</v></c><c r="B3"><f>1+1</f><v>150000.10000000001</v></c><c r="C3" s="3"><v>11231500033</v></c></row>
  <row r="4" hidden="1"><c r="B4"><v>1.5E-3</v></c><c r="C4" t="s"><v>3</v></c></row>
  <row r="5"/>
  <row r="6"><c r="A6" s="2"><v>45717.375</v></c><c r="B6"><v>1250.125</v></c><c r="C6"><v>12345678901234567</v></c></row>
  <row r="7"><c r="A7" t="d"><v>2025-03-01T09:00:00</v></c><c r="B7" t="b"><v>1</v></c><c r="C7" t="e"><v>#N/A</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>`;

test("cells as a person sees them: dates, formulas, merged cells, zeros kept by a format, gaps", async () => {
  const [table] = await tablesOf(zipOf(workbookFiles({ Лист: { xml: rows, state: "hidden" } }, { strings, styles })));
  const read = await rowsIn(table ?? expect.fail("a table"));
  expect(table?.layout.headers).toEqual(["Дата", "Сумма", "ИИН"]);
  expect(read).toEqual({
    ok: true,
    value: [
      ["2025-03-01", "150000.1", "011231500033"],
      ["2025-03-01", "0.0015", "a & b Ж"],
      ["2025-03-01 09:00:00", "1250.1250", "12345678901234600"],
      ["2025-03-01 09:00:00", "TRUE", "#N/A"],
    ],
  });
  expect(table?.notices).toEqual([
    { name: "hidden-sheets", count: 1 },
    { name: "hidden-rows", count: 1 },
    { name: "merged-cells", count: 1 },
    { name: "formula-values", count: 1 },
    { name: "long-numbers", count: 1 },
  ]);
});

test("a workbook of 1904 counts its days from there", async () => {
  const sheet = { xml: '<sheetData><row><c t="inlineStr"><is><t>Дата</t></is></c></row><row><c s="1"><v>44255</v></c></row></sheetData>' };
  const [table] = await tablesOf(zipOf(workbookFiles({ A: sheet }, { styles, is1904: true })));
  expect(await rowsIn(table ?? expect.fail("a table"))).toEqual({ ok: true, value: [["2025-03-01"]] });
});

test.each([
  ["1", 14, "1900-01-01"],
  ["59", 14, "1900-02-28"],
  ["60", 14, "60"],
  ["61", 14, "1900-03-01"],
  ["0.375", 20, "09:00:00"],
  ["45717.999999", 22, "2025-03-02 00:00:00"],
  ["45717", 22, "2025-03-01 00:00:00"],
  ["45717.5", 14, "2025-03-01 12:00:00"],
  ["0.1", 0, "0.1"],
  ["0.30000000000000004", 0, "0.3"],
  ["-12.5", 2, "-12.5"],
  ["1E+21", 0, "1000000000000000000000"],
  ["abc", 0, null],
])("the number %s in format %i is %s", (written, id, expected) => {
  expect(numberText(written, formOf(id, undefined), false)).toBe(expected);
});

test("formats of a workbook's own: a word in quotes is no date", () => {
  expect(formOf(170, '#,##0.00" day"').kind).toBe("plain");
  expect(formOf(170, "[$-419]d mmm yyyy;@").kind).toBe("moment");
  expect(formOf(170, "[Red]0.00").kind).toBe("plain");
  expect(formOf(170, "[h]:mm").kind).toBe("moment");
});

test("several sheets: each is a table of its own, rows numbered through all", async () => {
  const row = (cells: readonly string[]): string => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`;
  const deposit = ["25-02-01 08:00:01", "USDT", "TRX", "500", "TMAGx94W81734M2PoHZMWroKSpZMcKMr3H", "a".repeat(64), "Completed"];
  const files = workbookFiles({
    "Deposit History": {
      xml: `<sheetData>${row(["Date(UTC+0)", "Coin", "Network", "Amount", "Address", "TXID", "Status"])}${row(deposit)}</sheetData>`,
    },
    Notes: { xml: `<sheetData>${row(["что-то", "другое"])}${row(["1", "2"])}</sheetData>` },
    Statement: {
      xml: `<sheetData>${row(["User_ID", "UTC_Time", "Account", "Operation", "Coin", "Change"])}${row(["7", "2025-02-01 08:00:01", "Spot", "Deposit", "USDT", "500"])}</sheetData>`,
    },
  });
  const read = await readIntake(zipOf(files));
  expect(read.profile).toBe("binance.deposits + binance.statement");
  expect(read.sheets.map(({ name, profile, rows: count }) => [name, profile, count])).toEqual([
    ["Deposit History", "binance.deposits", 1],
    ["Notes", null, 1],
    ["Statement", "binance.statement", 1],
  ]);
  expect(transferLines(read).map((line) => line.split(" ")[0])).toEqual(["1", "3"]);
});

const inlineRow = (cells: readonly string[]): string => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`;
const sheetOf = (...cells: readonly (readonly string[])[]): { readonly xml: string } => ({
  xml: `<sheetData>${cells.map(inlineRow).join("")}</sheetData>`,
});
const oldHeader = ["Date(UTC)", "Coin", "Network", "Amount", "TransactionFee", "Address", "TXID", "SourceAddress", "PaymentID", "Status"];
const oldRow = (coin: string): readonly string[] => [
  ...["2022-06-05 08:34:57", coin, "TRX", "1000", "0", "TMAGx94W81734M2PoHZMWroKSpZMcKMr3H", "b".repeat(64), "", "", "Completed"],
];

test("an answer of an exchange: sheets of one header go the way their names say, customers are people, what nobody knows is explained by its headers", async () => {
  const files = workbookFiles({
    Клиент: sheetOf(["ФИО", "ИИН", "Телефон"], ["Синтетикова Айгуль", "900101300017", "+77010000001"]),
    "Deposit History": sheetOf(oldHeader, oldRow("USDT")),
    Вывод: sheetOf(oldHeader, oldRow("TRX")),
    Устройства: sheetOf(["Марка", "Код"], ["A", "1"]),
  });
  const read = await readIntake(zipOf(files));
  expect(read.questions).toEqual([]);
  expect(read.sheets.map(({ name, profile, rows: count }) => [name, profile, count])).toEqual([
    ["Клиент", "parties", 1],
    ["Deposit History", "binance.history", 1],
    ["Вывод", "binance.history", 1],
    ["Устройства", null, 1],
  ]);
  expect(read.rejected).toEqual([]);
  expect(transferLines(read).map((line) => line.replace(/^(\d+) \S+ /, "$1 ").replace(/ b+$/, ""))).toEqual([
    "2 TMAGx94W81734M2PoHZMWroKSpZMcKMr3H → Binance UID ? 1000 USDT",
    "3 Binance UID ? → TMAGx94W81734M2PoHZMWroKSpZMcKMr3H 1000 TRX",
  ]);
  const again = await readTransfers(sourceOfBytes(zipOf(files)), read.sha256, { reader: read.profile, readerVersion: 3, choices: {} });
  expect(again).toMatchObject({ ok: true, value: { readerVersion: 3 } });
});

test("a sheet whose name says no way is asked for it", async () => {
  const files = workbookFiles({ Лист1: sheetOf(oldHeader, oldRow("USDT")) });
  const seen = await previewIntake({ source: sourceOfBytes(zipOf(files)), fileName: "f" });
  expect(seen).toMatchObject({ ok: true, value: { rows: 0, questions: [{ name: "direction", answer: "" }] } });
});

test("what is no workbook, is broken, protected, or a bomb is refused, each by its name", async () => {
  const files = workbookFiles({ A: { xml: rows } }, { strings, styles });
  const good = zipOf(files);
  expect(await refusalOf(zipOf({ "word/document.xml": "<a/>" }))).toBe("not-workbook");
  expect(await refusalOf(good.slice(0, good.length - 40))).toBe("broken-archive");
  expect(await refusalOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe("spreadsheet");
  expect(await refusalOf(zipOf({ ...files, "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>' }))).toBe(
    "xml-doctype",
  );
  expect(await refusalOf(zipOf({ ...files, "xl/worksheets/sheet1.xml": "<worksheet><sheetData></worksheet>" }))).toBe("broken-xml");
  expect(await refusalOf(zipOf({ ...files, "xl/worksheets/sheet1.xml": "<worksheet>&undefined;</worksheet>" }))).toBe("broken-xml");
  expect(await refusalOf(zipOf({ ...files, bomb: "0".repeat(60 * 2 ** 20) }))).toBe("too-complex");
  expect(await refusalOf(zipOf(files, { "xl/sharedStrings.xml": 10 }))).toBe("broken-archive");
  const flags = zipOf(files);
  const directory = flags.findLastIndex((_, at) => flags[at] === 0x50 && flags[at + 1] === 0x4b && flags[at + 2] === 1);
  flags[directory + 8] = 1;
  expect(await refusalOf(flags)).toBe("encrypted");
});

test("bytes cut anywhere, or turned around, are an answer and never a crash", async () => {
  const good = fixtureBytes("afm_statement_18col.xlsx");
  let read = 0;
  for (let at = 0; at < good.length; at += 97) {
    const turned = Uint8Array.from(good);
    turned[at] = (turned[at] ?? 0) ^ 0xff;
    for (const bytes of [turned, Uint8Array.from(good.subarray(0, at + 4))]) {
      const seen = await previewIntake({ source: sourceOfBytes(bytes), fileName: "f" });
      if (seen.ok) read += 1;
    }
  }
  expect(read).toBeLessThan(good.length / 97);
});
