import { beforeEach, expect, test } from "vitest";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { draftOf, fileOf } from "../../kit/locker.ts";

let afm: Agency;
beforeEach(async () => {
  afm = await createAgency("afm");
  const caseId = expectValue(await afm.door.createCase({ number: "1", title: "Locker", handling: "amber" }));
  expectValue(await afm.door.openCase({ caseId }));
});

const factsOf = (id: EntityId | undefined, ...properties: readonly string[]) =>
  properties.map((property) => (afm.entities.get(id ?? expect.fail())?.facts[property] ?? []).map(({ value }) => textOfValue(value)));
const lastAct = async () => expectValue(await afm.door.audit(null)).at(-1);

test("the same bytes under another name, act and collector: all of it is kept beside the first, and nothing of the first changes", async () => {
  const facts = { exhibitNumber: "12", seizureAct: "77/26", collectedBy: "А. Омаров", obtainedFrom: "Phone", acquiredAt: "2026-02-20" };
  const [one] = expectValue(await afm.door.addExhibits(draftOf([fileOf("same", "one.txt", "phone/one.txt")], facts))).entities;
  const before = afm.entities.get(one ?? expect.fail());
  const again = {
    exhibitNumber: "40",
    seizureAct: "81/26",
    collectedBy: "Б. Сейтов",
    obtainedFrom: "Laptop",
    acquiredAt: "2026-03-01",
    publisher: "X",
  };
  const added = expectValue(await afm.door.addExhibits(draftOf([fileOf("same", "two.txt", "laptop/two.txt")], again)));
  expect(added).toMatchObject({ intent: "edit", entities: [one], files: [{ outcome: "known" }] });
  expect(factsOf(one, "otherName", "otherPath", "otherNumber", "otherAct", "otherCollector", "otherSource", "otherAcquiredAt", "publisher")).toEqual([
    ["two.txt"],
    ["laptop/two.txt"],
    ["40"],
    ["81/26"],
    ["Б. Сейтов"],
    ["Laptop"],
    ["2026-03-01"],
    ["X"],
  ]);
  const after = afm.entities.get(one ?? expect.fail());
  expect([after?.title, after?.conflicts]).toEqual([before?.title, []]);
  expect(factsOf(one, "fileName", "exhibitNumber", "seizureAct")).toEqual([["one.txt"], ["12"], ["77/26"]]);
  expect(await lastAct()).toMatchObject({ intent: "edit", asserted: 8 });
  // Said again it is said already: no act, no claim.
  const acts = expectValue(await afm.door.audit(null)).length;
  expect(expectValue(await afm.door.addExhibits(draftOf([fileOf("same", "two.txt", "laptop/two.txt")], again))).claims).toBe(0);
  expect(expectValue(await afm.door.audit(null)).length).toBe(acts);
});

test("twice in one choice: the second name and place are said in the act that keeps the first; one undo takes both back", async () => {
  const files = [fileOf("same", "one.txt", "a/one.txt"), fileOf("same", "two.txt", "b/two.txt"), fileOf("same", "two.txt", "b/two.txt")];
  const added = expectValue(await afm.door.addExhibits(draftOf(files, { exhibitNumber: "7" })));
  expect(added.files.map(({ outcome }) => outcome)).toEqual(["added", "twice", "twice"]);
  const [one] = added.entities;
  expect(factsOf(one, "fileName", "otherName", "otherPath", "exhibitNumber", "otherNumber")).toEqual([
    ["one.txt"],
    ["two.txt"],
    ["b/two.txt"],
    ["7/1"],
    [],
  ]);
  expect(await lastAct()).toMatchObject({ intent: "add", kinds: [{ type: "exhibit", count: 1 }] });
  expectValue(await afm.door.undo(null));
  expect(afm.entities.has(one ?? expect.fail())).toBe(false);
});
