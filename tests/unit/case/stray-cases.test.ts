import { expect, test } from "vitest";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";
import { copyStore } from "../../kit/flip-bits.ts";
import { startAgain } from "../../kit/damage.ts";
import type { MemoryBoxStore } from "../../kit/memory-box-store.ts";

/** A case is kept before it is written into the book of cases: whatever comes between, it is found again, once. */
const listed = async (agency: Pick<Agency, "door">): Promise<readonly string[]> =>
  expectValue(await agency.door.listCases(null))
    .map(({ title }) => title)
    .sort();

const newCase = (agency: Agency, title: string) => agency.door.createCase({ number: "", title, handling: "amber" });

test("a case that was kept and not written into the book is in the list after the next unlocking, with its name, and is worked on", async () => {
  const agency = await createAgency("afm");
  expectValue(await newCase(agency, "First"));
  agency.store.writesLeft = 1;
  expect(await newCase(agency, "Cut off")).toMatchObject({ ok: false, error: { kind: "disk-full" } });
  agency.store.writesLeft = Number.POSITIVE_INFINITY;
  expect(await listed(agency)).toEqual(["First"]);
  const again = await startAgain(agency);
  expect(await listed(again)).toEqual(["Cut off", "First"]);
  const entry = expectValue(await again.door.listCases(null)).find(({ title }) => title === "Cut off");
  const { damage } = expectValue(await again.door.openCase({ caseId: entry?.caseId ?? expect.fail() }));
  expect(damage).toBeNull();
  const bytes = agency.store.runs.size;
  expect(await listed(await startAgain(agency, "third"))).toEqual(["Cut off", "First"]);
  expect(agency.store.runs.size).toBe(bytes);
});

test("a full disk at unlocking locks nobody out: the case is found by the next", async () => {
  const agency = await createAgency("afm");
  agency.store.writesLeft = 1;
  await newCase(agency, "Cut off");
  agency.store.writesLeft = 2;
  await startAgain(agency);
  agency.store.writesLeft = Number.POSITIVE_INFINITY;
  expect(await listed(await startAgain(agency, "third"))).toEqual(["Cut off"]);
});

test("a destroyed case that somebody puts back is destroyed again, not listed", async () => {
  const agency = await createAgency("afm");
  const caseId: CaseId = expectValue(await newCase(agency, "Gone"));
  expectValue(await newCase(agency, "Kept"));
  const before = copyStore(agency.store);
  expectValue(await agency.door.deleteCase({ caseId, typed: "Gone", keepsName: true }));
  const runs = agency.store.runs.size;
  putBack(agency.store, before);
  expect(agency.store.runs.size).toBe(runs + 1);
  const again = await startAgain(agency);
  expect(await listed(again)).toEqual(["Kept"]);
  expect(agency.store.runs.size).toBe(runs);
  expect(expectValue(await again.door.listDestroyed(null)).map(({ title }) => title)).toEqual(["Gone"]);
});

/** Runs, with their tails, that are here no more. */
function putBack(store: MemoryBoxStore, from: MemoryBoxStore): void {
  for (const [run, boxes] of from.runs) {
    if (store.runs.has(run)) continue;
    store.runs.set(run, boxes);
    store.slots.set(run, from.slots.get(run) ?? expect.fail());
  }
}

test("a run nobody names whose first box does not open is left as it is: a backup's tail may open it", async () => {
  const agency = await createAgency("afm");
  agency.store.writesLeft = 1;
  await newCase(agency, "Cut off");
  agency.store.writesLeft = Number.POSITIVE_INFINITY;
  const [run = ""] = agency.store.runs.keys();
  agency.store.slots.delete(run);
  expect(await listed(await startAgain(agency))).toEqual([]);
  expect(agency.store.runs.get(run)).toHaveLength(1);
});
