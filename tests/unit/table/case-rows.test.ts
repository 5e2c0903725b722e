import { expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { entityRows, filterOf, linkRows } from "../../../renderer/features/table/case-rows.ts";
import { parseInstantMs } from "../../../shared/kernel/brand.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { entityIdOf, plainEntity } from "../../kit/plain-entity.ts";

const idOf = entityIdOf;
const fact = (property: string, text: string, saidAt: number): Fact =>
  ({ property, value: { kind: "identifier", text }, saidAt: parseInstantMs(saidAt) ?? expect.fail() }) as Fact;
const entity = (number: number, type: string, facts: readonly Fact[] = [], more: Partial<Entity> = {}): Entity =>
  plainEntity(number, type, { facts: Object.groupBy(facts, ({ property }) => property) as Entity["facts"], ...more });
const caseOf = (...entities: readonly Entity[]): CaseIndex => new CaseIndex(new Map(entities.map((each) => [each.id, each])));

test("a row says what tells the entity from all others, how many facts it has and when the newest was said", () => {
  const site = entity(1, "site", [fact("displayName", "Umit", 50), fact("domain", "umit.example", 70), fact("domain", "umit2.example", 60)]);
  const person = entity(2, "person", [fact("iin", "850312400019", 5)]);
  const [siteRow, personRow] = entityRows(caseOf(site, person).nodes);
  expect(siteRow).toMatchObject({ identifier: "umit.example", facts: 3, changedAt: 70 });
  expect(personRow).toMatchObject({ identifier: "850312400019", facts: 1, changedAt: 5 });
});

test("the case's own bookkeeping is no row, and links have a table of their own", () => {
  const link = entity(9, "owns", [], { form: "link", ends: { from: idOf(1), to: idOf(2) } });
  const all = caseOf(entity(1, "person"), entity(2, "case"), entity(3, "dataset"), link);
  expect(entityRows(all.nodes).map(({ id }) => id)).toEqual([idOf(1)]);
  expect(linkRows(all)).toMatchObject([{ id: idOf(9), from: { type: "person" }, to: { type: "case" } }]);
});

test("a link with a withheld end has none there", () => {
  const half = entity(9, "owns", [], { form: "link", ends: { from: idOf(1), to: idOf(77) } });
  expect(linkRows(caseOf(entity(1, "person"), half))).toMatchObject([{ from: { id: idOf(1) }, to: null }]);
});

test("the filter finds parts of addresses, and names across alphabets", () => {
  expect(filterOf(" ")).toBeNull();
  expect(filterOf("  ZwtU ")?.("TAzwtUEnf1")).toBe(true);
  expect(filterOf("kurmangazy")?.("Құрманғазы көшесі")).toBe(true);
  expect(filterOf("Құрманғазы")?.("a", "Kurmangazy st.")).toBe(true);
  expect(filterOf("xyz")?.("TAzwtUEnf1", "Құрманғазы")).toBe(false);
});
