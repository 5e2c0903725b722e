import { beforeEach, expect, test } from "vitest";
import type { DamageReport, RepairPlan, RepairSource } from "../../../shared/case/damage-door.ts";
import type { CaseDoor } from "../../../shared/case/door.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import type { Box } from "../../../shared/vault/model.ts";
import { sumBytes, sumOf } from "../../../shared/ledger/sum.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { type Agency, createAgency, expectValue, testStretching } from "../../kit/agency.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { readRun, runOf } from "../../kit/vaults.ts";
import { backupFile, flipBit, runWith, startAgain, whatItSays } from "../../kit/damage.ts";
import { wholeCase } from "../../kit/shared-case.ts";
import { addPerson, createSharedCase, type SharedCase } from "../../kit/shared-case.ts";

let afm: Agency;
let caseId: CaseId;
/** What the whole case says. */
let whole: readonly string[];
/** A backup after four of the seven commits. */
let early: Blob;
/** A backup of everything. */
let late: Blob;

beforeEach(async () => {
  afm = await createAgency("afm");
  caseId = expectValue(await afm.door.createCase({ number: "7", title: "Pyramid", handling: "green" }));
  expectValue(await afm.door.openCase({ caseId }));
  for (let i = 1; i <= 3; i++) await addPerson(afm.door, `Person ${i}`);
  early = await backupFile(afm.door);
  for (let i = 4; i <= 6; i++) await addPerson(afm.door, `Person ${i}`);
  late = await backupFile(afm.door);
  whole = await whatItSays(afm, caseId);
  expectValue(await afm.door.closeCase(null));
});

const boxes = (): Box[] => runWith(afm.store, 7).boxes;
const damageBox = (at: number): void => flipBit(boxes()[at]?.sealed ?? expect.fail(), 70);

async function opened() {
  const counter = await startAgain(afm);
  const { damage } = expectValue(await counter.door.openCase({ caseId }));
  return { ...counter, damage, counter };
}
const reportOf = async (door: CaseDoor): Promise<DamageReport> => expectValue(await door.inspectDamage(null));
const planOf = async (door: CaseDoor, source: RepairSource): Promise<RepairPlan> => expectValue(await door.planRepair({ source }));
const repair = async (door: CaseDoor, source: RepairSource) => {
  const plan = await planOf(door, source);
  return { plan, opened: expectValue(await door.applyRepair({ token: plan.token })).opened };
};

test("a damaged case opens up to the damage, to be read only, and its report says which box, what is readable and since when", async () => {
  damageBox(3);
  const { door, damage } = await opened();
  expect(damage).toEqual({ kind: "box-damaged", where: "box 3" });
  expect(await addPersonTo(door)).toMatchObject({ error: { kind: "read-only" } });
  const report = await reportOf(door);
  expect(report).toMatchObject({ caseId, boxes: 7, badBoxes: 1, named: [{ box: 4, state: "damaged" }], missing: 1 });
  expect([report.before.commits, report.behind.commits]).toEqual([3, 3]);
  const saidAt = afm.news.flatMap((told) => (told.kind === "patch" ? [told.history.lastSavedAt] : []));
  expect([report.before.lastAt, report.behind.lastAt].every((at) => saidAt.includes(at))).toBe(true);
  // The list goes on remembering what the whole case held.
  expect(report.remembered?.claims).toBe(whole.length - 1);
});

const addPersonTo = (door: CaseDoor) =>
  door.addEntity({
    type: "person",
    values: [{ property: "fullName", value: { kind: "text", text: "X" } }],
    grade: "B2",
    handling: "green",
    source: null,
  });

test("a case that is whole has nothing to report or to repair", async () => {
  const { door, damage } = await opened();
  expect(damage).toBeNull();
  expect(await door.inspectDamage(null)).toMatchObject({ error: { kind: "nothing-to-repair" } });
  expect(await door.planRepair({ source: { kind: "here" } })).toMatchObject({ error: { kind: "nothing-to-repair" } });
});

