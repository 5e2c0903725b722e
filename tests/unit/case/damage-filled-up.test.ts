import { beforeEach, expect, test } from "vitest";
import type { CaseDoor } from "../../../shared/case/door.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { type CaseId, parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { backupFile, flipBit, runWith, startAgain, whatItSays } from "../../kit/damage.ts";
import { addPerson } from "../../kit/shared-case.ts";

let afm: Agency;
let caseId: CaseId;
let whole: readonly string[];
/** A backup of everything. */
let backup: Blob;

beforeEach(async () => {
  afm = await createAgency("afm");
  caseId = expectValue(await afm.door.createCase({ number: "7", title: "Pyramid", handling: "green" }));
  expectValue(await afm.door.openCase({ caseId }));
  for (let i = 1; i <= 4; i++) await addPerson(afm.door, `Person ${i}`);
  backup = await backupFile(afm.door);
  whole = await whatItSays(afm, caseId);
  expectValue(await afm.door.closeCase(null));
});

function damageBoxes(...at: readonly number[]): void {
  const { boxes } = runWith(afm.store, 5);
  for (const each of at) flipBit(boxes[each]?.sealed ?? expect.fail(), 70);
}

async function openAgain(seed: string): Promise<Awaited<ReturnType<typeof startAgain>>> {
  const counter = await startAgain(afm, seed);
  expectValue(await counter.door.openCase({ caseId }));
  return counter;
}

const planFrom = (door: CaseDoor) => door.planRepair({ source: { kind: "backup", file: backup } });

test("a case of which nothing is readable keeps its name, counts what it lost, and is not emptied by a repair without a source", async () => {
  damageBoxes(0, 1, 2, 3, 4);
  const counter = await startAgain(afm, "nothing");
  expect(expectValue(await counter.door.listCases(null))).toMatchObject([{ title: "Pyramid", isDamaged: false }]);
  expect(expectValue(await counter.door.openCase({ caseId }))).toMatchObject({ number: "7", title: "Pyramid", damage: { kind: "box-damaged" } });
  expect(expectValue(await counter.door.inspectDamage(null))).toMatchObject({ lost: 5, missing: 0, before: { commits: 0 }, behind: { commits: 0 } });
  expect(await counter.door.planRepair({ source: { kind: "here" } })).toMatchObject({ error: { kind: "nothing-readable" } });
  expect(expectValue(await counter.door.listCases(null))).toMatchObject([{ number: "7", title: "Pyramid", isDamaged: true }]);
  const plan = expectValue(await planFrom(counter.door));
  expectValue(await counter.door.applyRepair({ token: plan.token }));
  expect(await whatItSays(counter, caseId)).toEqual(whole);
  expect(expectValue(await counter.door.listCases(null))).toMatchObject([{ isDamaged: false }]);
});

test("what a repair without a source could not bring back is filled up from a backup later, beside what was said since", async () => {
  damageBoxes(2, 4);
  const counter = await openAgain("part");
  const part = expectValue(await counter.door.planRepair({ source: { kind: "here" } }));
  expect(part).toMatchObject({ after: { commits: 3 }, lost: 2 });
  expectValue(await counter.door.applyRepair({ token: part.token }));
  const plan = expectValue(await planFrom(counter.door));
  expect(plan).toMatchObject({ fromSource: { commits: 2 }, after: { commits: 5 }, missing: 0, ending: "whole" });
  // Said between the plan and its taking: it stays.
  await addPerson(counter.door, "Since then");
  expect(expectValue(await counter.door.applyRepair({ token: plan.token }))).toMatchObject({
    opened: { title: "Pyramid", damage: null },
    broughtFiles: 0,
    lostFiles: 0,
  });
  expect(expectValue(await counter.door.inspectBackup({ file: backup, secret: null }))).toMatchObject({ beside: "holds" });
  const [says, again] = [await whatItSays(counter, caseId), await openAgain("again")];
  expect(whole.filter((said) => !says.includes(said))).toEqual([]);
  expect(says.length).toBeGreaterThan(whole.length);
  expect(await whatItSays(again, caseId)).toEqual(says);
  expect(await planFrom(again.door)).toMatchObject({ error: { kind: "nothing-to-repair" } });
});

