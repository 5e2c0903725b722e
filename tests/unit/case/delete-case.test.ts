import { expect, test } from "vitest";
import { isNameTyped, nameToType } from "../../../shared/case/name-to-type.ts";
import { type CaseId, type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { decryptAll } from "../../kit/decrypt-all.ts";
import { copyStore } from "../../kit/flip-bits.ts";
import type { MemoryBoxStore } from "../../kit/memory-box-store.ts";

const canaries = ["CANARY-TITLE", "CANARY-NAME", "CANARY-WORDS", "CANARY-FILE.txt", "CANARY-CONTENT", "CANARY-NOTE", "CANARY-PLACE"];
const secretText = "CANARY-CONTENT of a file";
const sharedText = "a page both cases hold";
const hashOf = (text: string): FileHash => {
  const hash = parseFileHash(sha256Hex(utf8ToBytes(text)));
  if (hash === null) throw new Error("no hash");
  return hash;
};
const marks = { grade: "B2", handling: "amber", source: null } as const;

async function addFile(agency: Agency, text: string, fileName: string): Promise<void> {
  const file = new Blob([text], { type: "text/plain" });
  expectValue(await agency.door.addExhibit({ file, fileName, title: "", publisher: "", publishedAt: "", grade: "B2", handling: "amber" }));
}

interface Office {
  readonly agency: Agency;
  readonly doomed: CaseId;
  readonly other: CaseId;
}

/** An agency with two cases that share an exhibit; canaries of every kind stand in the one that is to go. */
async function openOffice(): Promise<Office> {
  const agency = await createAgency("afm");
  const { door } = agency;
  const doomed = expectValue(await door.createCase({ number: "13", title: "CANARY-TITLE", handling: "amber" }));
  expectValue(await door.openCase({ caseId: doomed }));
  const values = [{ property: "name", value: { kind: "text", text: "CANARY-NAME" } }] as const;
  expectValue(await door.addEntity({ type: "exchange", values, ...marks, note: "CANARY-WORDS" }));
  await addFile(agency, secretText, "CANARY-FILE.txt");
  await addFile(agency, sharedText, "shared.txt");
  expectValue(await door.keepNote({ name: `chart/${doomed}`, text: "CANARY-PLACE" }));
  expectValue(await door.keepNote({ name: `undo/${doomed}`, text: "CANARY-NOTE" }));
  const other = expectValue(await door.createCase({ number: "14", title: "The other", handling: "amber" }));
  expectValue(await door.openCase({ caseId: other }));
  await addFile(agency, sharedText, "shared.txt");
  await door.closeCase(null);
  return { agency, doomed, other };
}

const files = [hashOf(secretText), hashOf(sharedText)];
const found = async (store: MemoryBoxStore, passphrase: string): Promise<readonly string[]> => {
  const text = await decryptAll(store, passphrase, files);
  return canaries.filter((canary) => text.includes(canary));
};

test("what would be lost is told before, and the number must be typed", async () => {
  const { agency, doomed } = await openOffice();
  const preview = expectValue(await agency.door.previewDelete({ caseId: doomed }));
  expect(preview).toMatchObject({ number: "13", exhibits: 1, sharedExhibits: 1, exhibitBytes: secretText.length, lastSentAt: null, isWhole: true });
  expect(preview.claims).toBeGreaterThan(8);
  expect(preview.ledgerBytes).toBeGreaterThan(500);
  for (const typed of ["", "14", "CANARY-TITLE"])
    expect(await agency.door.deleteCase({ caseId: doomed, typed, keepsName: false })).toMatchObject({ ok: false, error: { kind: "not-typed" } });
  expectValue(await agency.door.openCase({ caseId: doomed }));
  expect(await agency.door.deleteCase({ caseId: doomed, typed: "13", keepsName: false })).toMatchObject({
    ok: false,
    error: { kind: "case-is-open" },
  });
});

test("a case is deleted by what is read of its name: unseen signs and odd spaces do not count, and nobody types four hundred signs", () => {
  const named = (number: string, title = "") => ({ caseId: "0123456789abcdef0123456789abcdef", number, title });
  expect(nameToType(named("Z\u200bW-2"))).toBe("ZW-2");
  expect(isNameTyped(named("Z\u200bW-2"), "ZW-2")).toBe(true);
  expect(isNameTyped(named("ҚЗ\u00a04"), " ҚЗ 4 ")).toBe(true);
  expect(isNameTyped(named("ҚЗ-4"), "кз-4")).toBe(false);
  expect(nameToType(named("\u202e", "Схема"))).toBe("Схема");
  expect(nameToType(named("7".repeat(65), "Т".repeat(400)))).toBe("01234567");
  expect(isNameTyped(named("7".repeat(65), "Т".repeat(400)), "01234567")).toBe(true);
  expect(isNameTyped(named(""), "")).toBe(false);
});

test("after a deletion neither the store nor its records put back can be opened with the passphrase", async () => {
  const { agency, doomed, other } = await openOffice();
  const { door, store, passphrase } = agency;
  const before = copyStore(store);
  expect([...(await found(store, passphrase))].sort()).toEqual([...canaries].sort());
  const destroyed = expectValue(await door.deleteCase({ caseId: doomed, typed: " 13 ", keepsName: false }));
  expect(destroyed).toMatchObject({ exhibits: 1, sharedExhibits: 1, officer: "Officer of afm", number: "", title: "", isFinished: true });
  expect(destroyed.heads).toHaveLength(1);
  expect(await found(store, passphrase)).toEqual([]);
  // Boxes and chunks that survive on the disk in spite of all are useless: their keys lay in slots, and those went first.
  for (const [run, boxes] of before.runs) if (!store.runs.has(run)) store.runs.set(run, boxes);
  for (const [name, sealed] of before.chunks) store.chunks.set(name, sealed);
  expect(store.runs.size).toBe(before.runs.size);
  expect(await found(store, passphrase)).toEqual([]);
  expect(expectValue(await door.listCases(null)).map(({ caseId }) => caseId)).toEqual([other]);
  expect(await door.openCase({ caseId: doomed })).toMatchObject({ ok: false, error: { kind: "unknown-case" } });
  expect(await door.readExhibit({ sha256: hashOf(secretText) })).toMatchObject({ ok: false, error: { kind: "missing" } });
  expect((await door.readExhibit({ sha256: hashOf(sharedText) })).ok).toBe(true);
});

test("the list says what was destroyed, when and by whom, and its name only when that was wished", async () => {
  const { agency, doomed, other } = await openOffice();
  const first = expectValue(await agency.door.deleteCase({ caseId: doomed, typed: "13", keepsName: true }));
  const second = expectValue(await agency.door.deleteCase({ caseId: other, typed: "14", keepsName: false }));
  expect(second).toMatchObject({ exhibits: 1, sharedExhibits: 0, number: "", title: "" });
  const again = openCounter(agency.store, "again");
  expectValue(await again.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  expect(expectValue(await again.door.listDestroyed(null))).toEqual([second, first]);
  expect(first).toMatchObject({ number: "13", title: "CANARY-TITLE", author: agency.me.author });
  expect(expectValue(await again.door.listCases(null))).toEqual([]);
});

test("a deletion cut short after any of its writes is finished at the next unlocking", async () => {
  const office = await openOffice();
  const { passphrase } = office.agency;
  const sealed = copyStore(office.agency.store);
  for (let writes = 0; ; writes++) {
    const store = copyStore(sealed);
    const cut = openCounter(store, `cut ${writes}`);
    expectValue(await cut.door.unlock({ kind: "passphrase", text: passphrase }));
    store.writesLeft = writes;
    const done = await cut.door.deleteCase({ caseId: office.doomed, typed: "13", keepsName: false });
    const isListed = expectValue(await cut.door.listCases(null)).some(({ caseId }) => caseId === office.doomed);
    // Nothing was begun before the first durable word; from then on the case is off the list.
    expect(isListed).toBe(writes === 0);
    store.writesLeft = Number.POSITIVE_INFINITY;
    const next = openCounter(store, `next ${writes}`);
    expectValue(await next.door.unlock({ kind: "passphrase", text: passphrase }));
    expect(expectValue(await next.door.listDestroyed(null))).toHaveLength(writes === 0 ? 0 : 1);
    expect((await found(store, passphrase)).length).toBe(writes === 0 ? canaries.length : 0);
    if (done.ok) return expect(writes).toBe(5);
    expect(done).toMatchObject({ error: { kind: "disk-full" } });
  }
});

test("an exhibit stays when another case cannot be read whole, and the preview says so", async () => {
  const { agency, doomed } = await openOffice();
  const extra = expectValue(await agency.door.createCase({ number: "15", title: "To be damaged", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId: extra }));
  await agency.door.closeCase(null);
  for (const boxes of agency.store.runs.values()) if (boxes.length === 1) boxes[0]?.sealed.fill(7);
  const damaged = openCounter(agency.store, "damaged");
  expectValue(await damaged.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  expect(expectValue(await damaged.door.previewDelete({ caseId: doomed }))).toMatchObject({ exhibits: 0, sharedExhibits: 2, isWhole: true });
});
