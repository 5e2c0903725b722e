import { beforeAll, expect, test } from "vitest";
import type { CaseNews } from "../../../shared/case/door.ts";
import { createMirror } from "../../../shared/case/mirror.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { plainRow } from "../../../shared/projections/packed-row.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { copyStore } from "../../kit/flip-bits.ts";

const marks = { grade: "B2", handling: "amber", source: null } as const;
let agency: Agency;
let caseId: CaseId;
let linked: readonly EntityId[];
let unlinked: EntityId;
let withdrawn: EntityId;

type Counter = ReturnType<typeof openCounter>;

async function enter(seed: string, snapshotFrom: number): Promise<Counter> {
  const counter = openCounter(copyStore(agency.store), seed, { snapshotFrom });
  expectValue(await counter.door.unlock({ kind: "passphrase", text: agency.passphrase }));
  return counter;
}

type PatchNews = Extract<CaseNews, { readonly kind: "patch" }>;
const patchesIn = ({ news }: Counter): readonly PatchNews[] => news.filter((told) => told.kind === "patch");

beforeAll(async () => {
  agency = await createAgency("afm");
  caseId = expectValue(await agency.door.createCase({ number: "7", title: "Early", handling: "red" }));
  const { door } = agency;
  expectValue(await door.openCase({ caseId }));
  const addPerson = async (fullName: string): Promise<EntityId> => {
    const values = [{ property: "fullName", value: { kind: "text", text: fullName } }] as const;
    return expectValue(await door.addEntity({ type: "person", values, ...marks })).entities[0] ?? expect.fail();
  };
  const [hub, friend, stranger] = [await addPerson("Айгүл"), await addPerson("Дана"), await addPerson("Ерлан")];
  const link = async (to: EntityId): Promise<EntityId> =>
    expectValue(await door.addLink({ type: "related", from: hub, to, values: [], ...marks })).entities[0] ?? expect.fail();
  const [kept, taken] = [await link(friend), await link(stranger)];
  expectValue(await door.undo(null));
  [linked, unlinked, withdrawn] = [[hub, friend, kept], stranger, taken];
});

test("a big case begins with what its links run to, without facts and read-only by its mark; then everything is told", async () => {
  const counter = await enter("early", 1);
  const opened = expectValue(await counter.door.openCase({ caseId }));
  const told = patchesIn(counter);
  const early = told.filter((news) => news.early !== undefined);
  expect(early.length).toBeGreaterThan(0);
  expect(told.slice(0, early.length)).toEqual(early);
  for (const news of early) expect(news).toMatchObject({ isWhole: true, early: { of: "most-linked", opened }, history: { undo: null, redo: null } });
  expect(opened).toMatchObject({ title: "Early", handling: "red" });
  const mirror = createMirror(plainRow);
  expect(early.map((news) => mirror.hear(news)).at(-1)).toBe(true);
  for (const id of linked) expect(mirror.entities.get(id)).toEqual({ ...counter.entities.get(id), facts: {} });
  expect(mirror.entities.has(withdrawn)).toBe(false);
  expect(counter.entities.has(unlinked)).toBe(true);
  expect(told.at(-1)?.history.undo).not.toBeNull();
});

test("a small case is told at once", async () => {
  const counter = await enter("at once", 1_000_000);
  expectValue(await counter.door.openCase({ caseId }));
  expect(patchesIn(counter).filter((news) => news.early !== undefined)).toEqual([]);
});

test("where a snapshot is, it alone is told early", async () => {
  const counter = await enter("kept", 1);
  expectValue(await counter.door.openCase({ caseId }));
  expect(expectValue(await counter.door.keepSnapshot(null))).toBe(true);
  const before = counter.news.length;
  expectValue(await counter.door.openCase({ caseId }));
  const kinds = new Set(counter.news.slice(before).flatMap((news) => (news.kind === "patch" && news.early !== undefined ? [news.early.of] : [])));
  expect([...kinds]).toEqual(["last-closing"]);
});

test("a case without links has no chart to begin with, and is told at once", async () => {
  const other = expectValue(await agency.door.createCase({ number: "8", title: "Unlinked", handling: "amber" }));
  expectValue(await agency.door.openCase({ caseId: other }));
  const values = [{ property: "fullName", value: { kind: "text", text: "Айгүл" } }] as const;
  expectValue(await agency.door.addEntity({ type: "person", values, ...marks }));
  const counter = await enter("unlinked", 1);
  expectValue(await counter.door.openCase({ caseId: other }));
  expect(patchesIn(counter).filter((news) => news.early !== undefined)).toEqual([]);
});
