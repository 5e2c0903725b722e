import { beforeEach, expect, test } from "vitest";
import { type CaseId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { flipBit } from "../../kit/flip-bits.ts";

let afm: Agency;
beforeEach(async () => {
  afm = await createAgency("afm");
});

const newCase = async (number: string, title: string): Promise<CaseId> =>
  expectValue(await afm.door.createCase({ number, title, handling: "amber" }));
const marks = { grade: "B2", handling: "amber", source: null } as const;
const named = (text: string) => [{ property: "name", value: { kind: "text", text } }] as const;

test("a case is renamed by a signed commit in it, its own words taken back", async () => {
  const caseId = await newCase("1", "Umit");
  expect(await afm.door.renameCase({ caseId, number: "1", title: "Umit" })).toMatchObject({ ok: false, error: { kind: "already-said" } });
  expect(await afm.door.renameCase({ caseId, number: "1", title: " " })).toMatchObject({ ok: false, error: { kind: "case-title-needed" } });
  expectValue(await afm.door.renameCase({ caseId, number: "", title: " Umit Invest " }));
  expect(expectValue(await afm.door.listCases(null))).toMatchObject([{ number: "", title: "Umit Invest" }]);
  expect(expectValue(await afm.door.openCase({ caseId }))).toMatchObject({ number: "", title: "Umit Invest" });
  const entity = afm.entities.get(expectValue(await afm.door.openCase({ caseId })).caseEntity);
  expect(entity?.facts["title"]).toHaveLength(1);
  expect(expectValue(await afm.door.undo(null))).toMatchObject({ intent: "undo" });
  await afm.door.closeCase(null);
  expect(expectValue(await afm.door.listCases(null))).toMatchObject([{ number: "1", title: "Umit" }]);
});

test("an archived case opens to be read only, over a lock, until it is taken back", async () => {
  const caseId = await newCase("1", "Umit");
  expectValue(await afm.door.setArchived({ caseId, isArchived: true }));
  await afm.door.lock(null);
  expectValue(await afm.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expect(expectValue(await afm.door.listCases(null))).toMatchObject([{ caseId, isArchived: true }]);
  expect(expectValue(await afm.door.openCase({ caseId }))).toMatchObject({ isArchived: true });
  const refused = { ok: false, error: { kind: "archived" } };
  expect(await afm.door.addEntity({ type: "exchange", values: named("SwapHub"), ...marks })).toMatchObject(refused);
  expect(await afm.door.renameCase({ caseId, number: "2", title: "Umit" })).toMatchObject(refused);
  expectValue(await afm.door.setArchived({ caseId, isArchived: false }));
  expectValue(await afm.door.addEntity({ type: "exchange", values: named("SwapHub"), ...marks }));
  expect(expectValue(await afm.door.listCases(null))).toMatchObject([{ isArchived: false }]);
});

test("a copy says again what we say live, under ids of its own, and where it is from", async () => {
  const caseId = await newCase("1", "Umit");
  expectValue(await afm.door.openCase({ caseId }));
  const file = new Blob(["a page of a site"], { type: "text/plain" });
  const exhibit = expectValue(
    await afm.door.addExhibit({ file, fileName: "page.txt", title: "Page", publisher: "", publishedAt: "", grade: "B2", handling: "amber" }),
  );
  const [a] = expectValue(await afm.door.addEntity({ type: "exchange", values: named("SwapHub"), ...marks, note: "seen twice" })).entities;
  const [b] = expectValue(
    await afm.door.addEntity({ type: "person", values: [{ property: "fullName", value: { kind: "text", text: "Әлия" } }], ...marks }),
  ).entities;
  const [gone] = expectValue(await afm.door.addEntity({ type: "exchange", values: named("Gone"), ...marks })).entities;
  invariant(a !== undefined && b !== undefined && gone !== undefined, "made");
  expectValue(await afm.door.addLink({ type: "operates", from: b, to: a, values: [], ...marks }));
  expectValue(await afm.door.removeEntities({ entities: [gone] }));
  const before = new Map(afm.entities);
  await afm.door.closeCase(null);
  const copied = expectValue(await afm.door.copyCase({ caseId, number: "1/2", title: "Umit, a copy", note: "Copy of case 1" }));
  expect(copied).toMatchObject({ leftOut: 0 });
  expect(copied.caseId).not.toBe(caseId);
  const opened = expectValue(await afm.door.openCase({ caseId: copied.caseId }));
  expect(opened).toMatchObject({ number: "1/2", title: "Umit, a copy" });
  expect(afm.entities.get(opened.caseEntity)?.facts["title"]?.[0]?.note).toBe("Copy of case 1");
  const oldCase = parseEntityId(caseId);
  const contents = (entities: Agency["entities"]) =>
    [...entities.values()]
      .filter(({ id }) => id !== opened.caseEntity && id !== oldCase)
      .flatMap(({ facts }) => Object.values(facts).flat())
      .map(({ subject, property, value, note, grade, handling }) => JSON.stringify({ subject, property, value, note, grade, handling }))
      .sort();
  expect(contents(afm.entities)).toEqual(contents(before));
  const claims = (entities: Agency["entities"]): readonly string[] =>
    [...entities.values()].flatMap(({ facts }) => Object.values(facts).flatMap((all) => all.map(({ claim }) => claim)));
  expect(new Set(claims(afm.entities)).intersection(new Set(claims(before))).size).toBe(0);
  expect(afm.entities.has(exhibit.entities[0] ?? a)).toBe(true);
  expect(afm.entities.has(gone)).toBe(false);
});

test("in a copy the value said later is still the one said later", async () => {
  const caseId = await newCase("1", "Umit");
  expectValue(await afm.door.openCase({ caseId }));
  const [thing] = expectValue(await afm.door.addEntity({ type: "exchange", values: named("SwapHub"), ...marks })).entities;
  invariant(thing !== undefined, "made");
  for (const text of ["SwapOne", "SwapTwo", "SwapThree", "SwapFour"])
    expectValue(await afm.door.setValue({ entity: thing, property: "name", value: { kind: "text", text }, replaces: null, ...marks }));
  const shown = () => {
    const row = afm.entities.get(thing);
    return { names: row?.facts["name"]?.map(({ value }) => value), conflicts: row?.conflicts };
  };
  const before = shown();
  expect(before.conflicts).toMatchObject([{ property: "name", because: "recency" }]);
  await afm.door.closeCase(null);
  const copied = expectValue(await afm.door.copyCase({ caseId, number: "", title: "A copy", note: "" }));
  expectValue(await afm.door.openCase({ caseId: copied.caseId }));
  expect(shown()).toEqual(before);
});

test("a case is measured once for each change, and its exhibits are counted", async () => {
  const caseId = await newCase("1", "Umit");
  expectValue(await afm.door.openCase({ caseId }));
  const first = expectValue(await afm.door.measureCase({ caseId }));
  expect(first.ledgerBytes).toBeGreaterThan(200);
  expect(first.exhibitBytes).toBe(0);
  const file = new Blob(["x".repeat(5000)], { type: "text/plain" });
  expectValue(await afm.door.addExhibit({ file, fileName: "page.txt", title: "", publisher: "", publishedAt: "", grade: "B2", handling: "amber" }));
  await afm.door.closeCase(null);
  const second = expectValue(await afm.door.measureCase({ caseId }));
  expect(second.ledgerBytes).toBeGreaterThan(first.ledgerBytes);
  expect(second.exhibitBytes).toBe(5000);
  expect(await afm.door.measureCase({ caseId })).toEqual({ ok: true, value: second });
  expect(expectValue(await afm.door.listCases(null))).toMatchObject([{ exhibits: 1, exhibitBytes: 5000 }]);
});

test("a note that names a case is of a kind that goes with it, and of a case there is", async () => {
  const caseId = await newCase("1", "Umit");
  await expect(afm.door.keepNote({ name: `else/${caseId}`, text: "" })).rejects.toThrow("known kind");
  const other = "ab".repeat(16);
  expectValue(await afm.door.keepNote({ name: `chart/${other}`, text: "late" }));
  expect(await afm.door.readNote({ name: `chart/${other}` })).toEqual({ ok: true, value: null });
  expectValue(await afm.door.keepNote({ name: `chart/${caseId}`, text: "kept" }));
  const again = openCounter(afm.store, "again");
  expectValue(await again.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expect(await again.door.readNote({ name: `chart/${caseId}` })).toEqual({ ok: true, value: "kept" });
});

test("a case that left no summary, or whose summary is damaged, is listed by its name", async () => {
  const before = new Set(afm.store.slots.keys());
  await newCase("1", "Umit");
  const summary = [...afm.store.slots.keys()].find((name) => !before.has(name) && !afm.store.runs.has(name));
  invariant(summary !== undefined, "the summary was kept");
  const listed = async () => {
    const { door } = openCounter(afm.store, "again");
    expectValue(await door.unlock({ kind: "passphrase", text: afm.passphrase }));
    return expectValue(await door.listCases(null));
  };
  const named = [{ number: "1", title: "Umit", agencies: ["afm"] }];
  flipBit(afm.store.slots.get(summary) ?? expect.fail("it lies there"), 500);
  expect(await listed()).toMatchObject(named);
  afm.store.slots.delete(summary);
  expect(await listed()).toMatchObject(named);
});
