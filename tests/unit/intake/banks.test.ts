import { expect, test } from "vitest";
import { previewIntake } from "../../../shared/intake/intake.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { openAmount, pointAmount } from "../../../shared/intake/amounts.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { fixtureBytes, linkLines, readIntake, transferLines } from "../../kit/read-intake.ts";

const textOf = (name: string): string => new TextDecoder().decode(fixtureBytes(name));
const [company, firm] = ["KZ90999TEST000000001", "KZ95999A00000000B123"];

test("a bank's answer in 18 columns: payments between accounts, sums as an independent reading has them", async () => {
  const read = await readIntake(fixtureBytes("afm_statement_18col.csv"));
  expect(read).toMatchObject({ profile: "bank.answer", rows: 24, accepted: 24, rejected: [] });
  const cents = new Map<string, number>();
  for (const line of textOf("afm_statement_18col.csv").trim().split("\r\n").slice(1)) {
    const [, currency = "", , , amount = ""] = line.split(";");
    cents.set(currency, (cents.get(currency) ?? 0) + Number(amount.replace(".", "")));
  }
  expect(new Map(read.totals.map(({ asset, total }) => [asset.symbol, Math.round(Number(total) * 100)]))).toEqual(cents);
  const lines = transferLines(read);
  expect(lines[0]).toBe(`1 2025-03-01T04:00:00 ${firm} → ${company} 300 USD`);
  expect(lines[23]).toMatch(/^24 2025-03-07T/);
  expect(read.entities).toEqual(
    expect.arrayContaining([
      { type: "bankAccount", count: 2 },
      { type: "person", count: 4 },
      { type: "organisation", count: 1 },
      { type: "owns", count: 5 },
    ]),
  );
  expect(linkLines(read)).toContain(`owns: ТОО "Ойдан шығарылған айырбас" → ${company}`);
  expect(read.notices).toEqual([{ name: "kazakh-times", count: 24 }]);
});

test("a dirty answer: lines above, a row of numbers, lost zeros, commas, days; what does not fit is named", async () => {
  const read = await readIntake(fixtureBytes("bank_answer_dirty.csv"));
  expect(read.rejected.map(({ row, column, rule }) => [row, column, rule])).toEqual([
    [3, "Дата и время операции", "moment"],
    [4, "Валюта операции", "money"],
    [5, "Сумма в валюте ее проведения", "number"],
    [6, "Номер счёта плательщика", "payer"],
    [7, "", "cell-count"],
  ]);
  expect(transferLines(read)).toEqual([
    `1 2025-03-01T04:00:00 ${firm} → ${company} 1250000.5 KZT`,
    `2 2025-03-02T00:00:00 ${firm} → 40817810000000000001 100 KZT`,
    `8 2025-03-03T05:00:00 Айгуль Синтетикова → ${company} 100 USD`,
  ]);
  expect(new Map(read.notices.map(({ name, count }) => [name, count]))).toEqual(
    new Map([
      ["padded-numbers", 1],
      ["unchecked-numbers", 1],
      ["unchecked-accounts", 1],
      ["unequal-amounts", 1],
      ["days-only", 1],
      ["kazakh-times", 2],
    ]),
  );
  const iins = read.statements.flatMap((said) => (said.op === "assert" && said.property === "iin" && "text" in said.value ? [said.value.text] : []));
  expect(iins).toEqual(["011231500033"]);
});

test("what can be read in two ways is asked, and read as it was answered", async () => {
  const lines = textOf("bank_answer_dirty.csv").split("\n");
  const row = (lines[3] ?? "").replace("01.03.2025 09:00", "01.02.2024 09:00").replace("1 250 000,50", "1,250");
  const bytes = utf8ToBytes([lines[1], row].join("\n"));
  const seen = await previewIntake({ source: sourceOfBytes(bytes), fileName: "f" });
  expect(seen).toMatchObject({ ok: true, value: { rows: 0, questions: [{ name: "kazakh-clock", answer: "" }] } });
  const more = await previewIntake({ source: sourceOfBytes(bytes), fileName: "f", choices: { answers: { "kazakh-clock": "360" } } });
  expect(more).toMatchObject({ ok: true, value: { rows: 0, questions: [{ name: "decimal-sign", answer: "" }] } });
  const read = await readIntake(bytes, { answers: { "kazakh-clock": "360", "decimal-sign": "point" } });
  expect(transferLines(read)).toEqual([`1 2024-02-01T03:00:00 ${firm} → ${company} 1250 KZT`]);
});

test.each(["1c_kz_utf8.txt", "1c_kz_cp1251.txt"])("%s: documents become payments, the account's own totals are borne out", async (name) => {
  const read = await readIntake(fixtureBytes(name));
  expect(read.profile).toBe("bank.one-c-accounts + bank.one-c");
  expect(read).toMatchObject({ rows: 3, accepted: 3, rejected: [] });
  expect(transferLines(read)).toEqual([
    `2 2025-03-03T00:00:00 ${firm} → ${company} 5250000.5 KZT SYN-000001`,
    `3 2025-03-04T00:00:00 ${company} → ${firm} 5000000 KZT SYN-000002`,
  ]);
  expect(read.controls).toEqual([
    { account: company, asset: "KZT", name: "received", said: "5250000.5", read: "5250000.5" },
    { account: company, asset: "KZT", name: "paid", said: "5000000", read: "5000000" },
    { account: company, asset: "KZT", name: "closing", said: "350000.5", read: "350000.5" },
  ]);
  const names = new Set(read.notices.map((notice) => notice.name));
  expect([names.has("days-only"), names.has("lost-letters"), names.has("guessed-encoding")]).toEqual([
    true,
    name.includes("1251"),
    name.includes("1251"),
  ]);
  expect(linkLines(read)).toEqual(expect.arrayContaining([`owns: ИП "Синтетика" → ${firm}`, `owns: Касым Синтетиков → ${firm}`]));
});