test("any one box, or several, or all, come back from a backup of everything: the same commits and claims, and the case goes on", async () => {
  for (const damaged of [[0], [3], [6], [1, 4], [5, 6], [0, 1, 2, 3, 4, 5, 6]]) {
    const before = structuredClone({ runs: afm.store.runs, slots: afm.store.slots });
    for (const at of damaged) damageBox(at);
    const { door, counter } = await opened();
    const { plan, opened: again } = await repair(door, { kind: "backup", file: late });
    expect(again.damage).toBeNull();
    expect(plan).toMatchObject({ missing: 0, ending: "whole", leftOut: 0, after: { commits: 7 } });
    expect(plan.fromSource.commits + plan.behind.commits).toBe(7 - (damaged[0] ?? 0));
    expect(plan.fromSource.commits).toBe(damaged.length);
    expect(await whatItSays(counter, caseId)).toEqual(whole);
    expect((await addPersonTo(door)).ok).toBe(true);
    expect((await whatItSays(await startAgain(afm, "third"), caseId)).length).toBeGreaterThan(whole.length);
    restoreStore(before);
  }
});

function restoreStore({ runs, slots }: { readonly runs: Map<string, Box[]>; readonly slots: Map<string, Uint8Array<ArrayBuffer>> }): void {
  for (const [name, each] of runs) afm.store.runs.set(name, each);
  for (const [name, each] of slots) afm.store.slots.set(name, each);
}

test("an earlier backup brings back what it has; what was said behind the damage since then is not lost either", async () => {
  damageBox(2);
  const { door, counter } = await opened();
  const { plan, opened: again } = await repair(door, { kind: "backup", file: early });
  expect(plan).toMatchObject({ fromSource: { commits: 1 }, behind: { commits: 4 }, after: { commits: 7 }, missing: 0, ending: "whole" });
  expect(again.damage).toBeNull();
  expect(await whatItSays(counter, caseId)).toEqual(whole);
});

test("what the source does not have is said: in the middle by what builds on it, at the end by how many records there were", async () => {
  damageBox(5);
  const middle = await planOf((await opened()).door, { kind: "backup", file: early });
  expect(middle).toMatchObject({ fromSource: { commits: 0 }, behind: { commits: 1 }, after: { commits: 6 }, missing: 1, lost: 1, ending: "whole" });
  damageBox(6);
  const { door } = await opened();
  expect(await planOf(door, { kind: "backup", file: early })).toMatchObject({ after: { commits: 5 }, missing: 0, lost: 2, ending: "lost" });
  const alone = await repair(door, { kind: "here" });
  expect(alone.plan).toMatchObject({ madeAt: null, fromSource: { commits: 0 }, after: { commits: 5 }, lost: 2, ending: "lost" });
  expect(alone.opened.damage).toBeNull();
  expect((await whatItSays(await startAgain(afm, "third"), caseId)).every((said) => whole.includes(said))).toBe(true);
});

test("the end cut off, two boxes exchanged, a box missing: each is found, and comes back", async () => {
  const harm: readonly ((all: Box[]) => void)[] = [
    (all) => void all.splice(4),
    (all) => void all.splice(2, 1),
    (all) => {
      const [a, b] = [all[2] ?? expect.fail(), all[3] ?? expect.fail()];
      all.splice(2, 2, { ...a, sealed: b.sealed }, { ...b, sealed: a.sealed });
    },
    (all) => all.splice(0),
  ];
  for (const damage of harm) {
    const before = structuredClone({ runs: afm.store.runs, slots: afm.store.slots });
    damage(boxes());
    const { door, counter } = await opened();
    const report = await reportOf(door);
    expect(report.badBoxes).toBeGreaterThan(0);
    const { plan } = await repair(door, { kind: "backup", file: late });
    expect(plan).toMatchObject({ missing: 0, ending: "whole", after: { commits: 7 } });
    expect(await whatItSays(counter, caseId)).toEqual(whole);
    restoreStore(before);
  }
});

test("when the record of the run itself is lost, its boxes open by the one of a backup, however old", async () => {
  afm.store.slots.set(runWith(afm.store, 7).name, new Uint8Array(100));
  const { door, counter, damage } = await opened();
  expect(damage).toEqual({ kind: "box-damaged", where: "tail" });
  expect(await reportOf(door)).toMatchObject({ boxes: null, before: { commits: 0 }, behind: { commits: 0 }, badBoxes: 7 });
  const { plan, opened: again } = await repair(door, { kind: "backup", file: early });
  expect(plan).toMatchObject({ fromSource: { commits: 0 }, behind: { commits: 7 }, missing: 0, lost: null, ending: "unknown" });
  expect(again.damage).toBeNull();
  expect(await whatItSays(counter, caseId)).toEqual(whole);
});

