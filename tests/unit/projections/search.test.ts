import { expect, test } from "vitest";
import { foldText } from "../../../shared/projections/fold-text.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { createSearch } from "../../../shared/projections/search.ts";
import { type EntityId, parseAuthorId, parseClaimId, parseCommitId } from "../../../shared/kernel/brand.ts";
import { instant } from "../../kit/fixed-clock.ts";
import { bareEntity } from "../../kit/fold.ts";
import { entityNumber } from "../../property/projections/retracting-case.ts";

test.each([
  ["Құрманғазы", "Курмангазы", "Qūrmanğazy", "Kurmangazy"],
  ["Мария", "Mariya", "Maria", "МАРИЯ"],
  ["Жанна", "Zhanna", "жана"],
  ["Хакимов", "Khakimov", "Hakimov"],
  ["Ғалымжан", "Галымжан", "Galymzhan", "Ğalymjan"],
  ["Юлия", "Yuliya", "Iuliia"],
  ["Шәкен", "Шакен", "Shaken", "Şäken"],
])("%s is found in every spelling", (...spellings) => {
  expect(new Set(spellings.map(foldText)).size).toBe(1);
});

test("different names stay different", () => {
  expect(foldText("Болат")).not.toBe(foldText("Булат"));
  expect(foldText("TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb")).not.toBe(foldText("TAzwtUEnf1jp9pSynn6EGafWkR2tcATxod"));
});

const fact = (property: string, text: string): Fact => ({
  claim: parseClaimId("0".repeat(64)) ?? expect.fail(),
  subject: entityNumber(1),
  property,
  value: { kind: property === "alias" || property === "type" ? "text" : "identifier", text },
  during: null,
  source: null,
  grade: "B2",
  handling: "clear",
  nationalMark: "",
  author: parseAuthorId("0".repeat(64)) ?? expect.fail(),
  agency: "afm",
  commit: parseCommitId("0".repeat(64)) ?? expect.fail(),
  clock: 1,
  saidAt: instant(0),
  disputedBy: [],
  note: "",
  corroboration: 1,
});
const entity = (n: number, ...said: readonly (readonly [string, string])[]): readonly [EntityId, Entity] => {
  const facts = said.map(([property, text]) => fact(property, text));
  const type = said.find(([property]) => property === "type")?.[1] ?? "unknown";
  const byProperty = Object.fromEntries(Map.groupBy(facts, ({ property }) => property));
  const id = entityNumber(n);
  return [
    id,
    { ...bareEntity, id, type, form: "node", title: "", facts: byProperty, ends: null, agencies: ["afm"], handling: "clear", isDisputed: false },
  ];
};

test("finds identifiers and names, what begins with the query first, and forgets what is dropped", () => {
  const search = createSearch();
  search.apply({
    put: new Map([
      entity(1, ["type", "site"], ["domain", "kaspi-kz.top"]),
      entity(2, ["type", "site"], ["domain", "my-kaspi.com"]),
      entity(3, ["type", "person"], ["alias", "Құрманғазы Әлиев"]),
    ]),
    drop: new Set(),
  });
  expect(search.find("KASPI", 10).map((hit) => hit.text)).toEqual(["kaspi-kz.top", "my-kaspi.com"]);
  expect(search.find("KASPI", 1)).toHaveLength(1);
  expect(search.find("kurmangazy", 10)).toEqual([{ entity: entityNumber(3), property: "alias", text: "Құрманғазы Әлиев" }]);
  expect(search.find("  ", 10)).toEqual([]);
  search.apply({ put: new Map(), drop: new Set([entityNumber(2)]) });
  expect(search.find("kaspi", 10)).toHaveLength(1);
});

test("the type of an entity is not a text to search", () => {
  const search = createSearch();
  search.apply({ put: new Map([entity(1, ["type", "wallet"])]), drop: new Set() });
  expect(search.find("wallet", 10)).toEqual([]);
});
