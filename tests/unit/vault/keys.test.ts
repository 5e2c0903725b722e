import { beforeEach, describe, expect, test, vi } from "vitest";
import { leastStrength } from "../../../shared/crypto/derive.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Secret, Vault } from "../../../shared/vault/model.ts";
import { strengthFor, strongerThan, wantedAfter } from "../../../shared/vault/stretching.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { createFixedClock } from "../../kit/fixed-clock.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { aPassphrase, aPerson, newVault, readRun, runOf, testStrength, vaultOver } from "../../kit/vaults.ts";

let store: MemoryBoxStore;
beforeEach(() => {
  store = createMemoryBoxStore();
});
const done = { ok: true, value: undefined };
const refused = { ok: false, error: { kind: "wrong-secret-or-damaged" } };
const byPassphrase = (text = aPassphrase): Secret => ({ kind: "passphrase", text });
const header = () => JSON.parse(new TextDecoder().decode(store.header ?? expect.fail()));
const kindOf = async (answer: ReturnType<Vault["unlock"]>): Promise<string> => {
  const { ok, error } = { error: undefined, ...(await answer) };
  return ok ? "opened" : (error?.kind ?? "");
};

describe("a new recovery code", () => {
  test("opens, and the old one does not any more; the passphrase still does, and no data is rewritten", async () => {
    const { vault, recoveryCode: old } = await newVault(store);
    await (await runOf(vault, "registry")).append([utf8ToBytes("case")]);
    const boxes = structuredClone(store.runs);
    const renewed = await vaultOver(store, "renew").renewRecovery(byPassphrase());
    const { recoveryCode: code, confirm } = renewed.ok ? renewed.value : expect.fail(renewed.error.kind);
    expect(await kindOf(vaultOver(store).unlock({ kind: "recovery", code: old }))).toBe("opened");
    expect(await vaultOver(store).unlock({ kind: "recovery", code })).toEqual(refused);
    expect(await confirm()).toEqual(done);
    expect(store.runs).toEqual(boxes);
    expect(await vaultOver(store).unlock({ kind: "recovery", code: old })).toEqual(refused);
    for (const secret of [byPassphrase(), { kind: "recovery", code } as const]) {
      const again = await vaultOver(store, "again").unlock(secret);
      if (!again.ok) return expect.fail(again.error.kind);
      expect(await readRun(await runOf(again.value, "registry"))).toEqual({ entries: [utf8ToBytes("case")], error: null });
    }
  });

  test("is made for a right secret only, and a full disk leaves the old one alive", async () => {
    const { recoveryCode: old } = await newVault(store);
    const before = store.header;
    expect(await vaultOver(store).renewRecovery(byPassphrase("wrong"))).toEqual(refused);
    const renewed = await vaultOver(store).renewRecovery({ kind: "recovery", code: old });
    const { confirm } = renewed.ok ? renewed.value : expect.fail(renewed.error.kind);
    store.writesLeft = 0;
    expect(await confirm()).toEqual({ ok: false, error: { kind: "disk-full" } });
    expect(store.header).toBe(before);
    expect(await kindOf(vaultOver(store).unlock({ kind: "recovery", code: old }))).toBe("opened");
  });
});

