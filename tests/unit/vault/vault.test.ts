import { beforeEach, describe, expect, test } from "vitest";
import { isSignedBy } from "../../../shared/crypto/sign.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { aPassphrase, aPerson, newVault, readRun, runOf, testStrength, unlockAgain, vaultOver } from "../../kit/vaults.ts";

let store: MemoryBoxStore;
beforeEach(() => {
  store = createMemoryBoxStore();
});
const done = { ok: true, value: undefined };
const closed = { ok: false, error: { kind: "closed" } };
const refused = { ok: false, error: { kind: "wrong-secret-or-damaged" } };

describe("a vault", () => {
  test("is empty, is made once, and is sealed from then on", async () => {
    const vault = vaultOver(store);
    expect(await vault.status()).toEqual({ ok: true, value: "empty" });
    expect(await vault.unlock({ kind: "passphrase", text: aPassphrase })).toEqual({ ok: false, error: { kind: "empty" } });
    await newVault(store);
    expect(await vault.status()).toEqual({ ok: true, value: "sealed" });
    const header = store.header;
    expect(await vault.create("another", aPerson)).toEqual({ ok: false, error: { kind: "exists" } });
    expect(store.header).toBe(header);
  });

  test("gives the same person and keys to the passphrase and to the recovery code", async () => {
    const { vault, recoveryCode } = await newVault(store);
    const message = utf8ToBytes("шешім");
    for (const secret of [{ kind: "passphrase", text: aPassphrase } as const, { kind: "recovery", code: recoveryCode.toLowerCase() } as const]) {
      const again = await vaultOver(store).unlock(secret);
      if (!again.ok) return expect.fail(again.error.kind);
      expect(again.value.person).toEqual(aPerson);
      expect(again.value.keys.signPublic).toEqual(vault.keys.signPublic);
      expect([again.value.keys.ageRecipient, again.value.keys.ageIdentity]).toEqual([vault.keys.ageRecipient, vault.keys.ageIdentity]);
      expect(await isSignedBy(vault.keys.signPublic, message, await again.value.keys.sign(message))).toBe(true);
    }
  });

  test("tells nothing about a wrong secret", async () => {
    const { recoveryCode } = await newVault(store);
    for (const text of ["", " ", `${aPassphrase} `, aPassphrase.toUpperCase(), recoveryCode])
      expect(await vaultOver(store).unlock({ kind: "passphrase", text })).toEqual(refused);
    const otherCode = (await newVault(createMemoryBoxStore(), "other")).recoveryCode;
    for (const code of ["", aPassphrase, otherCode]) expect(await vaultOver(store).unlock({ kind: "recovery", code })).toEqual(refused);
  });

  test("is not made, and leaves nothing, when the store is full", async () => {
    store.writesLeft = 0;
    expect(await vaultOver(store).create(aPassphrase, aPerson)).toEqual({ ok: false, error: { kind: "disk-full" } });
    expect(await vaultOver(store).status()).toEqual({ ok: true, value: "empty" });
  });
});

describe("its header", () => {
  test("weaker than RFC 9106 allows is not read, unless tests say so", async () => {
    await newVault(store);
    const strict = createVault({ store, random: createSeededRandom("strict") });
    expect(await strict.unlock({ kind: "passphrase", text: aPassphrase })).toEqual(refused);
  });

  test("says how hard the passphrase is stretched, and cannot be made to say otherwise", async () => {
    await newVault(store);
    const header = JSON.parse(new TextDecoder().decode(store.header ?? undefined));
    expect(Object.keys(header)).toEqual(["byPassphrase", "byRecovery", "format", "kdf", "keyFile", "madeOn", "secrets"]);
    expect(header.kdf).toMatchObject({ name: "argon2id", lanes: 1, ...testStrength });
    store.header = utf8ToBytes(JSON.stringify(header).replace('"passes":1', '"passes":2'));
    expect(await vaultOver(store).unlock({ kind: "passphrase", text: aPassphrase })).toEqual(refused);
    store.header = utf8ToBytes(JSON.stringify(header).replace('"memoryKiB":64', '"memoryKiB":4194304'));
    expect(await vaultOver(store).unlock({ kind: "passphrase", text: aPassphrase })).toEqual(refused);
    store.header = utf8ToBytes('{"format":3,"other":true}');
    expect(await vaultOver(store).unlock({ kind: "passphrase", text: aPassphrase })).toEqual({ ok: false, error: { kind: "newer-format" } });
    for (const text of ["", "{}", "null", "x".repeat(70_000)]) {
      store.header = utf8ToBytes(text);
      expect(await vaultOver(store).unlock({ kind: "passphrase", text: aPassphrase })).toEqual(refused);
    }
  });
});

