import { expect, test } from "vitest";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { backupFile, startAgain, whatItSays } from "../../kit/damage.ts";

/** Small boxes of the open case are united while nobody acts, and only then; nothing anybody sees of the case changes. */
const marks = { source: null, grade: "B2", handling: "amber" } as const;
const person = (fullName: string) =>
  ({ type: "person", values: [{ property: "fullName", value: { kind: "text", text: fullName } }], ...marks }) as const;

const boxesOf = ({ store }: Pick<Agency, "store">): number => Math.max(...[...store.runs.values()].map(({ length }) => length));

async function withPeople(count: number) {
  const agency = await createAgency("afm");
  const caseId = expectValue(await agency.door.createCase({ number: "", title: "Long", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId }));
  for (let n = 0; n < count; n++) expectValue(await agency.door.addEntity(person(`Person ${n}`)));
  return { agency, caseId };
}

/** A pause that ends when the test says so. */
function handPause() {
  const waiting: (() => void)[] = [];
  return {
    pause: () => new Promise<void>((resolve) => void waiting.push(resolve)),
    /** Ends the pauses there are, and lets what follows run to its next pause, or its end. */
    pass: async () => {
      for (const resolve of waiting.splice(0)) resolve();
      for (let turn = 0; turn < 60; turn++) await new Promise((resolve) => setImmediate(resolve));
    },
    get asked() {
      return waiting.length;
    },
  };
}

test("a case of many small commits is united after it was opened and nothing was done; it says the same by the same commits, and goes on", async () => {
  const { agency, caseId } = await withPeople(70);
  expect(boxesOf(agency)).toBe(71);
  const before = await whatItSays(agency, caseId);
  const { ledgerBytes } = expectValue(await agency.door.measureCase({ caseId }));
  const backup = await backupFile(agency.door);
  const clock = handPause();
  const counter = openCounter(agency.store, "again", { pause: clock.pause });
  expectValue(await counter.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  expectValue(await counter.door.openCase({ caseId }));
  expect([clock.asked, boxesOf(agency)]).toEqual([1, 71]);
  expectValue(await counter.door.addEntity(person("Somebody at work")));
  await clock.pass();
  expect([clock.asked, boxesOf(agency)]).toEqual([1, 72]);
  await clock.pass();
  await expect.poll(() => boxesOf(agency)).toBe(1);
  await expect.poll(async () => expectValue(await counter.door.measureCase({ caseId })).ledgerBytes).toBeLessThan(ledgerBytes);
  expect(clock.asked).toBe(0);
  expectValue(await counter.door.addEntity(person("Next")));
  const chain = expectValue(await counter.door.verifyChain(null));
  expect([chain.fault, chain.commits]).toEqual([null, 73]);
  const third = await startAgain(agency, "third");
  const after = await whatItSays(third, caseId);
  expect(after[0]).toBe("whole");
  expect(new Set(before).isSubsetOf(new Set(after))).toBe(true);
  expect(expectValue(await third.door.inspectBackup({ file: backup, secret: null })).beside).toBe("holds");
});

test("acts are counted: after 64 of them boxes are united, before that none", async () => {
  const { agency, caseId } = await withPeople(0);
  const clock = handPause();
  const counter = openCounter(agency.store, "again", { pause: clock.pause });
  expectValue(await counter.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  expectValue(await counter.door.openCase({ caseId }));
  await clock.pass();
  expect([clock.asked, boxesOf(agency)]).toEqual([0, 1]);
  for (let n = 0; n < 63; n++) expectValue(await counter.door.addEntity(person(`Person ${n}`)));
  expect(clock.asked).toBe(0);
  expectValue(await counter.door.addEntity(person("The 64th")));
  expect(clock.asked).toBe(1);
  await clock.pass();
  await expect.poll(() => boxesOf(agency)).toBe(1);
});

test("while a backup is written nothing is united, and it passes", async () => {
  const { agency, caseId } = await withPeople(70);
  const clock = handPause();
  const counter = openCounter(agency.store, "again", { pause: clock.pause });
  expectValue(await counter.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  expectValue(await counter.door.openCase({ caseId }));
  const { token } = expectValue(await counter.door.beginBackup(null));
  expectValue(await counter.door.backupPiece({ token }));
  await clock.pass();
  expect(boxesOf(agency)).toBe(71);
  expectValue(await counter.door.dropBackup({ token }));
  await backupFile(counter.door);
  expectValue(await counter.door.openCase({ caseId }));
  await clock.pass();
  await expect.poll(() => boxesOf(agency)).toBe(1);
});
