import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { choicesText, parseChoices } from "../../../shared/intake/choices.ts";
import { previewIntake, runIntake } from "../../../shared/intake/intake.ts";
import { parseMapping } from "../../../shared/intake/mapping/parse-mapping.ts";
import { suggestMapping } from "../../../shared/intake/mapping/suggest-mapping.ts";
import type { ColumnForm, Mapping } from "../../../shared/intake/mapping/model.ts";
import type { Intake, IntakePreview } from "../../../shared/intake/model.ts";
import { readTransfers } from "../../../shared/intake/read-exhibit.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { checkStatements } from "../../../shared/ontology/check-statements.ts";
import { amountAt } from "../../../shared/projections/transfer-columns.ts";

const plain: ColumnForm = { dateOrder: "", decimalSign: "", offsetMinutes: 0 };
const ibans = ["KZ86125KZT5004100100", "KZ75125KZT2069100100"] as const;
const people = `ФИО;ИИН;Тел.;Кошелёк;Кол-во
Иванов Иван;850101300005;+7 701 000 00 01;TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t;1 250,50
Иванов Иван;850101300005;+7 701 000 00 01;TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t;1 250,50
Петров Пётр;850101300009;;;
;;;;
Сидоров;;;;7,5
`;
const order = { grade: "B2", handling: "amber" } as const;
const fileOf = (text: string, mapping: Mapping) => ({
  source: sourceOfBytes(utf8ToBytes(text)),
  fileName: "t.csv",
  choices: { mappings: [mapping] },
});
async function preview(text: string, mapping: Mapping): Promise<IntakePreview> {
  const read = await previewIntake(fileOf(text, mapping));
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
}
async function run(text: string, mapping: Mapping): Promise<Intake> {
  const read = await runIntake({ ...fileOf(text, mapping), ...order });
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
}
const statementsOf = (intake: Intake, property: string) =>
  intake.statements.flatMap((said) => (said.op === "assert" && said.property === property ? [said] : []));

const peopleMapping: Mapping = {
  headers: ["фио", "иин", "тел.", "кошелёк", "кол-во"],
  forms: [plain, plain, plain, plain, { ...plain, decimalSign: "," }],
  things: [
    {
      type: "person",
      sameBy: "iin",
      values: [
        { property: "fullName", source: { column: 0 } },
        { property: "iin", source: { column: 1 } },
        { property: "phone", source: { column: 2 } },
        { property: "position", source: { fixed: "dropper" } },
      ],
    },
    { type: "wallet", sameBy: "", values: [{ property: "address", source: { column: 3 } }] },
  ],
  links: [{ type: "owns", from: 0, to: 1, values: [] }],
  transfer: null,
};

test("one row names several things and their link, a bad cell leaves the row out, and every row is accounted for", async () => {
  const read = await preview(people, peopleMapping);
  expect(read).toMatchObject({ profile: "mapped", rows: 5, accepted: 2, duplicates: 1 });
  expect(read.rejected.map(({ row, column, value, rule }) => [row, column, value, rule])).toEqual([
    [3, "ИИН", "850101300009", "bad-checksum"],
    [4, "", "", "missing-value"],
  ]);
  expect(read.entities).toEqual([
    { type: "person", count: 2 },
    { type: "wallet", count: 1 },
    { type: "owns", count: 1 },
  ]);
});

test("what is said points at its row and column, passes the trust boundary, and keeps how it was read with the exhibit", async () => {
  const intake = await run(people, peopleMapping);
  expect(checkStatements(intake.statements, () => undefined)).toEqual([]);
  expect(statementsOf(intake, "iin")).toMatchObject([
    { value: { kind: "identifier", text: "850101300005" }, source: { place: { row: 1, column: "ИИН" } } },
  ]);
  expect(statementsOf(intake, "address")).toMatchObject([{ source: { place: { row: 1, column: "Кошелёк" } } }]);
  expect(statementsOf(intake, "fullName").map(({ value }) => ("text" in value ? value.text : ""))).toEqual(["Иванов Иван", "Сидоров"]);
  const [kept] = statementsOf(intake, "readingChoices");
  expect(kept?.subject).toBe(intake.exhibit);
  expect(parseChoices(kept?.value.kind === "text" ? kept.value.text : "")).toEqual({ mappings: [peopleMapping] });
});