test("a cut 1C text: the document without an end is left out, and the totals show it", async () => {
  const whole = textOf("1c_kz_utf8.txt");
  const cut = whole.slice(0, whole.lastIndexOf("КодНазначенияПлатежа"));
  const read = await readIntake(utf8ToBytes(cut));
  expect(read.rejected.map(({ row, rule }) => [row, rule])).toEqual([[3, "unclosed"]]);
  expect(read.controls.map(({ name, said, read: ours }) => [name, said === ours])).toEqual([
    ["received", true],
    ["paid", false],
    ["closing", false],
  ]);
  expect(read.notices).toContainEqual({ name: "totals-differ", count: 2 });
});

test("a 1C text without a currency asks it; a purpose of several lines stays one", async () => {
  const text = textOf("1c_kz_utf8.txt").replaceAll("Валюта=KZT\r\n", "").replace("НазначениеПлатежа=", "НазначениеПлатежа=строка один\r\nдва = ");
  const bytes = utf8ToBytes(text);
  const seen = await previewIntake({ source: sourceOfBytes(bytes), fileName: "f" });
  expect(seen).toMatchObject({ ok: true, value: { rows: 0, questions: [{ name: "currency", answer: "" }] } });
  expect(await readIntake(bytes, { answers: { currency: "KZT" } })).toMatchObject({ accepted: 3, rejected: [] });
});

test("a Kaspi Gold statement: short names, shops and the bank; its own sums are borne out", async () => {
  const read = await readIntake(fixtureBytes("kaspi_gold_pdftext.txt"));
  expect(read).toMatchObject({ profile: "bank.kaspi-gold", rows: 5, accepted: 5, rejected: [] });
  expect(transferLines(read)).toEqual([
    `1 2025-03-31T00:00:00 ${firm} → SYN MARKET 2230 KZT`,
    `2 2025-03-30T00:00:00 Kaspi Bank → ${firm} 149000 KZT`,
    `3 2025-03-29T00:00:00 ${firm} → Айгуль К. 20000 KZT`,
    `4 2025-03-28T00:00:00 ${firm} → Kaspi Bank 200000 KZT`,
    `5 2025-03-27T00:00:00 ${firm} → Kaspi Bank 500 KZT`,
  ]);
  expect(read.controls).toEqual([
    { account: firm, asset: "KZT", name: "change", said: "-73730", read: "-73730" },
    { account: firm, asset: "KZT", name: "closing", said: "26270", read: "26270" },
  ]);
  expect(linkLines(read)).toEqual([`owns: Синтетиков Касым Тестович → ${firm}`]);
});

test("a Kaspi Gold text with a sign at its date, no-break spaces, wrapped details and a broken row", async () => {
  const text = textOf("kaspi_gold_pdftext.txt")
    .replace("31.03.25 - 2 230,00 ₸ Покупка SYN MARKET", "31.03.25- 2\u00a0230,00 ₸ Покупка SYN\nMARKET")
    .replace("27.03.25 - 500,00 ₸", "27.03.25 — пятьсот");
  const read = await readIntake(utf8ToBytes(text));
  expect(transferLines(read)[0]).toBe(`1 2025-03-31T00:00:00 ${firm} → SYN MARKET 2230 KZT`);
  expect(read.rejected.map(({ row, rule }) => [row, rule])).toEqual([[5, "number"]]);
  expect(read.controls.every(({ said, read: ours }) => said !== ours)).toBe(true);
});

test.each([
  ["1250", "1250"],
  ["1 250,00", "1250.00"],
  ["1\u00a0250\u00a0000,5", "1250000.5"],
  ["1.250,00", "1250.00"],
  ["1,250.00", "1250.00"],
  ["1,250,000", "1250000"],
  ["187500.000", "187500.000"],
  ["0,103", "0.103"],
  ["1,250", "ambiguous"],
  ["12.500", "ambiguous"],
  ["1,25,000", null],
  ["1.2.3", null],
  ["12 50", null],
  ["сто", null],
  ["", null],
])("an amount %s of an open layout is %s", (written, expected) => {
  const read = openAmount(written);
  expect(read === null || read === "ambiguous" ? read : read.text).toBe(expected);
});

test("amounts of a known layout keep every digit", () => {
  expect(pointAmount("-0.00050000")).toEqual({ text: "0.00050000", isNegative: true });
  expect(pointAmount("1E-8")).toEqual({ text: "0.00000001", isNegative: false });
  expect([pointAmount("1,250.00"), pointAmount("1e99"), pointAmount("--1"), pointAmount("0x1")]).toEqual([null, null, null, null]);
});
