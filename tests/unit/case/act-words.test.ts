import { beforeEach, expect, test } from "vitest";
import { examineAudit } from "../../../shared/bundle/examine-audit.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { draftOf, event, fileOf } from "../../kit/locker.ts";
import { addPerson } from "../../kit/shared-case.ts";

const seized = { ...event([]), action: "seize", happenedAt: "2026-02-20", documentNumber: "77/26", sealNumber: "A-1" } as const;
let afm: Agency;
beforeEach(async () => {
  afm = await createAgency("afm");
  const caseId = expectValue(await afm.door.createCase({ number: "1", title: "Locker", handling: "amber" }));
  expectValue(await afm.door.openCase({ caseId }));
});

test("undo and redo, the log and its signed extract name exhibits as exhibits, and custody by its verb", async () => {
  const stepOf = async (way: "undo" | "redo") => {
    const [last] = afm.news.flatMap((each) => (each.kind === "patch" && each.isLast ? [each.history] : [])).slice(-1);
    const { intent, type, entities, custody } = last?.[way] ?? expect.fail(way);
    return [intent, type, entities, custody];
  };
  const { entities } = expectValue(await afm.door.addExhibits(draftOf([fileOf("one"), fileOf("two")], { custody: [seized] })));
  expect(await stepOf("undo")).toEqual(["add", "exhibit", 2, []]);
  const moved = expectValue(await afm.door.recordCustody(event(entities, { action: "store" })));
  expect(moved.claims).toBeGreaterThan(0);
  expect(await stepOf("undo")).toEqual(["add", "", 0, ["store"]]);
  expectValue(await afm.door.undo(null));
  expect(await stepOf("redo")).toEqual(["add", "", 0, ["store"]]);
  expectValue(await afm.door.undo(null));
  expect(await stepOf("redo")).toEqual(["add", "exhibit", 2, []]);
  const exhibits = [{ type: "exhibit", count: 2 }];
  const told = expectValue(await afm.door.audit(null))
    .slice(-4)
    .map(({ intent, notes, kinds }) => ({ intent, notes, kinds }));
  expect(told).toEqual([
    { intent: "add", notes: ["custody-seize"], kinds: exhibits },
    { intent: "add", notes: ["custody-store"], kinds: [] },
    { intent: "undo", notes: ["custody-store"], kinds: [] },
    { intent: "undo", notes: ["custody-seize"], kinds: exhibits },
  ]);
  const extract = expectValue(await afm.door.exportAudit({ acts: null }));
  const examined = await examineAudit(extract.json.bytes, extract.csv.bytes);
  expect(examined.ok && examined.value.content.entries.slice(-4).map(({ intent, notes, kinds }) => ({ intent, notes, kinds }))).toEqual(told);
  expect(new TextDecoder().decode(extract.csv.bytes)).toMatch(/,custody-seize,exhibit 2\r\n/);
});

test("a correction of custody is told in the log as one, and not as the act itself", async () => {
  const { entities } = expectValue(await afm.door.addExhibits(draftOf([fileOf("one")], { custody: [seized] })));
  const [first] = [...afm.entities.values()].filter(({ type }) => type === "custodyEvent");
  expectValue(
    await afm.door.recordCustody(event(entities, { action: "seize", corrects: first?.id ?? null, correction: "cancels", reason: "Typed twice" })),
  );
  expect(expectValue(await afm.door.audit(null)).at(-1)?.notes).toEqual(["custody-seize", "custody-cancels"]);
});

test("an ordinary thing is told by its kind too, when it is added, taken back and brought back", async () => {
  const person = await addPerson(afm.door, "Galymzhan Utebayev");
  expectValue(await afm.door.removeEntities({ entities: [person] }));
  expectValue(await afm.door.undo(null));
  const kinds = [{ type: "person", count: 1 }];
  const told = expectValue(await afm.door.audit(null))
    .slice(-3)
    .map((entry) => [entry.intent, entry.kinds]);
  expect(told).toEqual([
    ["add", kinds],
    ["remove", kinds],
    ["undo", kinds],
  ]);
});