const payments = `Дата;Отправитель;Получатель;Сумма;Валюта;№
03.04.2025 10:15;${ibans[0]};${ibans[1]};1 250,50;KZT;17
04.04.2025;${ibans[0]};${ibans[1]};-20,00;KZT;18
04.04.2025;${ibans[0]};${ibans[1]};1.250.000,00;kzt;19
31.02.2025;${ibans[0]};${ibans[1]};5,00;KZT;20
05.04.2025;${ibans[0]};;5,00;KZT;21
`;
const paymentForm: ColumnForm = { dateOrder: "dmy", decimalSign: ",", offsetMinutes: 300 };
const paymentMapping: Mapping = {
  headers: ["дата", "отправитель", "получатель", "сумма", "валюта", "№"],
  forms: [paymentForm, plain, plain, paymentForm, plain, plain],
  things: [1, 2].map((column) => ({ type: "bankAccount", sameBy: "iban", values: [{ property: "iban", source: { column } }] })),
  links: [],
  transfer: {
    from: 0,
    to: 1,
    amount: { column: 3 },
    asset: { column: 4 },
    time: { column: 0 },
    transaction: { column: 5 },
    direction: { by: "sign", reversed: "negative" },
  },
};

test("a row is a transfer: by the sign either way, exact, with its time in UTC and its number", async () => {
  const intake = await run(payments, paymentMapping);
  expect(intake).toMatchObject({ rows: 5, accepted: 3, duplicates: 0 });
  expect(intake.rejected.map(({ row, rule }) => [row, rule])).toEqual([
    [4, "bad-date"],
    [5, "missing-value"],
  ]);
  const { transfers } = intake;
  if (transfers === null) expect.fail("it has transfers");
  expect([...transfers.from]).toEqual([0, 1, 0]);
  expect([0, 1, 2].map((place) => amountAt(transfers, place))).toEqual([125050n, 2000n, 125000000n].map((units) => units * 10n ** 6n));
  expect(new Date(transfers.time[0] ?? 0).toISOString()).toBe("2025-04-03T05:15:00.000Z");
  expect(new Date(transfers.time[1] ?? 0).toISOString()).toBe("2025-04-03T19:00:00.000Z");
  expect(intake.totals).toMatchObject([{ asset: { contract: "KZT", isKnown: true }, count: 3, total: "1251270.5" }]);
  expect(intake.notices).toContainEqual({ name: "days-only", count: 2 });
});

test("who has the file and what the dataset keeps gets the same columns again", async () => {
  const intake = await run(payments, paymentMapping);
  const bytes = utf8ToBytes(payments);
  const sha256 = parseFileHash(createHash("sha256").update(bytes).digest("hex")) ?? expect.fail("a hash");
  const [kept] = statementsOf(intake, "readingChoices");
  const choices = parseChoices(kept?.value.kind === "text" ? kept.value.text : "") ?? expect.fail("choices");
  const again = await readTransfers(sourceOfBytes(bytes), sha256, { reader: "mapped", readerVersion: 1, choices });
  expect(again).toEqual({ ok: true, value: intake.transfers });
});

test("a word says the way, and a word nobody explained leaves its row out", async () => {
  const text = `a;b;sum;way;day\n${ibans[0]};${ibans[1]};1;Дебет;2025-01-01\n${ibans[0]};${ibans[1]};2;кредит;2025-01-01\n${ibans[0]};${ibans[1]};3;сторно;2025-01-01\n`;
  const direction = { by: "word", column: 3, forward: ["дебет"], reversed: ["кредит"] } as const;
  const form: ColumnForm = { dateOrder: "ymd", decimalSign: ".", offsetMinutes: 0 };
  const mapping: Mapping = {
    ...paymentMapping,
    headers: ["a", "b", "sum", "way", "day"],
    forms: [plain, plain, form, plain, form],
    things: [0, 1].map((column) => ({ type: "bankAccount", sameBy: "iban", values: [{ property: "iban", source: { column } }] })),
    transfer: { from: 0, to: 1, amount: { column: 2 }, asset: { fixed: "USD" }, time: { column: 4 }, transaction: null, direction },
  };
  const read = await run(text, mapping);
  expect([...(read.transfers?.from ?? [])]).toEqual([0, 1]);
  expect(read.rejected).toMatchObject([{ row: 3, column: "way", value: "сторно", rule: "direction" }]);
});

test("a date or a number that could be read in two ways is not read until a person says how", async () => {
  const text = `day;from;to;sum\n03/04/2025;${ibans[0]};${ibans[1]};1,250\n`;
  const suggested = suggestMapping(["day", "from", "to", "sum"], [["03/04/2025", ibans[0], ibans[1], "1,250"]]);
  expect(suggested.forms.map(({ dateOrder, decimalSign }) => [dateOrder, decimalSign])).toEqual([
    ["", ""],
    ["", ""],
    ["", ""],
    ["", ""],
  ]);
  const mapping: Mapping = {
    ...suggested,
    transfer: { from: 0, to: 1, amount: { column: 3 }, asset: { fixed: "USD" }, time: { column: 0 }, transaction: null, direction: { by: "order" } },
  };
  expect(await preview(text, mapping)).toMatchObject({ rows: 0, sheets: [{ openColumns: [0, 3] }] });
  expect(await runIntake({ ...fileOf(text, mapping), ...order })).toEqual({ ok: false, error: { kind: "unanswered" } });
  const said = { ...mapping, forms: mapping.forms.map((form) => ({ ...form, dateOrder: "mdy", decimalSign: "," }) as const) };
  expect((await run(text, said)).totals).toMatchObject([{ total: "1.25", first: Date.UTC(2025, 2, 4) }]);
});

