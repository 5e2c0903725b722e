import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { openTables } from "../../../shared/intake/open-tables.ts";
import { previewIntake } from "../../../shared/intake/intake.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { fixtureBytes, linkLines, readIntake, titlesOf, transferLines } from "../../kit/read-intake.ts";

const [company, firm] = ["KZ90999TEST000000001", "KZ95999A00000000B123"];

test("an FM-1 report in UTF-16: names by their path, the operation between its two participants", async () => {
  const read = await readIntake(fixtureBytes("fm1_utf16.xml"));
  expect(read).toMatchObject({ profile: "fm1.message + fm1.participants", rows: 3, accepted: 3, rejected: [] });
  expect(read.layout.encoding).toBe("utf-16le");
  expect(transferLines(read)).toEqual([`3 2025-03-03T09:30:00 ${firm} → ${company} 1500.5 USD SYN-7`]);
  const names = new Set(titlesOf(read).values());
  expect([names.has("Синтетиков Касым Тестович"), names.has("Отчётова Сынақ Тестқызы")]).toEqual([true, true]);
  expect(linkLines(read)).toEqual([
    'related: Отчётова Сынақ Тестқызы → АО "СИНТ БАНК"',
    `owns: Синтетиков Касым Тестович → ${firm}`,
    `owns: ТОО "Ойдан шығарылған айырбас" → ${company}`,
  ]);
  const born = read.statements.find((said) => said.op === "assert" && said.property === "birthDate");
  expect(born).toMatchObject({
    value: { from: "1990-01-01" },
    source: { place: { row: 2, column: "AdditionalPersonInfo/AdditionalInformationAc/DateBirth" } },
  });
});

test("an FM-1 report of several payers: who paid whom is not said, and told", async () => {
  const text = new TextDecoder("utf-16le").decode(fixtureBytes("fm1_utf16.xml")).replace("<ParticipantsView>59", "<ParticipantsView>58");
  const read = await readIntake(utf8ToBytes(text));
  expect(transferLines(read)).toEqual([]);
  expect(read.notices).toContainEqual({ name: "no-single-pair", count: 1 });
});

test("UTF-16 without a mark is known by its zeros", async () => {
  const read = await readIntake(fixtureBytes("fm1_utf16.xml").subarray(2));
  expect(read).toMatchObject({ accepted: 3, layout: { encoding: "utf-16le" } });
});

test("a goAML report: accounts, a wallet by its checksum, entities and people without accounts", async () => {
  const read = await readIntake(fixtureBytes("goaml_report.xml"));
  expect(read).toMatchObject({ profile: "goaml.transactions", rows: 3, accepted: 2 });
  expect(read.rejected.map(({ row, column, rule }) => [row, column, rule])).toEqual([[4, "date_transaction", "moment"]]);
  expect(transferLines(read)).toEqual([
    `2 2025-03-03T09:30:00 ${firm} → TMAGx94W81734M2PoHZMWroKSpZMcKMr3H 1500.5 USD T-1`,
    '3 2025-03-04T04:00:00 ТОО "Ойдан шығарылған айырбас" → Сынақова Әлия 1000 KZT T-2',
  ]);
  expect(linkLines(read)).toEqual([`owns: Синтетиков Касым → ${firm}`]);
});

test("a goAML time without an offset is asked for its clock", async () => {
  const text = new TextDecoder().decode(fixtureBytes("goaml_report.xml")).replaceAll("+05:00", "");
  const bytes = utf8ToBytes(text);
  const seen = await previewIntake({ source: sourceOfBytes(bytes), fileName: "f" });
  expect(seen).toMatchObject({ ok: true, value: { rows: 0, questions: [{ name: "utc-offset", answer: "" }] } });
  expect(transferLines(await readIntake(bytes, { answers: { "utc-offset": "300" } }))[0]).toContain("2025-03-03T09:30:00");
});

test.each([
  ['<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><a>&x;</a></r>', "xml-doctype"],
  ["<r><a>&x;</a></r>", "broken-xml"],
  ["<r><a></b></r>", "broken-xml"],
  ["<r><a>1</a>", "broken-xml"],
  ["<r/><r/>", "broken-xml"],
  ["<r><a>1</a></r>more", "broken-xml"],
  [`<r>${"<a>".repeat(200)}${"</a>".repeat(200)}</r>`, "too-complex"],
])("%s is refused as %s", async (text, kind) => {
  const opened = await openTables(sourceOfBytes(utf8ToBytes(text)));
  expect(opened.ok ? "opened" : opened.error.kind).toBe(kind);
});

test("XML nobody knows is a table all the same: the children of its root are rows", async () => {
  const opened = await openTables(
    sourceOfBytes(utf8ToBytes('<list date="2025"><item id="1"><n>a</n><n>b &lt; c</n></item><item id="2"><n><![CDATA[<d>]]></n></item></list>')),
  );
  if (!opened.ok) return expect.fail(opened.error.kind);
  expect(opened.value.map(({ sheet, layout, head }) => [sheet, layout.headers, head])).toEqual([
    ["list", ["@date"], [["2025"]]],
    [
      "item",
      ["@id", "n", "n[2]"],
      [
        ["1", "a", "b < c"],
        ["2", "<d>", ""],
      ],
    ],
  ]);
});
