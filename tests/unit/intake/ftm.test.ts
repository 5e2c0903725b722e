import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Intake } from "../../../shared/intake/model.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { fixtureBytes, linkLines, readIntake, titlesOf, transferLines } from "../../kit/read-intake.ts";

/** What is said of the thing with this name: "property: value", sorted. */
function saidOf(read: Intake, title: string): readonly string[] {
  const id = [...titlesOf(read)].find(([, called]) => called === title)?.[0];
  return read.statements.flatMap((said) =>
    said.op === "assert" && said.subject === id && said.property !== "type" ? [`${said.property}: ${textOfValue(said.value)}`] : [],
  );
}
const rejectedOf = (read: Intake) => read.rejected.map(({ row, column, value, rule }) => [row, column, value, rule]);

test("FollowTheMoney: every schema that has a place, edges before their ends, and each row left out by name", async () => {
  const read = await readIntake(fixtureBytes("ftm_entities.ndjson"));
  expect(read).toMatchObject({ profile: "ftm.entities", rows: 28, accepted: 19, duplicates: 1 });
  expect(rejectedOf(read)).toEqual([
    [7, "properties.currency", "BCH", "currency"],
    [8, "properties.publicKey", "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVc", "address"],
    [13, "schema", "Address", "no-place"],
    [23, "properties.asset", "gone", "unknown-end"],
    [24, "properties.asset", "w-2", "unknown-end"],
    [25, "properties.object", "self", "same-ends"],
    [26, "schema", "Vessel", "no-place"],
    [28, "", '{"id": "broken", "schema": "Person", "properties": {"name": ["cut', "cell-count"],
  ]);
  expect(Object.fromEntries(read.entities.map(({ type, count }) => [type, count]))).toEqual({
    person: 2,
    organisation: 1,
    agency: 1,
    wallet: 1,
    bankAccount: 1,
    account: 1,
    measure: 1,
    site: 1,
    uses: 2,
    owns: 2,
    related: 4,
    targets: 2,
    directs: 1,
    memberOf: 1,
  });
  expect(transferLines(read)).toEqual(["21 2024-06-01T00:00:00 Тестов Иван → ТОО «Синтетика» 1500.5 USD"]);
});

test("FollowTheMoney: values have their place, what has none is words of a note", async () => {
  const read = await readIntake(fixtureBytes("ftm_entities.ndjson"));
  expect(saidOf(read, "Синтетикова Айгуль Тестқызы")).toEqual([
    "fullName: Синтетикова Айгуль Тестқызы",
    "alias: Aigul Sintetikova",
    "alias: Айка",
    "iin: 900101300017",
    "birthDate: 1990-01-01",
    "citizenship: kz",
    "phone: +77010000001",
    "position: director",
    "note: country: kz\ntopics: sanction\ntopics: crime.fin",
    "postalAddress: Алматы, Тестовая 1",
    "note: Occupancy: startDate: 2019; post: Deputy of a test council",
  ]);
  expect(saidOf(read, "Тестов Иван")).toEqual([
    "fullName: Тестов Иван",
    "birthDate: 1985",
    "note: idNumber: 123\nKnown as a promoter.\nSee file 7.",
    "note: Passport: country: kz; number: N00000001",
  ]);
  expect(saidOf(read, "ТОО «Синтетика»")).toEqual([
    "name: ТОО «Синтетика»",
    "bin: 210240000018",
    "country: kz",
    "registeredAt: 2021-02-03",
    "legalForm: ТОО",
    "note: website: not a site",
  ]);
  expect(saidOf(read, "KZ86125KZT5004100100")).toEqual(["currency: KZT", "iban: KZ86125KZT5004100100", "bank: Тест Банк", "bic: TESTKZKA"]);
  expect(saidOf(read, "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb")).toContain("label: collector");
  expect(linkLines(read)).toContain("uses: ТОО «Синтетика» → syn-invest.example");
  expect(linkLines(read)).toContain("owns: Синтетикова Айгуль Тестқызы → TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb");
  expect(read.notices).toContainEqual({ name: "dangling-references", count: 1 });
});