describe("a key file", () => {
  const withFile = (keyFile: Uint8Array<ArrayBuffer>, text = aPassphrase): Secret => ({ kind: "passphrase", text, keyFile });

  test("once set, opens only together with the passphrase; the recovery code opens without it", async () => {
    const { recoveryCode } = await newVault(store);
    const vault = vaultOver(store, "file");
    const [file, other] = [vault.makeKeyFile(), vault.makeKeyFile()];
    expect(new TextDecoder().decode(file)).toMatch(/^dalel key file 1\n[A-Za-z0-9+/]{43}=\n$/);
    expect(await vault.changePassphrase(byPassphrase(), { text: aPassphrase, keyFile: file })).toEqual(done);
    expect(await vault.lockState()).toMatchObject({ value: { hasKeyFile: true } });
    expect(await kindOf(vault.unlock(byPassphrase()))).toBe("key-file-needed");
    expect(await kindOf(vault.unlock(withFile(utf8ToBytes("any other file"))))).toBe("not-a-key-file");
    expect(await vault.unlock(withFile(other))).toEqual(refused);
    expect(await vault.unlock(withFile(file, "wrong"))).toEqual(refused);
    expect(await kindOf(vault.unlock(withFile(file)))).toBe("opened");
    expect(await kindOf(vault.unlock({ kind: "recovery", code: recoveryCode }))).toBe("opened");
  });

  test("is exchanged and removed, each time asking for the one that is held", async () => {
    await newVault(store);
    const vault = vaultOver(store, "file");
    const [one, two] = [vault.makeKeyFile(), vault.makeKeyFile()];
    await vault.changePassphrase(byPassphrase(), { text: aPassphrase, keyFile: one });
    expect(await vault.changePassphrase(withFile(two), { text: aPassphrase, keyFile: null })).toEqual(refused);
    expect(await vault.changePassphrase(withFile(one), { text: aPassphrase, keyFile: two })).toEqual(done);
    expect(await vault.unlock(withFile(one))).toEqual(refused);
    expect(await vault.changePassphrase(withFile(two), { text: aPassphrase, keyFile: null })).toEqual(done);
    expect(await kindOf(vault.unlock(byPassphrase()))).toBe("opened");
    expect(await vault.changePassphrase(byPassphrase(), { text: aPassphrase, keyFile: utf8ToBytes("x") })).toMatchObject({
      error: { kind: "not-a-key-file" },
    });
  });

  test("cannot be talked away by altering the header", async () => {
    await newVault(store);
    const vault = vaultOver(store, "file");
    await vault.changePassphrase(byPassphrase(), { text: aPassphrase, keyFile: vault.makeKeyFile() });
    store.header = utf8ToBytes(JSON.stringify(header()).replace('"keyFile":true', '"keyFile":false'));
    expect(await vault.unlock(byPassphrase())).toEqual(refused);
  });
});

describe("stretching", () => {
  test("is raised after a right passphrase when more is asked for, durably, and never lowered", async () => {
    await newVault(store);
    const stronger = { memoryKiB: 128, passes: 2 };
    const over = (kdf: typeof stronger) => createVault({ store, random: createSeededRandom("raise"), kdf, weakest: testStrength });
    expect(await over(stronger).unlock(byPassphrase("wrong"))).toEqual(refused);
    expect(header().kdf).toMatchObject(testStrength);
    expect(await kindOf(over(stronger).unlock(byPassphrase()))).toBe("opened");
    expect(header().kdf).toMatchObject(stronger);
    const raised = store.header;
    expect(await kindOf(over(testStrength).unlock(byPassphrase()))).toBe("opened");
    expect(store.header).toBe(raised);
    await over({ memoryKiB: 64, passes: 3 }).changePassphrase(byPassphrase(), { text: "жаңа құпия", keyFile: null });
    expect(header().kdf).toMatchObject({ memoryKiB: 128, passes: 3 });
  });

  test("stays as it was when the disk is full, and the vault opens all the same", async () => {
    await newVault(store);
    const before = store.header;
    store.writesLeft = 0;
    const vault = createVault({ store, random: createSeededRandom("full"), kdf: { memoryKiB: 128, passes: 1 }, weakest: testStrength });
    expect(await kindOf(vault.unlock(byPassphrase()))).toBe("opened");
    expect(store.header).toBe(before);
  });

  test("aims at a second by what the machine did, never below RFC 9106's second option nor above 512 MiB", () => {
    expect(strengthFor(leastStrength, 250)).toEqual({ memoryKiB: 262_144, passes: 3 });
    expect(strengthFor(leastStrength, 5000)).toEqual(leastStrength);
    expect(strengthFor(leastStrength, 0)).toEqual({ memoryKiB: 524_288, passes: 3 });
    expect(wantedAfter(leastStrength, 499)).toEqual({ memoryKiB: 131_072, passes: 3 });
    expect(wantedAfter(leastStrength, 501)).toBeNull();
    expect(strongerThan({ memoryKiB: 262_144, passes: 2 }, leastStrength)).toEqual({ memoryKiB: 262_144, passes: 3 });
    expect(strongerThan(leastStrength, leastStrength)).toBeNull();
  });

  test("is measured on this machine when a vault is made", async () => {
    const clock = createFixedClock();
    // 250 ms between two looks at the clock: four times the least memory takes a second.
    const now = () => {
      clock.advance(250);
      return clock.now();
    };
    const ticking = { now };
    const made = await createVault({ store, random: createSeededRandom("measure"), clock: ticking }).create(aPassphrase, aPerson);
    expect(made.ok).toBe(true);
    expect(header().kdf).toMatchObject({ memoryKiB: 262_144, passes: 3, lanes: 1 });
    expect(header().madeOn).toBe("2026-03-02");
  }, 60_000);
});

