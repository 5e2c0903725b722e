import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { OpenVault } from "../../shared/vault/model.ts";
import { backupOf, noWatch } from "../kit/backups.ts";
import { copyStore, flipBit } from "../kit/flip-bits.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../kit/memory-box-store.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { newVault, readRun, runOf, unlockAgain } from "../kit/vaults.ts";

/** Small boxes of a run are united: nothing that is said of the run may change by it. */
const runs = process.env["SLOW"] === "1" ? 10 : 1;
const name = "case/1";
const megabyte = 1_048_576;

/** Sizes around every limit: small ones, half a box, a box less its frame, more than a box. */
const size = fc.oneof(
  { arbitrary: fc.nat(900), weight: 12 },
  {
    arbitrary: fc.constantFrom(megabyte / 2 - 5, megabyte / 2 - 4, megabyte - 5, megabyte - 4, megabyte - 3, megabyte + 9, 2 * megabyte - 4),
    weight: 1,
  },
);
const append = fc.record({ kind: fc.constant("append" as const), sizes: fc.array(size, { minLength: 1, maxLength: 3 }) });
const other = fc.constantFrom(
  { kind: "unite" } as const,
  { kind: "unite" } as const,
  { kind: "unite beside an append" } as const,
  { kind: "unite beside a reading" } as const,
  { kind: "unite with a full disk" } as const,
  { kind: "reopen" } as const,
  { kind: "backup" } as const,
);
type Move =
  | { readonly kind: "append"; readonly sizes: readonly number[] }
  | { readonly kind: "unite" | "unite beside an append" | "unite beside a reading" | "unite with a full disk" | "reopen" | "backup" };
const moves: fc.Arbitrary<readonly Move[]> = fc.array(fc.oneof({ arbitrary: append, weight: 5 }, { arbitrary: other, weight: 3 }), { maxLength: 24 });

/** A vault in the middle of its moves, what was appended to it, and its states and backups on the way. */
class Life {
  readonly store = createMemoryBoxStore();
  readonly said: Bytes[] = [];
  readonly states: { readonly store: MemoryBoxStore; readonly entries: number }[] = [];
  readonly backups: { readonly file: Blob; readonly entries: number }[] = [];
  readonly #random = createSeededRandom("content");
  vault!: OpenVault;

  async append(sizes: readonly number[]): Promise<void> {
    const entries = sizes.map((bytes, i) => (bytes > 2000 ? this.#packable(bytes, i) : this.#random.bytes(bytes)));
    expect(await (await runOf(this.vault, name)).append(entries)).toEqual({ ok: true, value: undefined });
    this.said.push(...entries);
  }

  #packable(bytes: number, i: number): Bytes {
    return new Uint8Array(bytes).fill((this.said.length + i) % 251);
  }

  async do(move: Move): Promise<void> {
    if (move.kind === "append") await this.append(move.sizes);
    else if (move.kind === "unite") expect((await this.vault.uniteRun(name, 2)).ok).toBe(true);
    else if (move.kind === "unite beside an append")
      await Promise.all([this.vault.uniteRun(name, 2), this.append([7]), this.vault.uniteRun(name, 2), this.append([8])]);
    else if (move.kind === "unite beside a reading") {
      const [read] = await Promise.all([readRun(await runOf(this.vault, name)), this.vault.uniteRun(name, 2)]);
      expect(read).toEqual({ entries: this.said, error: null });
    } else if (move.kind === "unite with a full disk") {
      this.store.writesLeft = 0;
      const full = await this.vault.uniteRun(name, 2);
      if (!full.ok) expect(full.error.kind).toBe("disk-full");
      this.store.writesLeft = Number.POSITIVE_INFINITY;
    } else if (move.kind === "reopen") this.vault = await unlockAgain(this.store, `again ${this.said.length}`);
    else this.backups.push({ file: new Blob([(await backupOf(this.vault, [name])).bytes]), entries: this.said.length });
    this.states.push({ store: copyStore(this.store), entries: this.said.length });
  }
}

async function lived(all: readonly Move[]): Promise<Life> {
  const life = new Life();
  life.vault = (await newVault(life.store, "unite")).vault;
  for (const move of all) await life.do(move);
  return life;
}

const read = async (vault: OpenVault) => readRun(await runOf(vault, name));
const beside = async (vault: OpenVault, file: Blob): Promise<unknown> => {
  const checked = await vault.checkBackup(file, noWatch);
  return checked.ok ? checked.value.beside : checked.error;
};

test("whatever is appended, united, cut off and opened again: the same entries in the same order, also past a restart, and it goes on", async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (all) => {
      const life = await lived(all);
      expect(await read(life.vault)).toEqual({ entries: life.said, error: null });
      const again = await unlockAgain(life.store, "last");
      expect(await read(again)).toEqual({ entries: life.said, error: null });
      await (await runOf(again, name)).append([utf8ToBytes("next")]);
      expect(await read(await unlockAgain(life.store, "later"))).toEqual({ entries: [...life.said, utf8ToBytes("next")], error: null });
    }),
    { numRuns: 60 * runs },
  );
}, 120_000);

