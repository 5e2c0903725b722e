import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import type { BoxStore, OpenVault } from "../../shared/vault/model.ts";
import { copyStore, flipBit } from "../kit/flip-bits.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../kit/memory-box-store.ts";
import { aPassphrase, aPerson, newVault, readRun, runOf, unlockAgain, vaultOver } from "../kit/vaults.ts";

const runs = process.env["SLOW"] === "1" ? 10 : 1;
const anyEntries = fc.array(
  fc.uint8Array({ maxLength: 3000 }).map((bytes) => new Uint8Array(bytes)),
  { minLength: 1, maxLength: 4 },
);
const anyAppends = fc.array(fc.tuple(fc.constantFrom("registry", "case-1", "case-2"), anyEntries), { maxLength: 8 });

/** A store with something of every kind in it. */
async function filledStore(): Promise<MemoryBoxStore> {
  const store = createMemoryBoxStore();
  const { vault } = await newVault(store);
  const run = await runOf(vault, "case-1");
  for (let n = 0; n < 5; n++) await run.append([utf8ToBytes(`first ${n}`), new Uint8Array(500).fill(n)]);
  await vault.keepNote("desk", utf8ToBytes("desk layout"));
  await vault.keepFile(utf8ToBytes("exhibit"));
  return store;
}

const isPrefix = (part: readonly Bytes[], whole: readonly Bytes[]) =>
  part.length <= whole.length && part.every((entry, i) => Buffer.compare(entry, whole[i] ?? Buffer.of()) === 0);

test("a run holds what was appended, in order, over restarts", async () => {
  await fc.assert(
    fc.asyncProperty(anyAppends, async (appends) => {
      const store = createMemoryBoxStore();
      let vault = (await newVault(store)).vault;
      const expected = new Map<string, Bytes[]>();
      for (const [i, [name, entries]] of appends.entries()) {
        if (i % 3 === 2) vault = await unlockAgain(store, `again ${i}`);
        expect(await (await runOf(vault, name)).append(entries)).toEqual({ ok: true, value: undefined });
        expected.set(name, [...(expected.get(name) ?? []), ...entries]);
      }
      const again = await unlockAgain(store, "last");
      for (const [name, entries] of expected) expect(await readRun(await runOf(again, name))).toEqual({ entries, error: null });
    }),
    { numRuns: 40 * runs },
  );
});

test("a crash after any number of writes leaves everything that was acknowledged, and a readable prefix", async () => {
  await fc.assert(
    fc.asyncProperty(anyAppends, fc.nat(8), async (appends, writes) => {
      const store = createMemoryBoxStore();
      const { vault } = await newVault(store);
      store.writesLeft = writes;
      const [acknowledged, asked] = [new Map<string, Bytes[]>(), new Map<string, Bytes[]>()];
      for (const [name, entries] of appends) {
        asked.set(name, [...(asked.get(name) ?? []), ...entries]);
        if ((await (await runOf(vault, name)).append(entries)).ok) acknowledged.set(name, [...(acknowledged.get(name) ?? []), ...entries]);
      }
      const again = await unlockAgain(store);
      for (const [name, entries] of asked) {
        const read = await readRun(await runOf(again, name));
        expect(read).toEqual({ entries: acknowledged.get(name) ?? [], error: null });
        expect(isPrefix(read.entries, entries)).toBe(true);
      }
    }),
    { numRuns: 40 * runs },
  );
});