test("a place is the row and the column that say it", async () => {
  const read = await readIntake(fixtureBytes("ftm_entities.ndjson"));
  const iin = read.statements.find((said) => said.op === "assert" && said.property === "iin");
  expect(iin).toMatchObject({ source: { place: { row: 2, column: "properties.idNumber" } } });
});

test("an IIN that contradicts the day of birth is a number of elsewhere", async () => {
  const line = (birth: string) => `{"id":"1","schema":"Person","properties":{"name":["A B"],"idNumber":["900101300017"],"birthDate":["${birth}"]}}\n`;
  const other = await readIntake(utf8ToBytes(line("1970-02-03") + line("1970-02-03").replace('"1"', '"2"')));
  expect(saidOf(other, "A B")).toEqual(["fullName: A B", "birthDate: 1970-02-03", "note: idNumber: 900101300017"]);
});

test("real wallets of sanction lists: addresses of blockchains we do not read are left out, none is taken for another's", async () => {
  const read = await readIntake(fixtureBytes("ftm_wallets.ndjson"));
  const lines = new TextDecoder().decode(fixtureBytes("ftm_wallets.ndjson")).trim().split("\n");
  const foreign = lines.flatMap((line, at) => (/"currency": \["(BCH|BSV|BTG|DASH|ZEC|ETC)"\]/.test(line) && !line.includes('["0x') ? [at + 1] : []));
  expect(read.rows).toBe(100);
  expect(foreign.length).toBeGreaterThan(5);
  expect(read.rejected.map(({ row }) => row)).toEqual(foreign);
});

test("OpenSanctions' simplified table", async () => {
  const read = await readIntake(fixtureBytes("opensanctions_simple.csv"));
  expect(read).toMatchObject({ profile: "ftm.simple", rows: 5, accepted: 2, duplicates: 1 });
  expect(rejectedOf(read)).toEqual([
    [3, "schema", "Vessel", "no-place"],
    [5, "id", "", "missing-value"],
  ]);
  expect(saidOf(read, "Ivan TESTOV")).toEqual([
    "fullName: Ivan TESTOV",
    "alias: Иван ТЕСТОВ",
    "alias: Testov; Ivan",
    "birthDate: 1970-05-06",
    "birthDate: 1971",
    "postalAddress: Almaty, Test street 1",
    "phone: +77010000002",
    "email: ivan@example.com",
    "note: country: kz\ncountry: ru\nidentifiers: ID 0001\nsanctions: Test list\nsanctions: 2024\nprogramId: SYN-A\ndataset: Synthetic list",
  ]);
});

test("entities that stand within others (the nested form) are things too", async () => {
  const nested = (id: string) =>
    `{"id":"${id}","schema":"Person","properties":{"name":["Test ${id}"],"addressEntity":[{"id":"a${id}","schema":"Address","properties":{"full":["Street ${id}"]}}],"ownershipOwner":[{"id":"o${id}","schema":"Ownership","properties":{"owner":["${id}"],"asset":[{"id":"c${id}","schema":"Company","properties":{"name":["LLP ${id}"]}}]}}]}}\n`;
  const read = await readIntake(utf8ToBytes(nested("1") + nested("2")));
  expect(read).toMatchObject({ rows: 2, accepted: 2 });
  expect(linkLines(read)).toEqual(["owns: Test 1 → LLP 1", "owns: Test 2 → LLP 2"]);
  expect(saidOf(read, "Test 2")).toContain("postalAddress: Street 2");
});

test("20,000 entities go through in a few seconds", async () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, at) =>
      `{"id":"p${at}","schema":"Person","properties":{"name":["Person ${at}"],"country":["kz"],"topics":["sanction"],"birthDate":["19${10 + (at % 90)}-01-02"]}}`,
  );
  const began = performance.now();
  const read = await readIntake(utf8ToBytes(lines.join("\n")));
  expect(read).toMatchObject({ rows: 20_000, accepted: 20_000 });
  expect(new Set(read.statements.map((said) => (said.op === "assert" ? said.subject : null))).size).toBe(20_001);
  expect(performance.now() - began).toBeLessThan(30_000);
}, 60_000);
