import { beforeAll, expect, test } from "vitest";
import type { CaseNews } from "../../../shared/case/door.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { type Bytes, concatBytes } from "../../../shared/kernel/bytes.ts";
import { plainRow } from "../../../shared/projections/packed-row.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { createMirror } from "../../../shared/case/mirror.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { copyStore, flipBit } from "../../kit/flip-bits.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";

const marks = { grade: "B2", handling: "amber", source: null } as const;
const wishes = { snapshotFrom: 1 };
const dayMs = 86_400_000;

type Counter = ReturnType<typeof openCounter>;
let agency: Agency;
let caseId: CaseId;
/** A store with a case and its snapshot; and the names of what the snapshot lies in. */
let kept: MemoryBoxStore;
let names: readonly string[];
let hub: EntityId;

async function addPerson({ door }: Pick<Counter, "door">, fullName: string): Promise<EntityId> {
  const values = [{ property: "fullName", value: { kind: "text", text: fullName } }] as const;
  return expectValue(await door.addEntity({ type: "person", values, ...marks })).entities[0] ?? expect.fail();
}

/** A counter over a store, unlocked. */
async function enter(store: MemoryBoxStore, seed: string, more: Partial<Parameters<typeof openCounter>[2]> = {}): Promise<Counter> {
  const counter = openCounter(store, seed, { ...wishes, ...more });
  expectValue(await counter.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  return counter;
}

const uncheckedIn = (news: readonly CaseNews[]): readonly CaseNews[] =>
  news.filter((told) => told.kind === "patch" && told.early?.of === "last-closing");

/** The rows that were shown before the check; null when none were. */
function shownFirst(news: readonly CaseNews[]): ReadonlyMap<EntityId, Entity> | null {
  const mirror = createMirror(plainRow);
  const first = uncheckedIn(news);
  for (const told of first) mirror.hear(told);
  return first.length === 0 ? null : new Map(mirror.entities);
}

beforeAll(async () => {
  agency = await createAgency("afm");
  caseId = expectValue(await agency.door.createCase({ number: "7", title: "Kept", handling: "amber" }));
  const counter = await enter(agency.store, "fill");
  expectValue(await counter.door.openCase({ caseId }));
  const people = [await addPerson(counter, "Айгүл"), await addPerson(counter, "Дана"), await addPerson(counter, "Ерлан")];
  hub = people[0] ?? expect.fail();
  const [from, to] = [people[1] ?? hub, people[2] ?? hub];
  expectValue(await counter.door.addLink({ type: "related", from, to, values: [], ...marks }));
  const list = new Blob(["domain\na.kz\nb.kz\n"]);
  expectValue(await counter.door.importFile({ file: list, fileName: "list.csv", profile: "domain-list", grade: "B2", handling: "amber" }));
  kept = copyStore(agency.store);
  const writer = await enter(kept, "writer");
  expectValue(await writer.door.openCase({ caseId }));
  expect(expectValue(await writer.door.keepSnapshot(null))).toBe(true);
  names = [...kept.runs.keys()].filter((name) => !agency.store.runs.has(name));
  expect(names).toHaveLength(1);
});

test("what was kept is shown first, without facts; then the very rows that opening without it gives", async () => {
  const [plain, quick] = [await enter(copyStore(agency.store), "plain"), await enter(copyStore(kept), "quick")];
  const opened = expectValue(await plain.door.openCase({ caseId }));
  expect(expectValue(await quick.door.openCase({ caseId }))).toEqual(opened);
  expect(shownFirst(plain.news)).toBeNull();
  const first = shownFirst(quick.news) ?? expect.fail();
  expect(first).toEqual(new Map([...plain.entities].map(([id, row]) => [id, { ...row, facts: {} }])));
  expect(new Map(quick.entities)).toEqual(new Map(plain.entities));
  const [told] = uncheckedIn(quick.news);
  expect(told).toMatchObject({ early: { of: "last-closing", opened }, isWhole: true });
  const last = quick.news.findLast((news) => news.kind === "patch");
  expect(told?.kind === "patch" && last?.kind === "patch" && last.history).toEqual(told?.kind === "patch" && told.history);
});

test("a small case is not worth it, and an unchanged one is not kept twice", async () => {
  const counter = openCounter(copyStore(agency.store), "small");
  expectValue(await counter.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  expectValue(await counter.door.openCase({ caseId }));
  expect(expectValue(await counter.door.keepSnapshot(null))).toBe(false);
  const store = copyStore(kept);
  const again = await enter(store, "again");
  expectValue(await again.door.openCase({ caseId }));
  store.writesLeft = 0;
  expect(expectValue(await again.door.keepSnapshot(null))).toBe(true);
});

test("closing a case keeps it behind the answer", async () => {
  const store = copyStore(agency.store);
  const counter = await enter(store, "closing");
  expectValue(await counter.door.openCase({ caseId }));
  expectValue(await counter.door.closeCase(null));
  await expect
    .poll(async () => shownFirst((await openedAnew(copyStore(store))).news)?.size)
    .toBe(shownFirst((await openedAnew(copyStore(kept))).news)?.size);
});

async function openedAnew(store: MemoryBoxStore): Promise<Counter> {
  const counter = await enter(store, `anew ${store.runs.size}`);
  expectValue(await counter.door.openCase({ caseId }));
  return counter;
}

test("one of another state of the ledger is not shown, and is removed", async () => {
  const store = copyStore(kept);
  const counter = await openedAnew(store);
  await addPerson(counter, "Жаңа");
  const later = await openedAnew(store);
  expect(shownFirst(later.news)).toBeNull();
  expect(store.runs.has(names[0] ?? "")).toBe(false);
  expect(store.slots.has(names[0] ?? "")).toBe(false);
});

test("one that was altered in any place is not shown, is no failure, and is removed", async () => {
  const sound = new Map((await openedAnew(copyStore(kept))).entities);
  const name = names[0] ?? "";
  const places = [...(kept.runs.get(name) ?? []).map((_, at) => at), null];
  for (const at of places) {
    for (const bit of [0, 77, 999, 4001]) {
      const store = copyStore(kept);
      const bytes = at === null ? store.slots.get(name) : store.runs.get(name)?.[at]?.sealed;
      flipBit(bytes ?? expect.fail(), bit);
      const counter = await openedAnew(store);
      expect(shownFirst(counter.news)).toBeNull();
      expect(new Map(counter.entities)).toEqual(sound);
      expect(store.runs.has(name) || store.slots.has(name)).toBe(false);
    }
  }
});

test("one whose writing was cut short after any of its writes is not there", async () => {
  const whole = copyStore(agency.store);
  await keepIn(whole, Number.POSITIVE_INFINITY);
  for (let writes = 0; ; writes++) {
    const store = copyStore(agency.store);
    if (await keepIn(store, writes)) return expect(writes).toBeGreaterThan(1);
    store.writesLeft = Number.POSITIVE_INFINITY;
    const counter = await openedAnew(store);
    expect(shownFirst(counter.news)).toBeNull();
    expect([...store.runs.keys()].filter((name) => !agency.store.runs.has(name))).toEqual([]);
  }
});

async function keepIn(store: MemoryBoxStore, writes: number): Promise<boolean> {
  const counter = await openedAnew(store);
  // The summary of the list is written behind an opening.
  await counter.door.listCases(null);
  await expect.poll(async () => expectValue(await counter.door.listCases(null)).length).toBe(1);
  store.writesLeft = writes;
  return expectValue(await counter.door.keepSnapshot(null));
}

test("the snapshot of one case is none of another", async () => {
  const store = copyStore(kept);
  const counter = await enter(store, "two cases");
  const other = expectValue(await counter.door.createCase({ number: "8", title: "Other", handling: "amber" }));
  expectValue(await counter.door.openCase({ caseId: other }));
  const before = new Set(store.runs.keys());
  expect(expectValue(await counter.door.keepSnapshot(null))).toBe(true);
  const [ours = "", theirs = ""] = [names[0], [...store.runs.keys()].find((name) => !before.has(name))];
  const [boxes, tail] = [store.runs.get(ours) ?? expect.fail(), store.slots.get(ours) ?? expect.fail()];
  store.runs.set(theirs, boxes);
  store.slots.set(theirs, tail);
  const later = await enter(store, "two cases later");
  expectValue(await later.door.openCase({ caseId: other }));
  expect(shownFirst(later.news)).toBeNull();
});

test("one that a ruling has outlived is not shown", async () => {
  const store = copyStore(agency.store);
  const clock = createFixedClock();
  const counter = await enter(store, "ruling", { clock });
  expectValue(await counter.door.openCase({ caseId }));
  const value = { kind: "text", text: "Айгуль" } as const;
  expectValue(await counter.door.setValue({ entity: hub, property: "fullName", value, replaces: null, ...marks }));
  const claim = counter.entities.get(hub)?.facts["fullName"]?.[1]?.claim ?? expect.fail();
  expectValue(await counter.door.rule({ entity: hub, claim, why: "паспорт", until: "2026-03-04", handling: "amber" }));
  expect(expectValue(await counter.door.keepSnapshot(null))).toBe(true);
  const shownAfter = async (days: number): Promise<string | undefined> => {
    const later = createFixedClock();
    later.advance(days * dayMs);
    const reader = await enter(copyStore(store), `day ${days}`, { clock: later });
    expectValue(await reader.door.openCase({ caseId }));
    const first = shownFirst(reader.news);
    if (first !== null) expect(first.get(hub)?.title).toBe(reader.entities.get(hub)?.title);
    return first?.get(hub)?.title;
  };
  expect([await shownAfter(0), await shownAfter(2), await shownAfter(3), await shownAfter(-1)]).toEqual([
    expect.any(String),
    expect.any(String),
    undefined,
    undefined,
  ]);
});

test("of a damaged ledger what was kept is shown first, and the report of the damage last", async () => {
  const store = copyStore(kept);
  const caseRun = [...store.runs].filter(([name]) => !names.includes(name)).sort((a, b) => b[1].length - a[1].length)[0];
  const boxes = caseRun?.[1] ?? expect.fail();
  flipBit(boxes.at(-2)?.sealed ?? expect.fail(), 999);
  const counter = await enter(store, "damaged");
  const opened = expectValue(await counter.door.openCase({ caseId }));
  expect(opened.damage).toMatchObject({ kind: "box-damaged" });
  const first = shownFirst(counter.news) ?? expect.fail();
  expect(counter.entities.size).toBeLessThan(first.size);
  expect(expectValue(await counter.door.keepSnapshot(null))).toBe(false);
});

async function backUp(door: Counter["door"]): Promise<Blob> {
  const { token } = expectValue(await door.beginBackup(null));
  const pieces: Bytes[] = [];
  for (let isLast = false; !isLast; ) {
    const piece = expectValue(await door.backupPiece({ token }));
    pieces.push(piece.bytes);
    isLast = piece.isLast;
  }
  return new Blob([concatBytes(...pieces)]);
}

test("a backup has none, and deletion leaves none", async () => {
  const store = copyStore(kept);
  const counter = await enter(store, "backup");
  const file = await backUp(counter.door);
  const restored = createMemoryBoxStore();
  expectValue(
    await openCounter(restored, "restored").door.restoreBackup({
      file,
      name: "a.dalel-backup",
      secret: { kind: "passphrase", text: agency.passphrase },
    }),
  );
  expect(restored.runs.has(names[0] ?? "") || restored.slots.has(names[0] ?? "")).toBe(false);
  expect(restored.runs.size).toBeGreaterThanOrEqual(agency.store.runs.size);
  expectValue(await counter.door.deleteCase({ caseId, typed: "7", keepsName: false }));
  expect(store.runs.has(names[0] ?? "") || store.slots.has(names[0] ?? "")).toBe(false);
});

test("an opening that was ended opens nothing and leaves the list as it was; what is asked meanwhile waits for the end", async () => {
  for (const from of [agency.store, kept]) {
    const counter = await enter(copyStore(from), "ended");
    const list = expectValue(await counter.door.listCases(null));
    const opening = counter.door.openCase({ caseId });
    const waiting = counter.door.audit(null);
    expectValue(await counter.door.cancel({ job: "open-case" }));
    expect(await opening).toEqual({ ok: false, error: { kind: "cancelled" } });
    expect(await waiting).toEqual({ ok: false, error: { kind: "no-case" } });
    expect(expectValue(await counter.door.listCases(null))).toEqual(list);
    const [again, audit] = await Promise.all([counter.door.openCase({ caseId }), counter.door.audit(null)]);
    expect(expectValue(again).title).toBe("Kept");
    expect(expectValue(audit).length).toBeGreaterThan(4);
  }
});

test("closing ends an opening, and a later opening ends an earlier one", async () => {
  const counter = await enter(copyStore(kept), "twice");
  const [first, second] = await Promise.all([counter.door.openCase({ caseId }), counter.door.openCase({ caseId })]);
  expect(first).toEqual({ ok: false, error: { kind: "cancelled" } });
  expect(expectValue(second).title).toBe("Kept");
  const [opening, closed] = await Promise.all([counter.door.openCase({ caseId }), counter.door.closeCase(null)]);
  expect(opening).toEqual({ ok: false, error: { kind: "cancelled" } });
  expect(closed.ok).toBe(true);
  expect(await counter.door.audit(null)).toEqual({ ok: false, error: { kind: "no-case" } });
});
