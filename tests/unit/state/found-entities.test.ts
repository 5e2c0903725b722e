import { expect, test } from "vitest";
import { findEntities } from "../../../renderer/state/found-entities.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { plainEntity } from "../../kit/plain-entity.ts";

const thing = (number: number, title: string, values: Readonly<Record<string, Fact["value"]>> = {}): Entity =>
  plainEntity(number, "person", {
    title,
    facts: Object.fromEntries(Object.entries(values).map(([property, value]) => [property, [{ property, value } as Fact]])),
  });
const things = [
  thing(1, "Марат Құрманғазы", { fullName: { kind: "text", text: "Марат Құрманғазы" }, iin: { kind: "identifier", text: "850312400019" } }),
  thing(2, "aa-market.example", { domain: { kind: "identifier", text: "aa-market.example" } }),
  thing(3, "Omar", { note: { kind: "text", text: "seen at the market" } }),
];
const titles = (query: string, most = 30): readonly string[] => findEntities(things, query, most).map(({ title }) => title);

test("a thing is found by any text said of it, those whose name begins with it first", () => {
  expect(titles("market")).toEqual(["aa-market.example", "Omar"]);
  expect(titles("8503")).toEqual(["Марат Құрманғазы"]);
  expect(titles(" ma")).toEqual(["aa-market.example", "Omar", "Марат Құрманғазы"]);
  expect(titles("OM")).toEqual(["Omar"]);
  expect(titles("o")[0]).toBe("Omar");
});

test("names are found in other spellings, identifiers only as they are", () => {
  expect(titles("kurmangazy")).toEqual(["Марат Құрманғазы"]);
  expect(titles("маркет")).toEqual(["Omar"]);
  expect(titles("nobody")).toEqual([]);
  expect(titles("м")).toContain("Omar");
  expect(titles("ммм")).toEqual([]);
});

test("no more than asked, and without a query the first ones", () => {
  expect(titles("", 2)).toEqual(["Марат Құрманғазы", "aa-market.example"]);
  expect(titles("m", 1)).toHaveLength(1);
});
