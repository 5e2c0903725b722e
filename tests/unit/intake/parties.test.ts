import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { isPartyList } from "../../../shared/intake/readers/party-columns.ts";
import { dayOf } from "../../../shared/intake/readers/party-row.ts";
import type { Intake } from "../../../shared/intake/model.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { fixtureBytes, linkLines, readIntake } from "../../kit/read-intake.ts";
import { saidIn } from "../../kit/intake-reading.ts";

const rejectedOf = (read: Intake) => read.rejected.map(({ row, column, value, rule }) => [row, column, value, rule]);
const notesIn = (read: Intake) =>
  read.statements.flatMap((said) => (said.op === "assert" && said.property === "note" ? [textOfValue(said.value)] : []));

test("a list of people in Russian: numbers are checked, names kept, what they have joined to them", async () => {
  const read = await readIntake(fixtureBytes("people_ru.csv"));
  expect(read).toMatchObject({ profile: "parties", rows: 6, accepted: 4, duplicates: 1 });
  expect(rejectedOf(read)).toEqual([[4, "", "+77010000009", "missing-value"]]);
  expect(saidIn(read, "person")).toEqual([
    "fullName = Синтетикова Айгуль Тестқызы",
    "iin = 900101300017",
    "phone = +7 701 000 00 01",
    "phone = 8 701 000 00 02",
    "postalAddress = Алматы, Тестовая 1",
    "position = director",
    "note = организатор",
    "fullName = Тестов Иван",
    "note = ИИН: 900101300018\nДата рождения: 03/04/1990\nКошелёк: не знаю\nРоль: казначей",
    "fullName = Нолёв Ноль",
    "iin = 080210500019",
    "fullName = Тестов Иван",
  ]);
  expect(linkLines(read)).toEqual([
    "uses: Синтетикова Айгуль Тестқызы → TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb",
    "owns: Синтетикова Айгуль Тестқызы → KZ86125KZT5004100100",
    "uses: Синтетикова Айгуль Тестқызы → syn_promo",
  ]);
  expect(read.notices).toContainEqual({ name: "padded-numbers", count: 1 });
  expect(read.notices).toContainEqual({ name: "numbers-as-words", count: 1 });
});

test("a list of companies in Kazakh: heads and sites are things of their own", async () => {
  const read = await readIntake(fixtureBytes("companies_kk.csv"));
  expect(read).toMatchObject({ profile: "parties", rows: 2, accepted: 2 });
  expect(saidIn(read, "organisation")).toEqual([
    "name = ЖШС «Синтетика»",
    "bin = 210240000018",
    "postalAddress = Алматы, Сынақ 1",
    "note = ЭҚЖЖ: 66190",
    'name = АҚ "Ойдан шығарылған"',
    "note = БСН: 210240000019",
  ]);
  expect(linkLines(read)).toEqual(["uses: ЖШС «Синтетика» → syn-invest.example", "directs: Сынақов Сынақ → ЖШС «Синтетика»"]);
});

test("a name that may be anybody's is by its number, else by the legal form in it", async () => {
  const read = await readIntake(fixtureBytes("parties_any.csv"));
  expect(read).toMatchObject({ rows: 4, accepted: 4 });
  expect(saidIn(read, "person")).toEqual([
    "fullName = Aigul Sintetikova",
    "iin = 900101300017",
    "email = a@example.com",
    "email = b@example.com",
    "fullName = Somebody",
    "note = IIN/BIN: 123",
  ]);
  expect(saidIn(read, "organisation")).toEqual(["name = Synthetic LLP", "bin = 210240000018", "name = ТОО Без номера"]);
});

test("two people of one name are not taken for one", async () => {
  const read = await readIntake(utf8ToBytes("Full name,Phone\nIvan Testov,+77010000001\nIvan Testov,+77010000002\n"));
  expect(read.entities).toEqual([{ type: "person", count: 2 }]);
});

test("a row of a person and a company says that they have to do with each other", async () => {
  const read = await readIntake(utf8ToBytes("Full name,Company,BIN\nIvan Testov,Synthetic LLP,210240000018\n"));
  expect(linkLines(read)).toEqual(["related: Ivan Testov → Synthetic LLP"]);
});

test("a list of wallets: the checksum decides, a network nobody reads is left out", async () => {
  const read = await readIntake(fixtureBytes("wallets_list.csv"));
  expect(read).toMatchObject({ profile: "wallet-list", rows: 6, accepted: 3, duplicates: 1 });
  expect(rejectedOf(read)).toEqual([
    [2, "network", "Bitcoin Cash", "currency"],
    [5, "address", "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVc", "address"],
  ]);
  expect(saidIn(read, "wallet").filter((said) => said.startsWith("label"))).toEqual([
    "label = collector",
    "label = genesis",
    "label = wrong network",
  ]);
  expect(notesIn(read)[0]).toBe("network: TRON (TRC-20)\nsource: chat");
  expect(read.notices).toContainEqual({ name: "claimed-currency", count: 1 });
});

test("a list of people who have wallets stays a list of people", async () => {
  const read = await readIntake(utf8ToBytes("ФИО,Кошелек\nТестов Иван,TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb\n"));
  expect(linkLines(read)).toEqual(["uses: Тестов Иван → TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb"]);
});

test("addresses without any header", async () => {
  const read = await readIntake(utf8ToBytes("TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb;first\n1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa;second\n"));
  expect(read).toMatchObject({ profile: "wallet-list", rows: 2, accepted: 2 });
});

test("20,000 people go through", async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `Person ${at},+7701${String(at).padStart(7, "0")},Street ${at}`);
  expect(await readIntake(utf8ToBytes(`Full name,Phone,Address\n${rows.join("\n")}`))).toMatchObject({ rows: 20_000, accepted: 20_000 });
}, 60_000);

test.each([
  [["фио", "иин", "сумма"], false],
  [["фио", "иин", "дата операции"], false],
  [["name", "phone"], false],
  [["name", "date of birth"], true],
  [["фио", "иин", "дата рождения"], true],
  [["a", "b", "c", "фио"], false],
  [["фамилия", "имя", "отчество"], true],
  [["тегі", "аты", "әкесінің аты", "жсн"], true],
  [["заңды тұлғаның атауы", "бсн"], true],
  [["company name", "bin", "country"], true],
])("headers %j are of a list of parties: %s", (headers, expected) => {
  expect(isPartyList(headers)).toBe(expected);
});

test.each([
  ["01.02.1990", "1990-02-01"],
  ["13/02/1990", "1990-02-13"],
  ["03/04/1990", "03/04/1990"],
  ["05/05/1990", "1990-05-05"],
  ["31.02.1990", "31.02.1990"],
  ["1990-02-01 00:00:00", "1990-02-01"],
])("the day %s", (written, day) => {
  expect(dayOf(written)).toBe(day);
});
