import { expect, test } from "vitest";
import { createVault } from "../../../shared/vault/vault.ts";
import { decodeTail, encodeTail } from "../../../shared/vault/run-tail.ts";
import { openSealed, sealBytes } from "../../../shared/crypto/seal.ts";
import { tailPurposeOf } from "../../../shared/vault/run.ts";
import { UnlockedVault } from "../../../shared/vault/open-vault.ts";
import { bytesToUtf8 } from "../../../shared/kernel/bytes.ts";
import { type Agency, createAgency, expectValue, testStretching } from "../../kit/agency.ts";
import { backupFile, flipBit, startAgain } from "../../kit/damage.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

/** A backup of before small boxes were united names none of the boxes there are. What it holds, and what would be lost, is known all the same: the run counts its records. */
const marks = { source: null, grade: "B2", handling: "amber" } as const;
const person = (fullName: string) =>
  ({ type: "person", values: [{ property: "fullName", value: { kind: "text", text: fullName } }], ...marks }) as const;
const addPeople = async ({ door }: Pick<Agency, "door">, name: string, count: number): Promise<void> => {
  for (let n = 0; n < count; n++) expectValue(await door.addEntity(person(`${name} ${n}`)));
};

async function vaultOf(agency: Agency): Promise<UnlockedVault> {
  const vault = createVault({ store: agency.store, random: createSeededRandom("unite"), kdf: testStretching });
  const unlocked = await vault.unlock({ kind: "passphrase", text: agency.passphrase });
  return unlocked.ok && unlocked.value instanceof UnlockedVault ? unlocked.value : expect.fail();
}

/** A case of 71 records and a backup of it; so many more; all of them in one box, in which a bit is turned. */
async function damagedAfter(more: number, change: (agency: Agency, name: string) => Promise<number> = async () => 0) {
  const agency = await createAgency("afm");
  const caseId = expectValue(await agency.door.createCase({ number: "", title: "Long", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId }));
  await addPeople(agency, "Early", 70);
  const file = await backupFile(agency.door);
  await addPeople(agency, "Late", more);
  const vault = await vaultOf(agency);
  const run = `case/${caseId}`;
  const name = vault.backupAccess()?.nameOf("run", run) ?? "";
  const added = await change(agency, name);
  expect(expectValue(await (await vaultOf(agency)).uniteRun(run, 2))).toEqual({ before: 71 + more + added, after: 1 });
  flipBit(agency.store.runs.get(name)?.[0]?.sealed ?? expect.fail(), 90);
  const counter = await startAgain(agency, "again");
  expect(expectValue(await counter.door.openCase({ caseId })).damage).not.toBeNull();
  const plan = async (source: Parameters<typeof counter.door.planRepair>[0]["source"]) => expectValue(await counter.door.planRepair({ source }));
  return { counter, caseId, plan, file };
}

test.each([
  [0, "whole"],
  [1, "lost"],
  [5, "lost"],
] as const)("with %i records said after the backup it says so, and that the end is %s", async (more, ending) => {
  const { counter, plan, file } = await damagedAfter(more);
  expect(await counter.door.planRepair({ source: { kind: "here" } })).toMatchObject({ error: { kind: "nothing-readable" } });
  expect(expectValue(await counter.door.inspectDamage(null))).toMatchObject({ before: { commits: 0 }, behind: { commits: 0 }, lost: 71 + more });
  const made = await plan({ kind: "backup", file });
  expect(made).toMatchObject({ holds: { commits: 71 }, after: { commits: 71 }, missing: 0, lost: more, ending });
  expect(made.holds.lastAt).not.toBeNull();
  expect(expectValue(await counter.door.applyRepair({ token: made.token })).opened.damage).toBeNull();
  expect(expectValue(await counter.door.verifyChain(null))).toMatchObject({ fault: null, commits: 71 });
});

/** The tail of a run as versions before this one wrote it. */
async function withoutCount(agency: Agency, name: string): Promise<number> {
  const tailKey = (await vaultOf(agency)).backupAccess()?.tailKey ?? expect.fail();
  const opened = await openSealed(tailKey, tailPurposeOf(name), agency.store.slots.get(name) ?? expect.fail());
  const tail = decodeTail(opened ?? expect.fail()) ?? expect.fail();
  const sealed = await sealBytes(tailKey, tailPurposeOf(name), encodeTail({ ...tail, entries: null }), createSeededRandom("old tail"));
  agency.store.slots.set(name, sealed);
  return 0;
}

/** The case is opened by this version, and one more person said. */
async function openedAndAddedTo(agency: Agency, name: string): Promise<number> {
  await withoutCount(agency, name);
  const counter = await startAgain(agency, "read");
  const [entry] = expectValue(await counter.door.listCases(null));
  expectValue(await counter.door.openCase({ caseId: entry?.caseId ?? expect.fail() }));
  await addPeople(counter, "Counted", 1);
  return 1;
}

test("of a run of before records were counted it is not known; once read and added to, it is", async () => {
  const old = await damagedAfter(3, withoutCount);
  expect(await old.plan({ kind: "backup", file: old.file })).toMatchObject({ holds: { commits: 71 }, lost: null, ending: "unknown" });
  const counted = await damagedAfter(3, openedAndAddedTo);
  expect(await counted.plan({ kind: "backup", file: counted.file })).toMatchObject({ holds: { commits: 71 }, lost: 4, ending: "lost" });
});

test("the written form of a tail, with and without the count, is frozen", () => {
  const tail = { secret: new Uint8Array(32), count: 2, last: "ab".repeat(32), entries: 7 };
  const secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  expect(bytesToUtf8(encodeTail(tail))).toBe(`{"count":2,"entries":7,"format":2,"last":"${tail.last}","secret":"${secret}"}`);
  expect(bytesToUtf8(encodeTail({ ...tail, entries: null }))).toBe(`{"count":2,"format":1,"last":"${tail.last}","secret":"${secret}"}`);
  for (const each of [tail, { ...tail, entries: null }]) expect(decodeTail(encodeTail(each))).toEqual(each);
});
