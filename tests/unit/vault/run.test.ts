import { beforeEach, describe, expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { OpenVault, Run } from "../../../shared/vault/model.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { newVault, readRun, runOf, unlockAgain } from "../../kit/vaults.ts";

const entry = (n: number) => utf8ToBytes(`entry ${n}`);
let store: MemoryBoxStore;
let vault: OpenVault;
let run: Run;
beforeEach(async () => {
  store = createMemoryBoxStore();
  vault = (await newVault(store)).vault;
  run = await runOf(vault, "case-1");
  for (let n = 0; n < 4; n++) await run.append([entry(n)]);
});

/** The stored boxes of the only run that has any, to be damaged. */
function boxes() {
  const [stored] = [...store.runs.values()].filter((each) => each.length > 0);
  return stored ?? expect.fail("a run was stored");
}
const reread = async () => readRun(await runOf(await unlockAgain(store), "case-1"));
const found = (count: number, kind: string, where: string) => ({
  entries: Array.from({ length: count }, (_, n) => entry(n)),
  error: { kind, where },
});

describe("a run", () => {
  test("gives its entries in order, after a restart too, and apart from other runs", async () => {
    const other = await runOf(vault, "case-2");
    await other.append([utf8ToBytes("other"), utf8ToBytes("")]);
    const all = { entries: [0, 1, 2, 3].map(entry), error: null };
    expect(await readRun(run)).toEqual(all);
    expect(await reread()).toEqual(all);
    expect(await readRun(other)).toEqual({ entries: [utf8ToBytes("other"), utf8ToBytes("")], error: null });
    expect(await readRun(await runOf(vault, "case-3"))).toEqual({ entries: [], error: null });
  });

  test("keeps appends that were asked at once in the order asked", async () => {
    await Promise.all([4, 5, 6, 7].map((n) => run.append([entry(n)])));
    expect((await reread()).entries).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(entry));
  });

  test("of no entries appended is unchanged", async () => {
    expect(await run.append([])).toEqual({ ok: true, value: undefined });
    expect(boxes()).toHaveLength(4);
  });

  test("continues after a full disk", async () => {
    store.writesLeft = 0;
    expect(await run.append([entry(4)])).toEqual({ ok: false, error: { kind: "disk-full" } });
    store.writesLeft = 1;
    expect(await run.append([entry(4)])).toEqual({ ok: true, value: undefined });
    expect((await reread()).entries).toHaveLength(5);
  });

  test("tells a second window that it is out of order once, and lets it continue from what is stored", async () => {
    const second = await runOf(await unlockAgain(store), "case-1");
    await readRun(second);
    await run.append([entry(4)]);
    expect(await second.append([entry(5)])).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
    expect(await second.append([entry(5)])).toEqual({ ok: true, value: undefined });
    expect(await reread()).toEqual({ entries: [0, 1, 2, 3, 4, 5].map(entry), error: null });
  });

  test("read while it grows is as it was at the start, and not damaged", async () => {
    const seen: string[] = [];
    for await (const each of run.entries()) {
      if (seen.length === 0) await run.append([entry(4)]);
      seen.push(each.ok ? new TextDecoder().decode(each.value) : each.error.kind);
    }
    expect(seen).toEqual(["entry 0", "entry 1", "entry 2", "entry 3"]);
  });
});

describe("damage is found and named:", () => {
  test("a box missing in the middle", async () => {
    boxes().splice(1, 1);
    expect(await reread()).toEqual(found(1, "box-missing", "box 1"));
  });
  test("the end cut off", async () => {
    boxes().splice(3);
    expect(await reread()).toEqual(found(3, "box-missing", "box 3"));
  });
  test("all boxes removed", async () => {
    boxes().splice(0);
    expect(await reread()).toEqual(found(0, "box-missing", "box 0"));
  });
  test("a box altered", async () => {
    const box = boxes()[2] ?? expect.fail();
    box.sealed[60] = (box.sealed[60] ?? 0) ^ 1;
    expect(await reread()).toEqual(found(2, "box-damaged", "box 2"));
  });
  test("two boxes exchanged", async () => {
    const [a, b] = [boxes()[1] ?? expect.fail(), boxes()[2] ?? expect.fail()];
    boxes().splice(1, 2, { ...a, sealed: b.sealed }, { ...b, sealed: a.sealed });
    expect(await reread()).toEqual(found(1, "box-damaged", "box 1"));
  });
  test("a box repeated at the end", async () => {
    boxes().push({ sequence: 4, sealed: boxes()[3]?.sealed ?? expect.fail() });
    expect(await reread()).toEqual(found(4, "box-damaged", "box 4"));
  });
  test("a box of another run in its place", async () => {
    const other = await runOf(vault, "case-2");
    for (let n = 0; n < 4; n++) await other.append([entry(n)]);
    const [mine, theirs] = [...store.runs.values()];
    mine?.splice(2, 1, theirs?.[2] ?? expect.fail());
    expect(await reread()).toEqual(found(2, "box-damaged", "box 2"));
  });
  test("a box that once stood in its place, before the store was put back and written on", async () => {
    const earlier = [...boxes()];
    const [slots, name] = [structuredClone(store.slots), [...store.runs.keys()][0] ?? ""];
    await run.append([utf8ToBytes("withdrawn")]);
    const once = boxes()[4] ?? expect.fail();
    store.runs.set(name, earlier);
    for (const [slot, sealed] of slots) store.slots.set(slot, sealed);
    const again = await runOf(await unlockAgain(store, "other seed"), "case-1");
    await again.append([entry(4)]);
    const now = boxes();
    now[4] = once;
    expect(await reread()).toEqual(found(4, "box-damaged", "box 4"));
    await again.append([entry(5)]);
    expect(await reread()).toEqual(found(4, "box-damaged", "box 4"));
  });
  test("the tail removed", async () => {
    for (const name of store.runs.keys()) store.slots.delete(name);
    expect((await reread()).error?.kind).toBe("box-damaged");
    expect(await (await runOf(await unlockAgain(store), "case-1")).append([entry(4)])).toMatchObject({ ok: false, error: { kind: "out-of-order" } });
  });
  test("the tail altered, and nothing is appended then", async () => {
    for (const name of store.runs.keys()) store.slots.set(name, new Uint8Array(100));
    expect(await reread()).toEqual(found(0, "box-damaged", "tail"));
    expect(await (await runOf(await unlockAgain(store), "case-1")).append([entry(4)])).toEqual({
      ok: false,
      error: { kind: "unavailable", where: "tail" },
    });
  });
  test("an older tail put back", async () => {
    const before = structuredClone(store.slots);
    await run.append([entry(4)]);
    for (const [name, sealed] of before) store.slots.set(name, sealed);
    expect(await reread()).toEqual(found(4, "box-damaged", "box 4"));
  });
});