test("a wrong passphrase takes as long as the right one", async () => {
  const kdf = { memoryKiB: 16_384, passes: 3 };
  await createVault({ store, random: createSeededRandom("time"), kdf }).create(aPassphrase, aPerson);
  const vault = createVault({ store, random: createSeededRandom("time 2"), kdf });
  const times = { right: [] as number[], wrong: [] as number[] };
  for (let round = 0; round < 12; round++) {
    for (const which of ["right", "wrong"] as const) {
      const start = performance.now();
      const answer = await vault.unlock(byPassphrase(which === "right" ? aPassphrase : `${aPassphrase.slice(1)}x`));
      times[which].push(performance.now() - start);
      expect(answer.ok).toBe(which === "right");
    }
  }
  const fastest = (of: readonly number[]) => Math.min(...of);
  // Whoever leaves out the stretching, or does it twice, is far outside; a busy machine is not.
  expect(fastest(times.wrong) / fastest(times.right)).toBeGreaterThan(0.55);
  expect(fastest(times.wrong) / fastest(times.right)).toBeLessThan(1.8);
});

test("the vault key and the recovery secret are zeroed once they are used", async () => {
  const drawn: Uint8Array[] = [];
  const seeded = createSeededRandom("zero");
  const bytes = (count: number) => {
    const given = seeded.bytes(count);
    drawn.push(given);
    return given;
  };
  const made = await createVault({ store, random: { bytes }, kdf: testStrength }).create(aPassphrase, aPerson);
  expect(made.ok).toBe(true);
  // The vault key (32 bytes) and the recovery secret (20 bytes) are drawn here; ids and salts are no secrets.
  const secrets = drawn.filter(({ length }) => length === 32 || length === 20);
  expect(secrets).toHaveLength(2);
  expect(secrets.every((secret) => secret.every((byte) => byte === 0))).toBe(true);
});

test("every key an unlocked vault works with is not extractable; one copy of the signing key is, for the moment its public half is read", async () => {
  await newVault(store);
  const spy = vi.spyOn(crypto.subtle, "importKey");
  expect(await kindOf(vaultOver(store).unlock(byPassphrase()))).toBe("opened");
  const keys = await Promise.all(spy.mock.results.map(({ value }) => value as Promise<CryptoKey>));
  spy.mockRestore();
  expect(keys.length).toBeGreaterThan(8);
  expect(keys.filter(({ extractable }) => extractable).map(({ algorithm }) => algorithm.name)).toEqual(["Ed25519"]);
  expect(keys.filter(({ extractable, algorithm }) => !extractable && algorithm.name === "Ed25519")).toHaveLength(1);
});