/** A file of more than one chunk. */
const bytes = new Uint8Array(5_000_000).map((_, i) => (i * 31) % 251);
const sha256 = parseFileHash(sha256Hex(bytes)) ?? expect.fail();

async function officeWithExhibit() {
  const agency = await createAgency("afm");
  const id = expectValue(await agency.door.createCase({ number: "8", title: "Exhibit", handling: "green" }));
  expectValue(await agency.door.openCase({ caseId: id }));
  const older = structuredClone({ runs: agency.store.runs, slots: agency.store.slots });
  const draft = { file: new Blob([bytes]), fileName: "film.bin", title: "", publisher: "", publishedAt: "", grade: "B2", handling: "green" } as const;
  expectValue(await agency.door.addExhibit(draft));
  const file = await backupFile(agency.door);
  expectValue(await agency.door.closeCase(null));
  return { agency, id, file, older };
}
const planOf = async (door: CaseDoor, file: Blob) => expectValue(await door.planRepair({ source: { kind: "backup", file } }));

test("with the records of an older state filled up, the files of their exhibits come out of the backup, whole", async () => {
  const { agency, id, file, older } = await officeWithExhibit();
  for (const part of ["runs", "slots"] as const) {
    agency.store[part].clear();
    for (const [name, value] of older[part]) agency.store[part].set(name, value as never);
  }
  agency.store.chunks.clear();
  const { door } = await startAgain(agency, "older");
  expectValue(await door.openCase({ caseId: id }));
  const plan = await planOf(door, file);
  expect(plan).toMatchObject({ files: 1 });
  expect(expectValue(await door.applyRepair({ token: plan.token }))).toMatchObject({ broughtFiles: 1, lostFiles: 0 });
  expect(expectValue(await door.readExhibit({ sha256 }))).toEqual(bytes);
  expect(expectValue(await door.quarantined(null))).toEqual([]);
  expect(await door.planRepair({ source: { kind: "backup", file } })).toMatchObject({ error: { kind: "nothing-to-repair" } });
});

test("a damaged exhibit of a whole case is repaired from the backup; one that the backup lacks is named as lost", async () => {
  const { agency, id, file } = await officeWithExhibit();
  const [name, chunk] = [...agency.store.chunks][0] ?? expect.fail();
  const damaged = chunk.slice();
  flipBit(damaged, 900);
  agency.store.chunks.set(name, damaged);
  const { door } = await startAgain(agency, "damaged");
  expectValue(await door.openCase({ caseId: id }));
  expect(expectValue(await door.verifyExhibits({ exhibits: null })).exhibits).toMatchObject([{ state: "damaged" }]);
  const plan = await planOf(door, file);
  expect(expectValue(await door.applyRepair({ token: plan.token }))).toMatchObject({ broughtFiles: 1, lostFiles: 0 });
  expect(expectValue(await door.readExhibit({ sha256 }))).toEqual(bytes);
  // Again, from a backup that was made while it was damaged: nothing better is in it, and what is here stays.
  agency.store.chunks.set(name, damaged);
  expectValue(await door.verifyExhibits({ exhibits: null }));
  const bad = await backupFile(door);
  agency.store.chunks.delete([...agency.store.chunks.keys()].find((other) => other !== name) ?? expect.fail());
  const second = await planOf(door, bad);
  expect(expectValue(await door.applyRepair({ token: second.token }))).toMatchObject({ broughtFiles: 0, lostFiles: 1 });
  expect(expectValue(await door.quarantined(null))).toMatchObject([{ sha256 }]);
  // The full disk leaves the records as they are, and the file named.
  const third = await planOf(door, file);
  agency.store.writesLeft = 0;
  expect(expectValue(await door.applyRepair({ token: third.token }))).toMatchObject({ broughtFiles: 0, lostFiles: 1 });
});