test("what columns mean is suggested by header and by checksum, and a label its checksum denies is not", () => {
  const rows = [
    ["Иванов", "850101300005", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "31/12/2024", "12.5", "x"],
    ["Петров", "", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "01/02/2025", "3", "y"],
  ];
  const suggested = suggestMapping(["Клиент ФИО", "код", "address to", "when", "n", "wallet"], rows);
  expect(suggested.things).toEqual([
    { type: "person", sameBy: "iin", values: [{ property: "iin", source: { column: 1 } }] },
    { type: "wallet", sameBy: "", values: [{ property: "address", source: { column: 2 } }] },
  ]);
  expect(suggested.forms[3]?.dateOrder).toBe("dmy");
  expect(suggested.forms[4]?.decimalSign).toBe(".");
});

test("two accounts, a sum and a date are suggested as a transfer to the one whose header says so", () => {
  const row = ["2025-04-03", ibans[1], ibans[0], "5", "KZT"];
  const suggested = suggestMapping(["Дата", "Получатель", "Отправитель", "Сумма", "Валюта"], [row]);
  expect(suggested.transfer).toEqual({
    from: 1,
    to: 0,
    amount: { column: 3 },
    asset: { column: 4 },
    time: { column: 0 },
    transaction: null,
    direction: { by: "order" },
  });
  expect(parseMapping(suggested)).toEqual(suggested);
});

test("a mapping of somebody else is taken whole or not at all", () => {
  expect(parseMapping(JSON.parse(JSON.stringify(paymentMapping)))).toEqual(paymentMapping);
  const [thing] = peopleMapping.things;
  if (thing === undefined) expect.fail("a thing");
  const bad: readonly unknown[] = [
    { ...peopleMapping, more: 1 },
    { ...peopleMapping, headers: [] },
    { ...peopleMapping, forms: [] },
    { ...peopleMapping, forms: peopleMapping.forms.with(0, { ...plain, offsetMinutes: 900 }) },
    { ...peopleMapping, things: [] },
    { ...peopleMapping, things: [{ ...thing, type: "owns" }], links: [] },
    { ...peopleMapping, things: [{ ...thing, sameBy: "email" }], links: [] },
    { ...peopleMapping, things: [{ ...thing, values: [{ property: "iin", source: { column: 5 } }] }], links: [] },
    { ...peopleMapping, things: [{ ...thing, values: [{ property: "toString", source: { column: 1 } }] }], links: [] },
    { ...peopleMapping, links: [{ type: "sameAs", from: 0, to: 1, values: [] }] },
    { ...peopleMapping, links: [{ type: "owns", from: 1, to: 0, values: [] }] },
    { ...paymentMapping, transfer: { ...paymentMapping.transfer, to: 0 } },
    { ...paymentMapping, transfer: { ...paymentMapping.transfer, direction: { by: "guess" } } },
    { ...paymentMapping, transfer: { ...paymentMapping.transfer, asset: { fixed: " " } } },
    null,
    [],
  ];
  for (const said of bad) expect(parseMapping(said), JSON.stringify(said)).toBeNull();
});

test("choices too long to be kept are refused, and are not cut", async () => {
  const words = Array.from({ length: 50 }, (_, at) => `${at} ${"слово".repeat(60)}`);
  const direction = { by: "word", column: 5, forward: words, reversed: [] } as const;
  const mapping: Mapping = { ...paymentMapping, transfer: paymentMapping.transfer === null ? null : { ...paymentMapping.transfer, direction } };
  expect(choicesText({ mappings: [mapping] }).length).toBeGreaterThan(10_000);
  expect(await runIntake({ ...fileOf(payments, mapping), ...order })).toEqual({ ok: false, error: { kind: "too-many-choices" } });
});

