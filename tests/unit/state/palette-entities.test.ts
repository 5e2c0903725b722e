import { expect, test } from "vitest";
import { bestEntities } from "../../../renderer/state/palette-entities.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { plainEntity } from "../../kit/plain-entity.ts";

const fact = (property: string, kind: "identifier" | "text", text: string): Fact => ({ property, value: { kind, text } }) as Fact;
const entity = (number: number, type: string, title: string, facts: readonly Fact[] = []): Entity =>
  plainEntity(number, type, { title, facts: Object.groupBy(facts, ({ property }) => property) as Entity["facts"] });
const address = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE";
const site = entity(1, "site", "Our site", [fact("domain", "identifier", "umit.example")]);
const wallet = entity(2, "wallet", "The fat one", [fact("address", "identifier", address)]);
const person = entity(3, "person", "Құрманғазы");
const found = (...words: readonly string[]) => bestEntities([site, wallet, person], words, 50).map(({ entity: { title }, by }) => [title, by]);

test("a renamed thing is found by what identifies it, and that is told where the title does not fit", () => {
  expect(found("umit")).toEqual([["Our site", "umit.example"]]);
  expect(found(address.toLowerCase())).toEqual([["The fat one", address]]);
  expect(found("our")).toEqual([["Our site", ""]]);
  expect(found("курмангазы")).toEqual([["Құрманғазы", ""]]);
  expect(found("nowhere")).toEqual([]);
});

test("the exact name and what begins with the text win, however many contain it before", () => {
  const many = Array.from({ length: 900 }, (_, at) => entity(10 + at, "site", `s${at}.com`, [fact("domain", "identifier", `s${at}.com`)]));
  const all = [...many, entity(5000, "exchange", "Com-Trade"), entity(5001, "exchange", "com")];
  const best = bestEntities(all, ["com"], 50);
  expect(best).toHaveLength(50);
  expect(best.slice(0, 2).map(({ entity: { title } }) => title)).toEqual(["com", "Com-Trade"]);
});
