import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { ExhibitDraft } from "../../../shared/case/door.ts";
import { type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { createSharedCase } from "../../kit/shared-case.ts";

const fill = (size: number, by: number): Bytes => new Uint8Array(size).map((_, i) => (i * by) % 251);
const hashOf = (file: Bytes): FileHash => parseFileHash(createHash("sha256").update(file).digest("hex")) ?? expect.fail();
const large = fill(9_000_000, 7);
const small = fill(3_000, 11);

let afm: Agency;
beforeEach(async () => {
  afm = await createAgency("afm");
  const caseId = expectValue(await afm.door.createCase({ number: "1", title: "Files", handling: "amber" }));
  expectValue(await afm.door.openCase({ caseId }));
});

function draftOf(content: Bytes, fileName = "video.mp4"): ExhibitDraft {
  return { file: new Blob([content]), fileName, title: "", publisher: "", publishedAt: "", grade: "B2", handling: "amber" };
}
const add = async (content: Bytes, name?: string) => expectValue(await afm.door.addExhibit(draftOf(content, name))).entities[0] ?? expect.fail();
const progressOf = (job: string) => afm.news.flatMap((news) => (news.kind === "progress" && news.job === job ? [news] : []));
const quarantineTold = () => afm.news.findLast((news) => news.kind === "quarantine");
function damage(): void {
  for (const sealed of afm.store.chunks.values()) sealed[500] = (sealed[500] ?? 0) ^ 1;
}

test("a file that is kept tells how far it is in bytes, and that it ended", async () => {
  await add(large);
  const told = progressOf("keep-exhibit");
  expect(told[0]).toMatchObject({ done: 0, total: large.length, unit: "bytes" });
  expect(told.slice(0, -1).every(({ done, total }) => done < total)).toBe(true);
  expect(told.at(-1)).toMatchObject({ done: large.length, total: large.length });
  expect(told.length).toBeGreaterThan(3);
});

test("cancelled while it is kept, the case is what it was and no chunk is left", async () => {
  const answer = afm.door.addExhibit(draftOf(large));
  while (progressOf("keep-exhibit").length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  await afm.door.cancel({ job: "keep-exhibit" });
  expect(await answer).toEqual({ ok: false, error: { kind: "cancelled" } });
  expect([...afm.entities.values()].filter(({ type }) => type === "exhibit")).toEqual([]);
  expect(afm.store.chunks.size).toBe(0);
  expect(progressOf("keep-exhibit").at(-1)).toMatchObject({ done: large.length, total: large.length });
  await add(large);
});

test("what does not fit is refused with the free bytes, and a full disk in the middle leaves the case as it was", async () => {
  const before = expectValue(await afm.door.audit(null)).length;
  afm.store.freeBytes = 1_000;
  expect(await afm.door.addExhibit(draftOf(small))).toEqual({ ok: false, error: { kind: "no-room", where: "1000" } });
  afm.store.freeBytes = null;
  for (const writes of [0, 1, 2, 3]) {
    afm.store.writesLeft = writes;
    expect(await afm.door.addExhibit(draftOf(large))).toMatchObject({ ok: false, error: { kind: "disk-full" } });
  }
  afm.store.writesLeft = Number.POSITIVE_INFINITY;
  expect(expectValue(await afm.door.audit(null)).length).toBe(before);
  await add(large);
  expect(afm.store.chunks.size).toBe(3);
});

describe("the check of exhibits", () => {
  test("says that all are sound, reads every byte, and tells progress", async () => {
    const entities = [await add(large), await add(small, "note.txt")];
    const report = expectValue(await afm.door.verifyExhibits({ exhibits: null }));
    expect(report.bytes).toBe(large.length + small.length);
    expect(report.exhibits.map(({ entity, state, fileName, sizeBytes }) => [entity, state, fileName, sizeBytes])).toEqual([
      [entities[0], "sound", "video.mp4", large.length],
      [entities[1], "sound", "note.txt", small.length],
    ]);
    expect(progressOf("verify-exhibits").at(-1)).toMatchObject({ done: report.bytes, total: report.bytes });
    const one = expectValue(await afm.door.verifyExhibits({ exhibits: entities.slice(1) }));
    expect(one.exhibits.map(({ sha256 }) => sha256)).toEqual([hashOf(small)]);
  });

  test("puts a damaged file into quarantine, over a restart, and refuses its content until it is kept again", async () => {
    const entity = await add(large);
    damage();
    const report = expectValue(await afm.door.verifyExhibits({ exhibits: [entity] }));
    expect(report.exhibits.map(({ state }) => state)).toEqual(["damaged"]);
    const held = [{ sha256: hashOf(large), state: "damaged" }];
    expect(quarantineTold()).toEqual({ kind: "quarantine", exhibits: held });
    const refused = { ok: false, error: { kind: "quarantined" } };
    expect(await afm.door.readExhibit({ sha256: hashOf(large) })).toEqual(refused);
    expect(await afm.door.copyExhibit({ sha256: hashOf(large), sizeBytes: 1 })).toEqual(refused);

    const again = openCounter(afm.store, "again");
    expectValue(await again.door.unlock({ kind: "passphrase", text: afm.passphrase }));
    expect(again.news).toContainEqual({ kind: "quarantine", exhibits: held });
    expect(expectValue(await again.door.quarantined(null))).toEqual(held);

    const repaired = expectValue(await afm.door.addExhibit(draftOf(large)));
    expect([repaired.claims, repaired.entities]).toEqual([0, [entity]]);
    expect(quarantineTold()).toEqual({ kind: "quarantine", exhibits: [] });
    const read = expectValue(await afm.door.readExhibit({ sha256: hashOf(large) }));
    expect(Buffer.compare(read, large)).toBe(0);
    const copy = expectValue(await afm.door.copyExhibit({ sha256: hashOf(large), sizeBytes: large.length }));
    expect(Buffer.compare(new Uint8Array(await copy.arrayBuffer()), large)).toBe(0);
  });

  test("calls a file lost whose chunks or index are gone, and sound again when they are back", async () => {
    await add(large);
    const chunks = [...afm.store.chunks];
    afm.store.chunks.clear();
    const states = async () => expectValue(await afm.door.verifyExhibits({ exhibits: null })).exhibits.map(({ state }) => state);
    expect(await states()).toEqual(["lost"]);
    for (const [name, sealed] of chunks) afm.store.chunks.set(name, sealed);
    expect(await states()).toEqual(["sound"]);
    expect(expectValue(await afm.door.quarantined(null))).toEqual([]);
  });

  test("finds damage by reading alone, too", async () => {
    await add(small);
    damage();
    expect(await afm.door.readExhibit({ sha256: hashOf(small) })).toMatchObject({ ok: false, error: { kind: "box-damaged" } });
    expect(await afm.door.readExhibit({ sha256: hashOf(small) })).toMatchObject({ ok: false, error: { kind: "quarantined" } });
  });

  test("can be stopped", async () => {
    await add(large);
    const answer = afm.door.verifyExhibits({ exhibits: null });
    await afm.door.cancel({ job: "verify-exhibits" });
    expect(await answer).toEqual({ ok: false, error: { kind: "cancelled" } });
    expect(await afm.door.verifyExhibits({ exhibits: null })).toMatchObject({ ok: true });
  });

  test("needs an open case, and an unlocked vault", async () => {
    await afm.door.closeCase(null);
    expect(await afm.door.verifyExhibits({ exhibits: null })).toEqual({ ok: false, error: { kind: "no-case" } });
    expect(await afm.door.storageRoom({ forBytes: 1 })).toMatchObject({ ok: true, value: { freeBytes: null } });
    await afm.door.lock(null);
    expect(await afm.door.quarantined(null)).toEqual({ ok: false, error: { kind: "locked" } });
    expect(await afm.door.storageRoom({ forBytes: 1 })).toEqual({ ok: false, error: { kind: "locked" } });
  });
});

test("a partner's file that never came is absent and no damage; the bundle that brings it makes a damaged one whole", async () => {
  const { afm: sender, mci, send } = await createSharedCase();
  const grade = { grade: "B2", handling: "green" } as const;
  expectValue(await sender.door.addExhibit({ ...draftOf(large), ...grade }));
  await send(sender, mci);
  const states = async () => {
    const { exhibits } = expectValue(await mci.door.verifyExhibits({ exhibits: null }));
    return exhibits.map(({ state }) => state);
  };
  const bring = async () => {
    const plan = {
      entities: null,
      withhold: [],
      files: [hashOf(large)],
      marking: "green",
      legalBasis: "law",
      purpose: "check",
      retainUntil: "",
    } as const;
    const { file } = expectValue(await sender.door.share({ ...plan, to: [mci.me.author] }));
    const { token } = expectValue(await mci.door.openBundle({ file }));
    expect(expectValue(await mci.door.acceptBundle({ token })).newFiles).toBe(1);
  };
  const absent = async () => expectValue(await mci.door.absentFiles({ files: [hashOf(large)] }));
  const leaving = async () => {
    const plan = {
      entities: null,
      withhold: [],
      files: [hashOf(large)],
      marking: "green",
      legalBasis: "law",
      purpose: "check",
      retainUntil: "",
    } as const;
    const seen = expectValue(await mci.door.previewShare({ ...plan, to: [sender.me.author] }));
    return { files: seen.files.map(({ name }) => name), absent: seen.absent.map(({ name }) => name) };
  };
  const { fileName } = draftOf(large);
  expect([await states(), expectValue(await mci.door.quarantined(null))]).toEqual([["absent"], []]);
  expect([await absent(), await leaving()]).toEqual([[hashOf(large)], { files: [], absent: [fileName] }]);
  await bring();
  expect([await states(), await absent(), await leaving()]).toEqual([["sound"], [], { files: [fileName], absent: [] }]);
  for (const sealed of mci.store.chunks.values()) sealed[700] = (sealed[700] ?? 0) ^ 1;
  expect([await states(), await absent()]).toEqual([["damaged"], [hashOf(large)]]);
  await bring();
  expect([await states(), expectValue(await mci.door.quarantined(null))]).toEqual([["sound"], []]);
});

test("a quarantine note that is damaged locks nobody out", async () => {
  await add(small);
  damage();
  const slots = new Set(afm.store.slots.keys());
  expectValue(await afm.door.verifyExhibits({ exhibits: null }));
  const [name = ""] = [...afm.store.slots.keys()].filter((each) => !slots.has(each));
  const sealed = afm.store.slots.get(name) ?? expect.fail();
  sealed[70] = (sealed[70] ?? 0) ^ 1;
  const again = openCounter(afm.store, "again");
  expectValue(await again.door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expect(expectValue(await again.door.quarantined(null))).toEqual([]);
});