const statementTable = `Счёт;Контрагент;Дата;Дебет;Кредит;Остаток;Валюта
${ibans[0]};${ibans[1]};03.03.2025;1 000,50;;5 000,00;KZT
${ibans[0]};${ibans[1]};04.03.2025;0,00;250;5 250,00;KZT
${ibans[0]};${ibans[1]};05.03.2025;10;20;5 260,00;KZT
${ibans[0]};${ibans[1]};06.03.2025;;;5 260,00;KZT
${ibans[0]};${ibans[1]};07.03.2025;-5;;5 265,00;KZT
`;
const comma: ColumnForm = { ...plain, decimalSign: "," };
const statementMapping: Mapping = {
  headers: ["счёт", "контрагент", "дата", "дебет", "кредит", "остаток", "валюта"],
  forms: [plain, plain, { ...plain, dateOrder: "dmy" }, comma, comma, comma, plain],
  things: [
    {
      type: "bankAccount",
      sameBy: "iban",
      values: [{ property: "iban", source: { column: 0 } }],
    },
    { type: "bankAccount", sameBy: "iban", values: [{ property: "iban", source: { column: 1 } }] },
  ],
  links: [],
  transfer: {
    from: 0,
    to: 1,
    amount: { column: 3 },
    asset: { column: 6 },
    time: { column: 2 },
    transaction: null,
    direction: { by: "side", amount: { column: 4 } },
  },
};

test("debit beside credit: the column that holds the amount says the way; both, none or a minus say nothing and are told", async () => {
  const read = await run(statementTable, statementMapping);
  expect(read.rejected.map(({ row, rule }) => [row, rule])).toEqual([
    [3, "direction"],
    [4, "direction"],
    [5, "direction"],
  ]);
  const { transfers } = read;
  if (transfers === null) expect.fail("rows are transfers");
  const [ours, theirs] = transfers.ends;
  const ends = [0, 1].map((place) => [
    transfers.ends[transfers.from[place] ?? 9],
    transfers.ends[transfers.to[place] ?? 9],
    amountAt(transfers, place),
  ]);
  expect(ends).toEqual([
    [ours, theirs, 100_050_000_000n],
    [theirs, ours, 25_000_000_000n],
  ]);
  expect(read.columns.map(({ use }) => use)).toEqual(["read", "read", "read", "read", "read", "ignored", "read"]);
  expect(checkStatements(read.statements, () => undefined)).toEqual([]);
});

test("the second amount is open until a person says how it is written; such a mapping is read back strictly", async () => {
  const open = { ...statementMapping, forms: statementMapping.forms.map((form, at) => (at === 4 ? plain : form)) };
  expect((await preview(statementTable, open)).sheets[0]?.openColumns).toEqual([4]);
  const said: unknown = JSON.parse(JSON.stringify(statementMapping));
  expect(parseMapping(said)).toEqual(statementMapping);
  const broken = (direction: unknown): unknown => parseMapping({ ...statementMapping, transfer: { ...statementMapping.transfer, direction } });
  for (const direction of [
    { by: "side" },
    { by: "side", amount: { fixed: "5" } },
    { by: "side", amount: { column: 7 } },
    { by: "order", amount: { column: 4 } },
  ])
    expect(broken(direction)).toBeNull();
});

test("a column of a link is a property of it, and an amount has its currency, each at its place", async () => {
  const table = `ИИН;БИН;Доля;Кошелёк;Остаток;Чего\n850101300005;210640000123;25,5;TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t;5 000,25;USDT\n`;
  const mapping: Mapping = {
    headers: ["иин", "бин", "доля", "кошелёк", "остаток", "чего"],
    forms: [plain, plain, comma, plain, comma, plain],
    things: [
      { type: "person", sameBy: "iin", values: [{ property: "iin", source: { column: 0 } }] },
      { type: "organisation", sameBy: "bin", values: [{ property: "bin", source: { column: 1 } }] },
      {
        type: "wallet",
        sameBy: "",
        values: [
          { property: "address", source: { column: 3 } },
          { property: "balance", source: { column: 4 }, asset: { column: 5 } },
        ],
      },
    ],
    links: [{ type: "owns", from: 0, to: 1, values: [{ property: "share", source: { column: 2 } }] }],
    transfer: null,
  };
  const read = await run(table, mapping);
  expect(read).toMatchObject({ accepted: 1, rejected: [] });
  expect(statementsOf(read, "share").map(({ value }) => value)).toEqual([{ kind: "decimal", text: "25.5" }]);
  expect(read.columns[2]).toMatchObject({ use: "read", type: "owns", property: "share" });
  expect(statementsOf(read, "balance").map(({ value, source }) => [value, source?.place])).toEqual([
    [
      { kind: "amount", text: "5000.25", asset: "USDT" },
      { page: 0, row: 1, column: "Остаток" },
    ],
  ]);
  expect(read.columns[5]).toMatchObject({ use: "read", type: "wallet", property: "balance" });
  const { choices } = fileOf(table, mapping);
  expect(parseChoices(choicesText(choices))).toEqual(choices);
});
