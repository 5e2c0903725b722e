import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";

/** Defects found by somebody who tried to break the first version; each is named after what was seen. */
const wallet = "TLg8fsKsKbBb8n3rJbBCWJ54xJoJa3AvaH";
const fileName = `TRON-tokenTransfer-${wallet}--1743811200000.csv`;
const sample = join(import.meta.dirname, "../../../assets/samples", fileName);
const marks = { grade: "B2", handling: "amber", source: null } as const;

async function caseWithFile(): Promise<{ readonly agency: Agency; readonly caseId: CaseId; readonly plan: SharePlan }> {
  const agency = await createAgency("afm");
  const caseId = expectValue(await agency.door.createCase({ number: "", title: "Wallet", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId }));
  const report = expectValue(
    await agency.door.importFile({ file: new Blob([await readFile(sample)]), fileName, profile: "", grade: "B2", handling: "amber" }),
  );
  const plan = {
    entities: null,
    withhold: [],
    files: [report.sha256],
    to: [],
    marking: "amber",
    legalBasis: "",
    purpose: "Test",
    retainUntil: "",
  } as const;
  return { agency, caseId, plan };
}

async function befriend(one: Agency, other: Agency): Promise<void> {
  for (const [host, guest] of [
    [one, other],
    [other, one],
  ] as const) {
    const { bytes } = expectValue(await guest.door.identityFile(null));
    expectValue(await host.door.admitPartner({ bytes, typedGroup: guest.me.fingerprint.slice(-5), verified: "phone", ceiling: "amber" }));
  }
}

test("a window that fell behind another writer says nothing more until its case is opened again", async () => {
  const first = await createAgency("afm");
  const caseId = expectValue(await first.door.createCase({ number: "", title: "Two windows", handling: "amber" }));
  const second = openCounter(first.store, "second window");
  expectValue(await second.door.unlock({ kind: "passphrase", text: first.passphrase }));
  for (const { door } of [first, second]) expectValue(await door.openCase({ caseId }));
  const add = (door: Agency["door"], text: string) =>
    door.addEntity({ type: "scheme", values: [{ property: "name", value: { kind: "text", text } }], ...marks });
  expectValue(await add(first.door, "one"));
  for (let tries = 0; tries < 3; tries++) expect(await add(second.door, "two")).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
  expectValue(await second.door.openCase({ caseId }));
  expectValue(await add(second.door, "two"));
  const third = openCounter(first.store, "third window");
  expectValue(await third.door.unlock({ kind: "passphrase", text: first.passphrase }));
  expectValue(await third.door.openCase({ caseId }));
  expect([...third.entities.values()].map(({ title }) => title).sort()).toEqual(["Two windows", "one", "two"]);
  const told = third.news.findLast((news) => news.kind === "patch");
  expect(told?.kind === "patch" && told.history.forks).toBe(0);
});

test("a file that arrives after its claims is new, and brings the flows", async () => {
  const { agency, caseId, plan } = await caseWithFile();
  const mci = await createAgency("mci");
  await befriend(agency, mci);
  const without = expectValue(await agency.door.share({ ...plan, to: [mci.me.author], files: [] }));
  const withFile = expectValue(await agency.door.share({ ...plan, to: [mci.me.author] }));
  const open = async (file: Blob) => expectValue(await mci.door.openBundle({ file }));
  expectValue(await mci.door.acceptBundle({ token: (await open(without.file)).token }));
  expectValue(await mci.door.openCase({ caseId }));
  expect(mci.flows.size).toBe(0);
  const review = await open(withFile.file);
  expect(review.files).toMatchObject([{ isNew: true }]);
  expect(expectValue(await mci.door.acceptBundle({ token: review.token }))).toMatchObject({ newClaims: 0, newFiles: 1 });
  expect(mci.flows.size).toBe(agency.flows.size);
  expect((await open(withFile.file)).files).toMatchObject([{ isNew: false }]);
});

test("a withheld wallet address does not leave in the name of its export", async () => {
  const { agency, plan } = await caseWithFile();
  const mci = await createAgency("mci");
  await befriend(agency, mci);
  const subject = [...agency.entities.values()].find(({ title }) => title === wallet);
  const address = subject?.facts["address"]?.map(({ claim }) => claim) ?? [];
  const preview = expectValue(await agency.door.previewShare({ ...plan, to: [mci.me.author], withhold: address }));
  const exhibit = preview.entities.find(({ type }) => type === "exhibit");
  expect(exhibit?.claims.find(({ property }) => property === "fileName")).toMatchObject({ leaves: false, reason: "names-withheld" });
  expect(preview.files).toEqual([]);
  const sent = expectValue(await agency.door.share({ ...plan, to: [mci.me.author], withhold: address }));
  const review = expectValue(await mci.door.openBundle({ file: sent.file }));
  expectValue(await mci.door.acceptBundle({ token: review.token }));
  expectValue(await mci.door.openCase({ caseId: review.caseId }));
  expect(JSON.stringify([...mci.entities.values()])).not.toContain(wallet);
  expect(mci.entities.has(subject?.id as EntityId)).toBe(false);
});

test("a file that was kept as an exhibit unread can still be imported, once, and says no second name or media type of itself", async () => {
  const agency = await createAgency("afm");
  const { door } = agency;
  const caseId = expectValue(await door.createCase({ number: "", title: "Kept, then read", handling: "amber" }));
  expectValue(await door.openCase({ caseId }));
  const file = new Blob([await readFile(sample)], { type: "application/vnd.ms-excel" });
  const kept = { file, fileName: "as sent.csv", title: "Export", publisher: "", publishedAt: "", grade: "B2", handling: "amber" } as const;
  const [id] = expectValue(await door.addExhibit(kept)).entities;
  const read = async () => door.importFile({ file, fileName, profile: "", grade: "B2", handling: "amber" });
  const report = expectValue(await read());
  expect(report.accepted).toBeGreaterThan(0);
  const exhibit = id === undefined ? undefined : agency.entities.get(id);
  expect(exhibit).toMatchObject({ id: report.exhibit, conflicts: [] });
  expect(exhibit?.facts["file"]?.length).toBe(1);
  expect(exhibit?.facts["rows"]?.length).toBe(1);
  expect(await read()).toMatchObject({ ok: false, error: { kind: "already-imported" } });
  expectValue(await door.undo(null));
  expect(id === undefined ? undefined : agency.entities.get(id)?.title).toBe("Export");
});

test("undo and redo of a merge point at the things, and not at the statement that they are one", async () => {
  const { door } = await createAgency("afm");
  const caseId = expectValue(await door.createCase({ number: "", title: "Turn", handling: "amber" }));
  expectValue(await door.openCase({ caseId }));
  const add = async (text: string) =>
    expectValue(await door.addEntity({ type: "scheme", values: [{ property: "name", value: { kind: "text", text } }], ...marks })).entities;
  const [[keep], [other]] = [await add("one"), await add("two")];
  if (keep === undefined || other === undefined) throw new Error("nothing added");
  expectValue(await door.merge({ keep, others: [other], why: "", grade: "B2", handling: "amber" }));
  expect([...expectValue(await door.undo(null)).entities].sort()).toEqual([keep, other].sort());
  expect(expectValue(await door.redo(null)).entities).toEqual([keep]);
});
