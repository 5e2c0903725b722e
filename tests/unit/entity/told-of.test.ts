import { expect, test } from "vitest";
import { actsOf } from "../../../renderer/features/entity/told-of.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { createAgency, expectValue } from "../../kit/agency.ts";

const marks = { grade: "B2", handling: "amber" } as const;
const text = (value: string) => ({ kind: "text", text: value }) as const;

test("a retraction stands in the act that said it, newest first, and a value set in another's place stands beside what it took back", async () => {
  const agency = await createAgency("afm");
  expectValue(await agency.door.openCase({ caseId: expectValue(await agency.door.createCase({ number: "", title: "x", handling: "amber" })) }));
  const values = [{ property: "fullName", value: text("Old name") }];
  const entity: EntityId = expectValue(await agency.door.addEntity({ type: "person", values, ...marks, source: null })).entities[0] ?? expect.fail();
  const claimOf = (property: string) => agency.entities.get(entity)?.facts[property]?.[0]?.claim ?? expect.fail();
  const setName = { entity, property: "fullName", value: text("New name"), ...marks, source: null, replaces: claimOf("fullName") };
  expectValue(await agency.door.setValue({ ...setName, note: "", during: null }));
  expectValue(await agency.door.retract({ claims: [claimOf("fullName")], why: "mistaken" }));
  const acts = actsOf(expectValue(await agency.door.everSaid({ entity })));
  const told = acts.map(({ intent, said, taken }) => [
    intent,
    said.map(({ fact }) => fact.property).sort(),
    taken.map((each) => [each.said.fact.value, each.taking.why]),
  ]);
  expect(told).toEqual([
    ["remove", [], [[text("New name"), "mistaken"]]],
    ["edit", ["fullName"], [[text("Old name"), ""]]],
    ["add", ["fullName", "type"], []],
  ]);
});