test("a repair is all or nothing: with a full disk the case stays as it was, and can be repaired afterwards", async () => {
  damageBox(3);
  const { door, counter } = await opened();
  const stored = structuredClone({ runs: afm.store.runs, slots: afm.store.slots });
  const plan = await planOf(door, { kind: "backup", file: late });
  afm.store.writesLeft = 0;
  expect(await door.applyRepair({ token: plan.token })).toMatchObject({ error: { kind: "disk-full" } });
  expect({ runs: afm.store.runs, slots: afm.store.slots }).toEqual(stored);
  expect(await door.applyRepair({ token: plan.token })).toMatchObject({ error: { kind: "token-expired" } });
  afm.store.writesLeft = Number.POSITIVE_INFINITY;
  await repair(door, { kind: "backup", file: late });
  expect(await whatItSays(counter, caseId)).toEqual(whole);
});

test("a damaged backup, another vault's, one without the case, and no backup at all are refused; nothing is changed", async () => {
  damageBox(3);
  const { door } = await opened();
  const stored = structuredClone(afm.store.runs);
  const altered = new Uint8Array(await late.arrayBuffer());
  flipBit(altered, altered.length - 99);
  const other = await createAgency("mci");
  expectValue(await other.door.createCase({ number: "7", title: "Pyramid", handling: "green" }));
  const kindOf = async (file: Blob) => {
    const planned = await door.planRepair({ source: { kind: "backup", file } });
    return planned.ok ? "planned" : planned.error.kind;
  };
  expect(await kindOf(new Blob([altered]))).toBe("backup-damaged");
  expect(await kindOf(await backupFile(other.door))).toBe("other-vault");
  expect(await kindOf(new Blob(["hello"]))).toBe("not-a-backup");
  expect(afm.store.runs).toEqual(stored);
});

test("a backup made before the case began does not hold it", async () => {
  const { door } = await opened();
  const second = expectValue(await door.createCase({ number: "8", title: "Later", handling: "green" }));
  flipBit([...afm.store.runs.values()].find((each) => each.length === 1 && each !== undefined && isCaseRun(each))?.[0]?.sealed ?? expect.fail(), 70);
  const again = await startAgain(afm, "later");
  expect(expectValue(await again.door.openCase({ caseId: second })).damage).not.toBeNull();
  expect(await again.door.planRepair({ source: { kind: "backup", file: late } })).toMatchObject({ error: { kind: "unknown-case" } });
});
/** The registry's runs hold a line a box; a case's first box holds a signed commit. */
const isCaseRun = ([box]: readonly Box[]): boolean => (box?.sealed.length ?? 0) > 600;

test("a case that a newer version wrote into is refused: rewriting it here would lose what this version cannot read", async () => {
  const vault = createVault({ store: afm.store, random: createSeededRandom("newer"), kdf: testStretching });
  const unlocked = expectValue(await vault.unlock({ kind: "passphrase", text: afm.passphrase }));
  const run = await runOf(unlocked, `case/${caseId}`);
  const newer = (await readRun(run)).entries[0]?.slice() ?? expect.fail();
  newer[3] = 3;
  newer.set(sumOf(newer.subarray(0, -sumBytes)), newer.length - sumBytes);
  await run.append([newer]);
  const { door, damage } = await opened();
  expect(damage?.where).toBe("commit 8");
  expect(await door.inspectDamage(null)).toMatchObject({ error: { kind: "newer-format" } });
  expect(await door.planRepair({ source: { kind: "backup", file: late } })).toMatchObject({ error: { kind: "newer-format" } });
});

test("looking and planning can be stopped", async () => {
  damageBox(3);
  const { door } = await opened();
  const [looked, planned] = [door.inspectDamage(null), door.cancel({ job: "inspect-damage" })];
  await planned;
  expect(await looked).toMatchObject({ error: { kind: "cancelled" } });
  const planning = door.planRepair({ source: { kind: "backup", file: late } });
  await door.cancel({ job: "plan-repair" });
  expect(await planning).toMatchObject({ error: { kind: "cancelled" } });
});

const bundleTo = async (from: Agency, to: Agency): Promise<Blob> => expectValue(await from.door.share({ ...wholeCase, to: [to.me.author] })).file;

