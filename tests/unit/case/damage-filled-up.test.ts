import { beforeEach, expect, test } from "vitest";
import type { CaseDoor } from "../../../shared/case/door.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
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
  expect(expectValue(await counter.door.applyRepair({ token: plan.token }))).toMatchObject({ title: "Pyramid", damage: null });
  const [says, again] = [await whatItSays(counter, caseId), await openAgain("again")];
  expect(whole.filter((said) => !says.includes(said))).toEqual([]);
  expect(says.length).toBeGreaterThan(whole.length);
  expect(await whatItSays(again, caseId)).toEqual(says);
  expect(await planFrom(again.door)).toMatchObject({ error: { kind: "nothing-to-repair" } });
});
