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

test("each turn of an undone act stands where it was done: taken back, brought back, taken back again", async () => {
  const agency = await createAgency("afm");
  expectValue(await agency.door.openCase({ caseId: expectValue(await agency.door.createCase({ number: "", title: "x", handling: "amber" })) }));
  const values = [{ property: "alias", value: text("Alias") }];
  const entity: EntityId = expectValue(await agency.door.addEntity({ type: "person", values, ...marks, source: null })).entities[0] ?? expect.fail();
  await setAlias(agency, entity);
  for (const turn of ["undo", "redo", "undo"] as const) expectValue(await agency.door[turn](null));
  const acts = actsOf(expectValue(await agency.door.everSaid({ entity })));
  expect(acts.map(({ isRedo }) => isRedo)).toEqual([false, true, false, false, false]);
  expect(acts.map(({ intent, said, taken }) => [intent, said.length, taken.map(({ taking }) => [taking.effect, taking.isHeld])])).toEqual([
    ["undo", 0, [["taken-back", true]]],
    ["undo", 0, [["brought-back", false]]],
    // It counts again, since what had brought the value back was itself undone.
    ["undo", 0, [["taken-back", true]]],
    ["edit", 1, []],
    ["add", 2, []],
  ]);
  const log = expectValue(await agency.door.audit(null));
  expect(log.slice(-4).map(({ asserted, retracted, restored }) => [asserted, retracted, restored])).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 1, 1],
    [0, 1, 0],
  ]);
});

async function setAlias({ door }: Awaited<ReturnType<typeof createAgency>>, entity: EntityId): Promise<void> {
  const said = { entity, property: "alias", value: text("Another alias"), ...marks, source: null, replaces: null, note: "", during: null };
  expectValue(await door.setValue(said));
}