test("a changed passphrase opens everything, the old one nothing, the recovery code still", async () => {
  const { vault, recoveryCode } = await newVault(store);
  await (await runOf(vault, "registry")).append([utf8ToBytes("case")]);
  const boxesBefore = structuredClone(store.runs);
  expect(await vaultOver(store, "next").changePassphrase({ kind: "passphrase", text: aPassphrase }, { text: "жаңа құпия", keyFile: null })).toEqual(
    done,
  );
  expect(store.runs).toEqual(boxesBefore);
  expect(await vaultOver(store).unlock({ kind: "passphrase", text: aPassphrase })).toEqual(refused);
  for (const secret of [{ kind: "passphrase", text: "жаңа құпия" } as const, { kind: "recovery", code: recoveryCode } as const]) {
    const again = await vaultOver(store, "third").unlock(secret);
    if (!again.ok) return expect.fail(again.error.kind);
    expect(await readRun(await runOf(again.value, "registry"))).toEqual({ entries: [utf8ToBytes("case")], error: null });
  }
});

test("notes are replaced, apart by name, and gone notes are null", async () => {
  const { vault } = await newVault(store);
  expect(await vault.readNote("desk")).toEqual({ ok: true, value: null });
  expect(await vault.keepNote("desk", utf8ToBytes("one"))).toEqual(done);
  expect(await vault.keepNote("desk", utf8ToBytes("two"))).toEqual(done);
  const again = await unlockAgain(store);
  expect(await again.readNote("desk")).toEqual({ ok: true, value: utf8ToBytes("two") });
  expect(await again.readNote("board")).toEqual({ ok: true, value: null });
});

test("a run, a note and a file of one name are three things", async () => {
  const { vault } = await newVault(store);
  const file = await vault.keepFile(utf8ToBytes("file"));
  const name = file.ok ? file.value : expect.fail();
  await (await runOf(vault, name)).append([utf8ToBytes("entry")]);
  await vault.keepNote(name, utf8ToBytes("note"));
  const again = await unlockAgain(store);
  expect(await readRun(await runOf(again, name))).toEqual({ entries: [utf8ToBytes("entry")], error: null });
  expect([await again.readNote(name), await again.readFile(name)]).toEqual([
    { ok: true, value: utf8ToBytes("note") },
    { ok: true, value: utf8ToBytes("file") },
  ]);
});

test("after locking every call says closed, and nothing more is written", async () => {
  const { vault } = await newVault(store);
  const run = await runOf(vault, "registry");
  await run.append([utf8ToBytes("one")]);
  const file = await vault.keepFile(utf8ToBytes("file"));
  vault.lock();
  const [slots, boxes] = [store.slots.size, JSON.stringify([...store.runs])];
  expect(await vault.run("registry")).toEqual(closed);
  expect(await run.append([utf8ToBytes("two")])).toEqual(closed);
  expect(await readRun(run)).toEqual({ entries: [], error: { kind: "closed" } });
  expect(await vault.keepFile(utf8ToBytes("x"))).toEqual(closed);
  expect(await vault.readFile(file.ok ? file.value : expect.fail())).toEqual(closed);
  expect(await vault.keepNote("n", utf8ToBytes("x"))).toEqual(closed);
  expect(await vault.readNote("n")).toEqual(closed);
  await expect(vault.keys.sign(utf8ToBytes("x"))).rejects.toThrow("locked");
  expect(() => vault.keys.ageIdentity).toThrow("locked");
  expect([store.slots.size, JSON.stringify([...store.runs])]).toEqual([slots, boxes]);
});

test("a lock at any moment of an append leaves all of it or nothing, and the run whole", async () => {
  let moments = 0;
  for (let moment = 1; moment < 20; moment++) {
    const own = createMemoryBoxStore();
    const seeded = createSeededRandom(`lock ${moment}`);
    let [asked, lock] = [0, (): void => undefined];
    const bytes = (count: number) => {
      asked += 1;
      if (asked === moment) lock();
      return seeded.bytes(count);
    };
    await newVault(own);
    const unlocked = await createVault({ store: own, random: { bytes }, kdf: testStrength }).unlock({ kind: "passphrase", text: aPassphrase });
    if (!unlocked.ok) return expect.fail(unlocked.error.kind);
    const run = await runOf(unlocked.value, "registry");
    await run.append([utf8ToBytes("one")]);
    lock = () => unlocked.value.lock();
    const appended = await run.append([new Uint8Array(5_000_000), utf8ToBytes("two")]);
    const { entries, error } = await readRun(await runOf(await unlockAgain(own), "registry"));
    expect(error).toBeNull();
    expect(entries).toHaveLength(appended.ok ? 3 : 1);
    if (!appended.ok) moments += 1;
  }
  expect(moments).toBeGreaterThan(1);
});