/** We said a person, the partner one, we another: all of it is with both. */
async function exchanged(): Promise<SharedCase & { readonly whole: readonly string[]; readonly boxes: number }> {
  const shared = await createSharedCase();
  const { afm: ours, mci } = shared;
  await addPerson(mci.door, "Theirs");
  await shared.send(mci, ours);
  await addPerson(ours.door, "Ours");
  await shared.send(ours, mci);
  const count = Math.max(...[...ours.store.runs.values()].map(({ length }) => length));
  const said = await whatItSays(ours, shared.caseId);
  expectValue(await ours.door.closeCase(null));
  return { ...shared, whole: said, boxes: count };
}

test("a partner's bundle brings back our commits and theirs, the same ids, whatever box was damaged", async () => {
  const shared = await exchanged();
  const file = await bundleTo(shared.mci, shared.afm);
  const stored = structuredClone(shared.afm.store.runs);
  const returned: number[] = [];
  for (let at = 0; at < shared.boxes; at++) {
    for (const [name, each] of structuredClone(stored)) shared.afm.store.runs.set(name, each);
    flipBit(runWith(shared.afm.store, shared.boxes).boxes[at]?.sealed ?? expect.fail(), 70);
    const slots = structuredClone(shared.afm.store.slots);
    const counter = await startAgain(shared.afm, `again ${at}`);
    expectValue(await counter.door.openCase({ caseId: shared.caseId }));
    const { plan, opened: again } = await repair(counter.door, { kind: "bundle", file });
    expect(again.damage).toBeNull();
    // A commit that only joins says nothing, and does not travel: it is told as lost, and what it joined is received anew.
    expect(plan.fromSource.commits + plan.missing, `box ${at}`).toBeGreaterThanOrEqual(at === shared.boxes - 1 ? 0 : 1);
    expect(plan.ending, `box ${at}`).toBe(at === shared.boxes - 1 ? "lost" : "whole");
    // What the partner said and we must receive anew is not in the case yet, and counts as lost until then.
    const most = Math.max(plan.missing, at === shared.boxes - 1 ? 1 : 0);
    expect([most, most + plan.leftOut], `box ${at}`).toContain(plan.lost);
    if (plan.leftOut > 0) {
      const { token } = expectValue(await counter.door.openBundle({ file }));
      expectValue(await counter.door.acceptBundle({ token }));
    }
    const said = await whatItSays(counter, shared.caseId);
    expect(said.filter((each) => !shared.whole.includes(each))).toEqual([]);
    if (plan.missing === 0 && plan.ending === "whole") expect(said, `box ${at}`).toEqual(shared.whole);
    if (said.length === shared.whole.length) returned.push(at);
    for (const [name, each] of slots) shared.afm.store.slots.set(name, each);
  }
  // The case, our person, theirs, our second one; the two others note what we shared, and are of our books alone.
  expect(returned).toEqual([0, 1, 3, 4]);
});

test("a bundle of another case, of somebody unknown or for somebody else is refused; what the partner said since waits to be received", async () => {
  const shared = await exchanged();
  await addPerson(shared.mci.door, "Since");
  const since = await bundleTo(shared.mci, shared.afm);
  const toThem = await bundleTo(await reopened(shared), shared.mci);
  const whole = await whatItSays(shared.afm, shared.caseId);
  flipBit(runWith(shared.afm.store, shared.boxes + 1).boxes[0]?.sealed ?? expect.fail(), 70);
  const counter = await startAgain(shared.afm);
  expectValue(await counter.door.openCase({ caseId: shared.caseId }));
  const kindOf = async (file: Blob) => {
    const planned = await counter.door.planRepair({ source: { kind: "bundle", file } });
    return planned.ok ? "planned" : planned.error.kind;
  };
  expect(await kindOf(toThem)).toBe("not-for-us");
  expect(await kindOf(new Blob(["hello"]))).toBe("not-a-bundle");
  const { plan } = await repair(counter.door, { kind: "bundle", file: since });
  expect(plan.leftOut).toBe(1);
  const said = await whatItSays(counter, shared.caseId);
  expect(said.filter((each) => !whole.includes(each))).toEqual([]);
  const { token, newCommits } = expectValue(await counter.door.openBundle({ file: since }));
  expect(newCommits).toBe(1);
  expectValue(await counter.door.acceptBundle({ token }));
});

async function reopened({ afm: ours, caseId: id }: SharedCase): Promise<Agency> {
  expectValue(await ours.door.openCase({ caseId: id }));
  return ours;
}
