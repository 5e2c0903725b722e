import { expect, test } from "vitest";
import { CaseIndex } from "../../../renderer/state/case-index.ts";
import { linksAt } from "../../../renderer/features/entity/links-of.ts";
import { groupsOf } from "../../../renderer/features/entity/property-groups.ts";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { bareEntity } from "../../kit/fold.ts";

const idOf = (number: number): EntityId => parseEntityId(number.toString(16).padStart(32, "0")) ?? expect.fail();
const fact = (property: string, text: string): Fact => ({ property, value: { kind: "text", text } }) as Fact;
const entity = (number: number, more: Partial<Entity> = {}): Entity => ({
  ...bareEntity,
  id: idOf(number),
  type: "exchange",
  form: "node",
  title: "",
  facts: {},
  ends: null,
  agencies: [],
  handling: "amber",
  isDisputed: false,
  ...more,
});
const namesIn = (thing: Entity): readonly string[] => groupsOf(thing).flatMap(({ properties }) => properties);

test("rulings are no property of their own, and nothing from a newer version", () => {
  const ruled = entity(1, {
    facts: { type: [fact("type", "exchange")], reliesOn: [fact("reliesOn", "x")], fromTomorrow: [fact("fromTomorrow", "x")] },
  });
  expect(namesIn(ruled)).not.toContain("reliesOn");
  expect(namesIn(ruled)).not.toContain("type");
  expect(groupsOf(ruled).find(({ name }) => name === "other")?.properties).toEqual(["fromTomorrow"]);
});

test("what a thing is stands among its properties once agencies disagree about it", () => {
  const torn = entity(1, {
    facts: { type: [fact("type", "exchange"), fact("type", "scheme")] },
    conflicts: [{ property: "type", values: 2, sources: 2, because: "grade" }],
  });
  expect(groupsOf(torn)[0]).toMatchObject({ name: "identity" });
  expect(groupsOf(torn)[0]?.properties[0]).toBe("type");
});

test("what is said to be one, or surely not, is no link among links", () => {
  const link = (number: number, type: string): Entity => entity(number, { type, form: "link", ends: { from: idOf(1), to: idOf(2) } });
  const all = [entity(1), entity(2), link(3, "owns"), link(4, "sameAs"), link(5, "distinctFrom"), link(6, "possibleMatch")];
  const found = linksAt(new CaseIndex(new Map(all.map((each) => [each.id, each]))), idOf(1));
  expect(found.map((each) => each.link.type)).toEqual(["owns", "possibleMatch"]);
});
