import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Bytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { FileHash } from "../../shared/kernel/brand.ts";
import type { Box, OpenVault } from "../../shared/vault/model.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../kit/memory-box-store.ts";
import { copyStore } from "../kit/flip-bits.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { newVault, readRun, runOf, unlockAgain } from "../kit/vaults.ts";

const runs = process.env["SLOW"] === "1" ? 10 : 1;
const boxesPerCase = 8;
const cases = ["case/1", "case/2"] as const;

/** Two vaults under one passphrase, each with two cases of eight boxes, a note and an exhibit. The last box of the first case holds two entries. */
let vaults: readonly MemoryBoxStore[];
let file: FileHash;
/** Stored names of the cases, in order, of each vault. */
let names: readonly (readonly string[])[];

beforeAll(async () => {
  const made = [await filled("one"), await filled("two")];
  vaults = made.map(({ store }) => store);
  names = vaults.map(({ runs: stored }) => [...stored.keys()]);
  file = made[0]?.file ?? expect.fail();
});

async function filled(seed: string): Promise<{ readonly store: MemoryBoxStore; readonly file: FileHash }> {
  const store = createMemoryBoxStore();
  const { vault } = await newVault(store, seed);
  for (const name of cases) {
    const run = await runOf(vault, name);
    for (let n = 0; n < boxesPerCase; n++) await run.append([utf8ToBytes(`${seed} ${name} ${n}`), createSeededRandom(`${seed} ${n}`).bytes(300)]);
  }
  await vault.keepNote("desk", utf8ToBytes("layout"));
  const kept = await vault.keepFile(createSeededRandom("exhibit").bytes(9_000));
  return { store, file: kept.ok ? kept.value : expect.fail() };
}

const stored = (which: number): MemoryBoxStore => vaults[which] ?? expect.fail();
const boxesOf = (store: MemoryBoxStore, vault: number, name: number): Box[] => store.runs.get(names[vault]?.[name] ?? "") ?? expect.fail();
const readCase = async (vault: OpenVault, name: string) => readRun(await runOf(vault, name));

/** Reading a case of a damaged store: named at the place, and only what stands before it given. */
async function expectFoundAt(damaged: MemoryBoxStore, at: number, kinds: readonly string[] = ["box-damaged"]): Promise<void> {
  const whole = await readCase(await unlockAgain(copyStore(stored(0))), cases[0]);
  const vault = await unlockAgain(damaged);
  const read = await readCase(vault, cases[0]);
  expect(kinds).toContain(read.error?.kind);
  expect(read.error).toMatchObject({ where: `box ${at}` });
  expect(read.entries).toEqual(whole.entries.slice(0, 2 * at));
  // Looking past the damage names exactly this place, and gives all that stands behind it.
  const seen = await lookAt(vault, cases[0]);
  expect(seen.bad).toContain(at);
  expect(whole.entries.map(textOf).filter((_, i) => !seen.bad.includes(Math.floor(i / 2)))).toEqual(seen.entries);
}
const textOf = (bytes: Bytes): string => Buffer.from(bytes).toString("hex");

async function lookAt(vault: OpenVault, name: string): Promise<{ readonly bad: readonly number[]; readonly entries: readonly string[] }> {
  const [bad, entries]: [number[], string[]] = [[], []];
  for await (const sight of vault.inspectRun(name, null)) {
    if (!sight.ok) return expect.fail(sight.error.kind);
    if (sight.value.kind === "box" && sight.value.state !== "sound") bad.push(sight.value.sequence);
    if (sight.value.kind === "entry") entries.push(textOf(sight.value.bytes));
  }
  return { bad, entries };
}

const everyPlace = Array.from({ length: boxesPerCase }, (_, at) => at);

describe("at every place of a run a box is found that", () => {
  test.each(everyPlace)("is missing: %i", async (at) => {
    const store = copyStore(stored(0));
    boxesOf(store, 0, 0).splice(at, 1);
    await expectFoundAt(store, at, ["box-missing"]);
  });

  test.each(everyPlace)("is cut short by any number of bytes: %i", async (at) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (bytes) => {
        const store = copyStore(stored(0));
        const box = boxesOf(store, 0, 0)[at] ?? expect.fail();
        boxesOf(store, 0, 0)[at] = { ...box, sealed: box.sealed.slice(0, bytes % box.sealed.length) };
        await expectFoundAt(store, at);
      }),
      { numRuns: 6 * runs },
    );
  });

  test.each(everyPlace)("has one bit flipped, anywhere in it: %i", async (at) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (bit) => {
        const store = copyStore(stored(0));
        flip(boxesOf(store, 0, 0)[at]?.sealed ?? expect.fail(), bit);
        await expectFoundAt(store, at);
      }),
      { numRuns: 20 * runs },
    );
  });

  test.each(everyPlace)("was exchanged with any other of its run: %i", async (at) => {
    for (const other of everyPlace.filter((each) => each !== at)) {
      const store = copyStore(stored(0));
      const boxes = boxesOf(store, 0, 0);
      const [a, b] = [boxes[at] ?? expect.fail(), boxes[other] ?? expect.fail()];
      boxes[at] = { ...a, sealed: b.sealed };
      boxes[other] = { ...b, sealed: a.sealed };
      await expectFoundAt(store, Math.min(at, other));
    }
  });

  test.each(everyPlace)("came from the same place of another case, or another vault of the same passphrase: %i", async (at) => {
    for (const [vault, name] of [
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const store = copyStore(stored(0));
      boxesOf(store, 0, 0)[at] = boxesOf(stored(vault), vault, name)[at] ?? expect.fail();
      await expectFoundAt(store, at);
    }
  });
});

