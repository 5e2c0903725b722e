import { expect, test } from "vitest";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { type Assertion, isGrade, type Statement, type Value } from "../../../shared/ledger/model.ts";
import { checkStatements } from "../../../shared/ontology/check-statements.ts";
import { draftAssertion, draftEntity, draftLink, draftValues } from "../../../shared/ontology/drafts.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { entityNumber } from "../../property/projections/retracting-case.ts";

const marks = { source: null, grade: "B2", handling: "amber" } as const;
const text = (said: string): Value => ({ kind: "text", text: said });
const address = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const wallet = entityIdFor("wallet", address) ?? expect.fail("it is an address");
const [person, exchange, link] = [entityNumber(1), entityNumber(2), entityNumber(3)];
const inCase: Readonly<Record<string, string>> = { [person]: "person", [exchange]: "exchange" };
const typeOf = (id: EntityId) => inCase[id];
const faults = (...statements: readonly Statement[]) =>
  checkStatements(statements, typeOf).map(({ kind, where, index }) => `${index} ${where ?? ""} ${kind}`);
const newWallet = draftEntity({
  ...marks,
  id: wallet,
  type: "wallet",
  values: { address: { kind: "identifier", text: address }, chain: text("tron") },
});
const anyTaken = draftLink({ ...marks, id: link, type: "operates", from: person, to: exchange, values: { role: text("operator") } });

test("drafts of nodes, links and values pass, in one act and onto the case", () => {
  expect(faults(...newWallet, ...anyTaken, ...draftValues(exchange, { alias: [text("a"), text("b")], legality: text("unlicensed") }, marks))).toEqual(
    [],
  );
  expect(newWallet.map((statement) => statement.property)).toEqual(["type", "address", "chain"]);
  expect(newWallet.every((statement) => isGrade(statement.grade) && statement.nationalMark === "")).toBe(true);
  expect(faults(draftAssertion(person, "note", text("any type has notes"), marks))).toEqual([]);
});

const say = (subject: EntityId, property: string, value: Value, more: Partial<Assertion> = {}): Assertion => ({
  ...draftAssertion(subject, property, value, marks),
  ...more,
});

test.each<[string, Statement]>([
  ["0 colour unknown-property", say(exchange, "colour", text("red"))],
  ["0 constructor unknown-property", say(exchange, "constructor", text("red"))],
  ["0 name unknown-subject", say(entityNumber(9), "name", text("x"))],
  ["0 type unknown-type", say(entityNumber(9), "type", text("spaceship"))],
  ["0 type type-change", say(exchange, "type", text("person"))],
  ["0 name wrong-kind", say(exchange, "name", { kind: "decimal", text: "1" })],
  ["0 from unknown-property", say(exchange, "from", { kind: "entity", entity: person })],
  ["0 legality unknown-choice", say(exchange, "legality", text("fine"))],
  ["0 turnover not-canonical", say(exchange, "turnover", { kind: "amount", text: "1.50", asset: "KZT" })],
  ["0 turnover bad-value", say(exchange, "turnover", { kind: "amount", text: "1.5", asset: "" })],
  ["0 turnover bad-value", say(exchange, "turnover", { kind: "amount", text: "1,5", asset: "KZT" })],
  ["0 iin bad-value", say(person, "iin", { kind: "identifier", text: "900101300018" })],
  ["0 iin not-canonical", say(person, "iin", { kind: "identifier", text: "900101 300017" })],
  ["0 birthDate bad-value", say(person, "birthDate", { kind: "date", from: "30.02.1990", to: "" })],
  ["0 birthDate bad-value", say(person, "birthDate", { kind: "date", from: "", to: "" })],
  ["0 fullName bad-value", say(person, "fullName", text("a\u0000"))],
  ["0 fullName bad-value", say(person, "fullName", text("\ud800"))],
  ["0 fullName too-long", say(person, "fullName", text("x".repeat(501)))],
  ["0 note too-long", say(person, "note", text("x".repeat(10_001)))],
  ["0 fullName too-long", say(person, "fullName", text("x"), { note: "x".repeat(10_001) })],
  // Numbers and assets of such a length the ledger itself cannot carry.
  ["0 turnover bad-value", say(exchange, "turnover", { kind: "amount", text: "1", asset: "x".repeat(501) })],
  ["0 turnover bad-value", say(exchange, "turnover", { kind: "amount", text: "1".repeat(501), asset: "KZT" })],
  ["0 fullName bad-marking", say(person, "fullName", text("x"), { grade: "G9" })],
  ["0 fullName bad-value", say(person, "fullName", text("x"), { during: { from: "yesterday", to: "" } })],
])("%s", (fault, statement) => {
  expect(faults(statement)).toEqual([fault]);
});

test("a derived id must derive", () => {
  const other = draftEntity({ ...marks, id: entityNumber(5), type: "wallet", values: { address: { kind: "identifier", text: address } } });
  expect(faults(...other)).toEqual(["1 address wrong-identity"]);
  expect(faults(...draftEntity({ ...marks, id: entityNumber(5), type: "wallet", values: {} }))).toEqual(["0 address missing-required"]);
});

test("links need both ends, and ends that the table allows", () => {
  const from = (type: string, a: EntityId, b: EntityId) => faults(...draftLink({ ...marks, id: link, type, from: a, to: b, values: {} }));
  expect(from("operates", exchange, person)).toEqual(["1 from end-not-allowed", "2 to end-not-allowed", "0  end-not-allowed"]);
  expect(from("related", exchange, person)).toEqual([]);
  expect(from("operates", person, entityNumber(9))).toEqual(["2 to unknown-subject"]);
  expect(faults(...anyTaken.slice(0, 2))).toEqual(["0  missing-end"]);
});

test("all faults are told, each at its place", () => {
  expect(faults(...newWallet, say(exchange, "a", text("x")), say(exchange, "b", text("y")))).toEqual([
    "3 a unknown-property",
    "4 b unknown-property",
  ]);
});