describe("one flipped bit is found, and never gives a wrong answer:", () => {
  test("in any box", async () => {
    const store = await filledStore();
    const whole = (await readRun(await runOf(await unlockAgain(store), "case-1"))).entries;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (which, bit) => {
        const damaged = copyStore(store);
        const boxes = [...damaged.runs.values()].flat();
        flipBit(boxes[which % boxes.length]?.sealed ?? expect.fail(), bit);
        const read = await readRun(await runOf(await unlockAgain(damaged), "case-1"));
        expect(read.error?.kind).toBe("box-damaged");
        expect(isPrefix(read.entries, whole)).toBe(true);
      }),
      { numRuns: 150 * runs },
    );
  });

  test("in any slot or chunk: a tail, a note, an exhibit; but in the note of a keep that ended, which says nothing any more", async () => {
    const store = await filledStore();
    const before = copyStore(store).slots;
    const file = await (await unlockAgain(store)).keepFile(utf8ToBytes("exhibit"));
    const answersOf = async (vault: OpenVault) => [
      (await readRun(await runOf(vault, "case-1"))).error,
      await vault.readNote("desk"),
      await vault.readFile(file.ok ? file.value : expect.fail()),
    ];
    const right = await answersOf(await unlockAgain(store));
    // Keeping it again writes two slots anew: the note of keeps, which was there first, and the file's index.
    const isNew = ([name, sealed]: [string, Bytes]): boolean => Buffer.compare(before.get(name) ?? new Uint8Array(0), sealed) !== 0;
    const [note = "", ...rest] = [...store.slots].filter(isNew).map(([name]) => name);
    expect(rest).toHaveLength(1);
    const marred = copyStore(store);
    flipBit(marred.slots.get(note) ?? expect.fail(), 600);
    expect(await answersOf(await unlockAgain(marred))).toEqual(right);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (which, bit) => {
        const damaged = copyStore(store);
        const told = [...damaged.slots].filter(([name]) => name !== note).map(([, sealed]) => sealed);
        const all = [...told, ...damaged.chunks.values()];
        flipBit(all[which % all.length] ?? expect.fail(), bit);
        const answers = await answersOf(await unlockAgain(damaged));
        const changed = answers.filter((answer, i) => JSON.stringify(answer) !== JSON.stringify(right[i]));
        expect(changed).toHaveLength(1);
        expect(JSON.stringify(changed)).toContain("box-damaged");
      }),
      { numRuns: 150 * runs },
    );
  });

  test("in the header: each secret opens the same vault or is refused", async () => {
    const store = createMemoryBoxStore();
    const { vault, recoveryCode } = await newVault(store);
    const secrets = [{ kind: "passphrase", text: aPassphrase } as const, { kind: "recovery", code: recoveryCode } as const];
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (bit) => {
        const damaged = copyStore(store);
        flipBit(damaged.header ?? expect.fail(), bit);
        const opened = await Promise.all(secrets.map((secret) => vaultOver(damaged).unlock(secret)));
        expect(opened.every((each) => each.ok)).toBe(false);
        for (const each of opened) {
          if (each.ok) expect(each.value.keys.signPublic).toEqual(vault.keys.signPublic);
          else expect(["wrong-secret-or-damaged", "newer-format"]).toContain(each.error.kind);
        }
      }),
      { numRuns: 150 * runs },
    );
  });
});

test("no other passphrase opens", async () => {
  const store = createMemoryBoxStore();
  await newVault(store);
  const refused = { ok: false, error: { kind: "wrong-secret-or-damaged" } };
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.nat(aPassphrase.length).map((length) => aPassphrase.slice(0, length - 1)),
      ),
      async (text) => {
        fc.pre(text.normalize("NFC") !== aPassphrase.normalize("NFC"));
        expect(await vaultOver(store).unlock({ kind: "passphrase", text })).toEqual(refused);
      },
    ),
    { numRuns: 100 * runs },
  );
});

/** All bytes and all names a store holds. */
function everythingIn(store: MemoryBoxStore): Buffer {
  const names = [...store.runs.keys(), ...store.slots.keys(), ...store.chunks.keys()].map((name) => utf8ToBytes(name));
  const boxes = [...store.runs.values()].flat().map((box) => box.sealed);
  return Buffer.concat([store.header ?? Buffer.of(), ...names, ...boxes, ...store.slots.values(), ...store.chunks.values()]);
}

async function plant(store: BoxStore, canary: string, repeats: number): Promise<readonly string[]> {
  const person = { ...aPerson, officer: canary, agencyName: canary };
  const created = await vaultOver(store, canary).create(`${canary} passphrase`, person);
  if (!created.ok) return expect.fail(created.error.kind);
  const { vault, recoveryCode } = created.value;
  const content = utf8ToBytes(canary.repeat(repeats));
  await (await runOf(vault, canary)).append([content, content]);
  await vault.keepNote(canary, content);
  const file = await vault.keepFile(content);
  return [canary, recoveryCode, vault.keys.ageIdentity, vault.keys.ageRecipient, file.ok ? file.value : expect.fail()];
}

test("nothing that was put in occurs in the stored bytes or names, in UTF-8, UTF-16, hex or base64", async () => {
  const anyCanary = fc.string({ unit: fc.constantFrom(..."АӘБВГҒДабвғқңөұүһіabcXYZ0123456789"), minLength: 8, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(anyCanary, fc.integer({ min: 1, max: 50 }), async (canary, repeats) => {
      const store = createMemoryBoxStore();
      const planted = await plant(store, canary, repeats);
      const stored = everythingIn(store);
      for (const text of planted) {
        const [utf8, utf16] = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
        const forms = [
          utf8,
          utf16,
          Buffer.from(utf16).swap16(),
          Buffer.from(utf8.toString("hex")),
          Buffer.from(utf8.toString("base64").replace(/=+$/, "")),
        ];
        expect(forms.map((form) => stored.includes(form))).toEqual([false, false, false, false, false]);
      }
    }),
    { numRuns: 60 * runs },
  );
});