test("a run put whole in the place of another, with its tail or without, is found: of another case, and of another vault", async () => {
  for (const [vault, name] of [
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    for (const withTail of [true, false]) {
      const store = copyStore(stored(0));
      const [mine = "", theirs = ""] = [names[0]?.[0], names[vault]?.[name]];
      store.runs.set(mine, [...boxesOf(stored(vault), vault, name)]);
      if (withTail) store.slots.set(mine, stored(vault).slots.get(theirs) ?? expect.fail());
      const read = await readCase(await unlockAgain(store), cases[0]);
      expect([read.entries.length, read.error?.kind]).toEqual([0, "box-damaged"]);
    }
  }
});

test("any bit of a box, a tail or a chunk is found by whoever reads it, and gives nothing false", async () => {
  const kinds: Readonly<Record<string, (store: MemoryBoxStore) => Bytes>> = {
    box: (store) => boxesOf(store, 0, 1)[3]?.sealed ?? expect.fail(),
    tail: (store) => store.slots.get(names[0]?.[0] ?? "") ?? expect.fail(),
    chunk: (store) => [...store.chunks.values()][0] ?? expect.fail(),
  };
  const answersOf = async (vault: OpenVault) => {
    const [first, second] = [await readCase(vault, cases[0]), await readCase(vault, cases[1])];
    return [first, second, await vault.readFile(file)];
  };
  const right = await answersOf(await unlockAgain(copyStore(stored(0))));
  for (const [kind, record] of Object.entries(kinds)) {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (bit) => {
        const store = copyStore(stored(0));
        flip(record(store), bit);
        const answers = await answersOf(await unlockAgain(store));
        const wrong = answers.filter((answer, i) => JSON.stringify(answer) !== JSON.stringify(right[i]));
        expect(wrong, kind).toHaveLength(1);
        expect(JSON.stringify(wrong), kind).toContain("box-damaged");
      }),
      { numRuns: 40 * runs },
    );
  }
});

test("chunks exchanged between files, and between vaults, are found", async () => {
  const store = copyStore(stored(0));
  const [other] = [...stored(1).chunks.values()];
  for (const name of store.chunks.keys()) store.chunks.set(name, other ?? expect.fail());
  expect(await (await unlockAgain(store)).readFile(file)).toMatchObject({ ok: false, error: { kind: "box-damaged" } });
});

test("whatever set of boxes is lost, all others are read past it, long entries over several boxes included", async () => {
  const long = createSeededRandom("long").bytes(2_500_000);
  const store = createMemoryBoxStore();
  const { vault } = await newVault(store, "long");
  const run = await runOf(vault, "case/1");
  const appends = [[utf8ToBytes("a"), utf8ToBytes("b")], [utf8ToBytes("c"), long], [utf8ToBytes("d")], [long], [utf8ToBytes("e"), utf8ToBytes("f")]];
  const owners: number[] = [];
  for (const [i, entries] of appends.entries()) {
    await run.append(entries);
    while (owners.length < (store.runs.values().next().value?.length ?? 0)) owners.push(i);
  }
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(owners.length - 1), { minLength: 1 }), async (lost) => {
      const damaged = copyStore(store);
      for (const at of lost) flip([...damaged.runs.values()][0]?.[at]?.sealed ?? expect.fail(), 900);
      const seen = await lookAt(await unlockAgain(damaged), "case/1");
      expect([...seen.bad].sort()).toEqual([...lost].sort());
      const hit = new Set(lost.map((at) => owners[at]));
      for (const [i, entries] of appends.entries()) if (!hit.has(i)) for (const entry of entries) expect(seen.entries).toContain(textOf(entry));
      const real = new Set(appends.flat().map(textOf));
      expect(seen.entries.every((entry) => real.has(entry))).toBe(true);
    }),
    { numRuns: 12 * runs },
  );
});

test("a run replaced whole reads as what was put in, in whatever state it was, and goes on from there", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 500 })), fc.nat(boxesPerCase - 1), fc.boolean(), async (given, at, isTailLost) => {
      const store = copyStore(stored(0));
      flip(boxesOf(store, 0, 0)[at]?.sealed ?? expect.fail(), 900);
      if (isTailLost) store.slots.set(names[0]?.[0] ?? "", new Uint8Array(9));
      const vault = await unlockAgain(store);
      const entries = given.map((bytes) => new Uint8Array(bytes));
      expect((await vault.replaceRun(cases[0], entries)).ok).toBe(true);
      expect(await readCase(vault, cases[0])).toEqual({ entries, error: null });
      await (await runOf(vault, cases[0])).append([utf8ToBytes("next")]);
      const again = await unlockAgain(store, "later");
      expect(await readCase(again, cases[0])).toEqual({ entries: [...entries, utf8ToBytes("next")], error: null });
      expect((await readCase(again, cases[1])).error).toBeNull();
    }),
    { numRuns: 20 * runs },
  );
});

function flip(bytes: Bytes, bit: number): void {
  const at = (bit >> 3) % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
}