test("beside a backup from any time a vault that was united holds it; one put back to any state before it is older", async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (all) => {
      const life = await lived([{ kind: "append", sizes: [3] }, ...all, { kind: "append", sizes: [3] }, { kind: "unite" }]);
      for (const { file, entries } of life.backups) {
        expect(await beside(life.vault, file)).toBe("holds");
        for (const state of life.states.slice(-6)) {
          const found = await beside(await unlockAgain(copyStore(state.store), "put back"), file);
          expect(found).toBe(state.entries < entries ? "older" : "holds");
        }
      }
    }),
    { numRuns: 12 * runs },
  );
}, 120_000);

test("one flipped bit in any box is found after uniting, at its box, and nothing false is given; so is a box from before", async () => {
  const life = await lived([...Array.from({ length: 40 }, (_, i) => ({ kind: "append", sizes: [50 + i] }) as const)]);
  const before = copyStore(life.store);
  await life.do({ kind: "append", sizes: [megabyte + 9] });
  for (let i = 0; i < 30; i++) await life.append([400 + i]);
  await life.do({ kind: "unite" });
  const [run = "", boxes = []] = [...life.store.runs].find(([, each]) => each.length > 1) ?? [];
  expect(boxes.length).toBeLessThan(72);
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), async (which, bit) => {
      const damaged = copyStore(life.store);
      const at = which % boxes.length;
      flipBit(damaged.runs.get(run)?.[at]?.sealed ?? expect.fail(), bit);
      const found = await read(await unlockAgain(damaged));
      expect(found.error).toMatchObject({ kind: "box-damaged", where: `box ${at}` });
      expect(life.said.slice(0, found.entries.length)).toEqual(found.entries);
      expect(await (await unlockAgain(damaged)).uniteRun(name, 2)).toMatchObject({ ok: true });
      expect((await read(await unlockAgain(damaged))).error).toMatchObject({ where: `box ${at}` });
    }),
    { numRuns: 60 * runs },
  );
  const old = before.runs.get(run) ?? expect.fail();
  for (const at of boxes.keys()) {
    const swapped = copyStore(life.store);
    const theirs = old[at];
    const own = swapped.runs.get(run) ?? expect.fail();
    if (theirs === undefined || Buffer.compare(theirs.sealed, own[at]?.sealed ?? new Uint8Array(0)) === 0) continue;
    own[at] = theirs;
    expect((await read(await unlockAgain(swapped))).error).toMatchObject({ kind: "box-damaged" });
  }
});

test("small boxes become few, and boxes that are big enough are never written again", async () => {
  const life = await lived(Array.from({ length: 300 }, () => ({ kind: "append", sizes: [700] }) as const));
  const united = await life.vault.uniteRun(name, 64);
  expect(united).toEqual({ ok: true, value: { before: 300, after: 1 } });
  expect(await life.vault.uniteRun(name, 2)).toEqual({ ok: true, value: null });
  for (let i = 0; i < 900; i++) await life.append([800]);
  expect(await life.vault.uniteRun(name, 64)).toEqual({ ok: true, value: { before: 901, after: 1 } });
  const [[, [first] = []] = ["", []]] = [...life.store.runs];
  for (let i = 0; i < 70; i++) await life.append([800]);
  expect(await life.vault.uniteRun(name, 64)).toEqual({ ok: true, value: { before: 71, after: 2 } });
  expect([...life.store.runs.values()][0]?.[0]).toEqual(first);
  expect(await read(life.vault)).toEqual({ entries: life.said, error: null });
});
