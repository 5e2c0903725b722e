import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Agency, createAgency, expectValue } from "../../kit/agency.ts";

/** Defects found by somebody who tried to break looking back and exchange; each is named after what was seen. */
const fileName = "TRON-tokenTransfer-TLg8fsKsKbBb8n3rJbBCWJ54xJoJa3AvaH--1743811200000.csv";
const sample = join(import.meta.dirname, "../../../assets/samples", fileName);
const usual = { grade: "B2", handling: "amber", source: null } as const;
const text = (said: string) => ({ kind: "text", text: said }) as const;

let afm: Agency;
let mci: Agency;
let caseId: CaseId;

beforeEach(async () => {
  [afm, mci] = [await createAgency("afm"), await createAgency("mci")];
  for (const [host, guest] of [
    [afm, mci],
    [mci, afm],
  ] as const) {
    const { bytes } = expectValue(await guest.door.identityFile(null));
    expectValue(await host.door.admitPartner({ bytes, typedGroup: guest.me.fingerprint.slice(-5), verified: "phone", ceiling: "red" }));
  }
  caseId = expectValue(await afm.door.createCase({ number: "8", title: "Joint", handling: "amber" }));
  expectValue(await afm.door.openCase({ caseId }));
});

async function add({ door }: Agency, type: string, name: string): Promise<EntityId> {
  const property = type === "person" ? "fullName" : "name";
  const [id] = expectValue(await door.addEntity({ type, values: [{ property, value: text(name) }], ...usual })).entities;
  invariant(id !== undefined, "an added thing has an id");
  return id;
}

async function sendTo(from: Agency, to: Agency, entities: readonly EntityId[] | null = null): Promise<BundleReview> {
  const plan: SharePlan = {
    entities,
    withhold: [],
    files: [],
    to: [to.me.author],
    marking: "red",
    legalBasis: "",
    purpose: "check",
    retainUntil: "",
  };
  const { file } = expectValue(await from.door.share(plan));
  return expectValue(await to.door.openBundle({ file }));
}
const accept = async ({ door }: Agency, { token }: BundleReview): Promise<void> => void expectValue(await door.acceptBundle({ token }));
const brief = ({ notices }: BundleReview) => notices.map(({ kind, title, other }) => `${kind} ${title} ${other}`.trim());
const titles = ({ entities }: Agency) => [...entities.values()].map(({ title }) => title);

test("an import that was undone brings its flows back into the past also after the case was opened anew", async () => {
  expectValue(await afm.door.importFile({ file: new Blob([await readFile(sample)]), fileName, profile: "", grade: "B2", handling: "amber" }));
  const flows = afm.flows.size;
  expect(flows).toBeGreaterThan(0);
  expectValue(await afm.door.undo(null));
  const imported = expectValue(await afm.door.historyPoints(null)).find(({ intent }) => intent === "import")?.index ?? -1;
  expectValue(await afm.door.lookAt({ known: imported, valid: null }));
  expect(afm.flows.size).toBe(flows);
  expectValue(await afm.door.closeCase(null));
  expectValue(await afm.door.openCase({ caseId }));
  expect(afm.flows.size).toBe(0);
  expectValue(await afm.door.lookAt({ known: imported, valid: null }));
  expect(afm.flows.size).toBe(flows);
});

test("an act that was under way when a look was asked for is not shown in the past", async () => {
  await add(afm, "exchange", "First");
  const adding = add(afm, "exchange", "Second");
  const looked = await afm.door.lookAt({ known: 0, valid: null });
  await adding;
  if (looked.ok) expect(titles(afm)).toEqual(["Joint"]);
  expectValue(await afm.door.lookAt({ known: null, valid: null }));
  expect(titles(afm).sort()).toEqual(["First", "Joint", "Second"]);
});

test("what was said again reaches the partner who was told that it was taken back, whatever else travels", async () => {
  const [shared, other] = [await add(afm, "exchange", "Shared"), await add(afm, "exchange", "Other")];
  expectValue(await afm.door.setValue({ entity: shared, property: "country", value: text("KZ"), replaces: null, ...usual }));
  await accept(mci, await sendTo(afm, mci, [shared]));
  expectValue(await mci.door.openCase({ caseId }));
  const claim = afm.entities.get(shared)?.facts["country"]?.[0]?.claim ?? expect.fail("the country is said");
  expectValue(await afm.door.retract({ claims: [claim] }));
  await accept(mci, await sendTo(afm, mci, [other]));
  expect(mci.entities.get(shared)?.facts["country"]).toBeUndefined();
  expectValue(await afm.door.undo(null));
  expect(afm.entities.get(shared)?.facts["country"]).toHaveLength(1);
  await accept(mci, await sendTo(afm, mci, [other]));
  expect(mci.entities.get(shared)?.facts["country"]).toHaveLength(1);
});

test("a partner's word that two are not one, which contests what we merged, is a notice", async () => {
  const [one, two] = [await add(afm, "person", "One"), await add(afm, "person", "Two")];
  await accept(mci, await sendTo(afm, mci));
  expectValue(await mci.door.openCase({ caseId }));
  expectValue(await mci.door.sayDistinct({ a: one, b: two, why: "Two passports" }));
  expectValue(await afm.door.merge({ keep: one, others: [two], why: "Same phone", grade: "B2", handling: "amber" }));
  expect(afm.entities.has(two)).toBe(false);
  const review = await sendTo(mci, afm);
  expect(brief(review)).toEqual(["merge-contested One Two"]);
});

test("a partner's merge that changes nothing here, since we merged the same or say they are two, is told as no merge", async () => {
  const [one, two] = [await add(afm, "person", "One"), await add(afm, "person", "Two")];
  await accept(mci, await sendTo(afm, mci));
  expectValue(await mci.door.openCase({ caseId }));
  expectValue(await mci.door.merge({ keep: one, others: [two], why: "", grade: "B2", handling: "amber" }));
  expectValue(await afm.door.merge({ keep: one, others: [two], why: "", grade: "B2", handling: "amber" }));
  const review = await sendTo(mci, afm);
  expect(brief(review)).toEqual([]);
  await accept(afm, review);
  expectValue(await mci.door.undo(null));
  expect(brief(await sendTo(mci, afm))).toEqual([]);
});

test("a merge that a partner contests is named by both things, though here they are one", async () => {
  const [one, two] = [await add(afm, "person", "One"), await add(afm, "person", "Two")];
  expectValue(await afm.door.merge({ keep: two, others: [one], why: "", grade: "B2", handling: "amber" }));
  await accept(mci, await sendTo(afm, mci));
  expectValue(await mci.door.openCase({ caseId }));
  expectValue(await mci.door.unmerge({ member: one }));
  expect(brief(await sendTo(mci, afm))).toEqual(["disputed One → Two"]);
});

test("what a partner said is not edited at the counter", async () => {
  const shared = await add(afm, "exchange", "Shared");
  await accept(mci, await sendTo(afm, mci));
  expectValue(await mci.door.openCase({ caseId }));
  const claim = mci.entities.get(shared)?.facts["name"]?.[0]?.claim ?? expect.fail("a name");
  const edited = await mci.door.setValue({ entity: shared, property: "name", value: text("Mine"), replaces: claim, ...usual });
  expect(edited).toMatchObject({ ok: false, error: { kind: "not-ours" } });
});
