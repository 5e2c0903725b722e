import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Intake } from "../../../shared/intake/model.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { fixtureBytes, linkLines, readIntake } from "../../kit/read-intake.ts";

const rejectedOf = (read: Intake) => read.rejected.map(({ row, column, rule }) => `${row} ${column} ${rule}`);
const saidIn = (read: Intake, property: string) =>
  read.statements.flatMap((said) => (said.op === "assert" && said.property === property ? [textOfValue(said.value)] : []));

const golden = [
  "3 value address",
  "7 type no-place",
  "8 type no-place",
  "12 value bad-checksum",
  "13 type no-place",
  "14 deleted withdrawn",
  "21 value unknown-end",
  "26 value currency",
  "27 object_relation unknown-end",
  "37 type no-place",
  "38 type no-place",
];

test("a MISP event: attributes alone, objects as one thing each, references between them", async () => {
  const read = await readIntake(fixtureBytes("misp_event.json"));
  expect(rejectedOf(read)).toEqual(golden);
  expect(read).toMatchObject({ profile: "misp.attributes", rows: 38, accepted: 27, duplicates: 0 });
  expect(Object.fromEntries(read.entities.map(({ type, count }) => [type, count]))).toEqual({
    wallet: 3,
    site: 3,
    account: 3,
    bankAccount: 2,
    person: 1,
    organisation: 1,
    owns: 1,
    related: 2,
  });
  expect(linkLines(read)).toEqual([
    "owns: Синтетикова Айгуль → TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod",
    "related: Синтетикова Айгуль → ТОО «Синтетика»",
    "related: ACC-1 → Синтетикова Айгуль",
  ]);
  expect(saidIn(read, "iin")).toEqual(["900101300017"]);
  expect(saidIn(read, "birthDate")).toEqual(["1990-01-01"]);
  expect(saidIn(read, "bin")).toEqual(["210240000018"]);
  expect(saidIn(read, "domain")).toEqual(["syn-invest.example", "pay.syn-invest.example", "syn-two.example"]);
  expect(saidIn(read, "url")).toEqual(["https://pay.syn-invest.example/in?x=1"]);
  expect(saidIn(read, "handle")).toEqual(["syn@example.com", "+77010000001", "syn_promo"]);
  expect(saidIn(read, "displayName")).toEqual(["Айка"]);
  expect(saidIn(read, "role")).toEqual(["works-for", "belongs-to"]);
  expect(read.notices).toContainEqual({ name: "claimed-currency", count: 1 });
});

test("an answer of a server, which holds whole events, reads the same", async () => {
  const event = new TextDecoder().decode(fixtureBytes("misp_event.json"));
  const read = await readIntake(utf8ToBytes(`{"response":[${event}]}`));
  expect(rejectedOf(read)).toEqual(golden);
  expect(read).toMatchObject({ rows: 38, accepted: 27 });
});

test("a list of attributes alone", async () => {
  const attribute = (at: number) => `{"type":"domain","category":"Network activity","value":"site${at}.example","uuid":"u${at}"}`;
  const read = await readIntake(utf8ToBytes(`{"response":{"Attribute":[${Array.from({ length: 5000 }, (_, at) => attribute(at)).join(",")}]}}`));
  expect(read).toMatchObject({ profile: "misp.attributes", rows: 5000, accepted: 5000 });
}, 60_000);

test("the fixture is what its maker says: rows counted by hand", () => {
  const text = readFileSync(join(import.meta.dirname, "../../fixtures/intake/misp_event.json"), "utf8");
  expect(text.match(/"to_ids"/g)?.length).toBe(34);
  expect(text.match(/"referenced_uuid"/g)?.length).toBe(4);
});
