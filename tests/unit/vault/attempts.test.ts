import { beforeEach, expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { waitAfter } from "../../../shared/vault/attempts.ts";
import type { Vault } from "../../../shared/vault/model.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { createFixedClock, type FixedClock } from "../../kit/fixed-clock.ts";
import { createMemoryBoxStore, type MemoryBoxStore } from "../../kit/memory-box-store.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { aPassphrase, newVault, testStrength } from "../../kit/vaults.ts";

let store: MemoryBoxStore;
let clock: FixedClock;
beforeEach(() => {
  store = createMemoryBoxStore();
  clock = createFixedClock();
});

/** The vault as after a restart: nothing but the store and the machine's clock goes on. */
const restarted = (): Vault => createVault({ store, clock, random: createSeededRandom("guard"), kdf: testStrength });
async function attempt(vault: Vault, text = "wrong"): Promise<string> {
  const answer = await vault.unlock({ kind: "passphrase", text });
  return answer.ok ? "opened" : answer.error.kind;
}
async function waitOf(vault: Vault): Promise<number> {
  const state = await vault.lockState();
  return state.ok ? state.value.waitMs : expect.fail(state.error.kind);
}

test("waits nothing for three wrong attempts, then 2 s, doubling up to five minutes", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 11, 12, 1000].map(waitAfter)).toEqual([0, 0, 0, 0, 2000, 4000, 8000, 256_000, 300_000, 300_000]);
});

test("the wait survives a restart, refuses the right passphrase too, counts down, and is forgotten by a right one", async () => {
  await newVault(store);
  for (let n = 0; n < 4; n++) expect(await attempt(restarted())).toBe("wrong-secret-or-damaged");
  expect(await waitOf(restarted())).toBe(2000);
  expect(await restarted().unlock({ kind: "passphrase", text: aPassphrase })).toEqual({ ok: false, error: { kind: "wait", where: "2000" } });
  clock.advance(1500);
  expect(await attempt(restarted(), aPassphrase)).toBe("wait");
  expect(await waitOf(restarted())).toBe(500);
  clock.advance(500);
  expect(await attempt(restarted())).toBe("wrong-secret-or-damaged");
  expect(await waitOf(restarted())).toBe(4000);
  clock.advance(4000);
  expect(await attempt(restarted(), aPassphrase)).toBe("opened");
  for (let n = 0; n < 3; n++) expect(await attempt(restarted())).toBe("wrong-secret-or-damaged");
  expect(await waitOf(restarted())).toBe(0);
});

test("an attempt is counted before it is made: a program ended in the middle of it has gained nothing", async () => {
  await newVault(store);
  const before = store.slots.get("unlocking");
  const given = store.putSlots.bind(store);
  let counted: string | null = null;
  store.putSlots = async (slots) => {
    counted ??= new TextDecoder().decode(slots[0]?.sealed);
    return given(slots);
  };
  await attempt(restarted());
  expect(before).toBeUndefined();
  expect(JSON.parse(counted ?? "null")).toEqual({ format: 1, wrong: 1, at: clock.now() });
});

test("many attempts at once are one after the other", async () => {
  await newVault(store);
  const vault = restarted();
  const answers = await Promise.all(Array.from({ length: 10 }, () => attempt(vault)));
  expect(answers).toEqual([...Array(4).fill("wrong-secret-or-damaged"), ...Array(6).fill("wait")]);
});

test("proofs for changing what opens are counted like unlocking, and a wrong recovery code too", async () => {
  const { recoveryCode } = await newVault(store);
  const vault = restarted();
  const wrong = { kind: "passphrase", text: "wrong" } as const;
  await vault.changePassphrase(wrong, { text: "next", keyFile: null });
  await vault.renewRecovery(wrong);
  await vault.unlock({ kind: "recovery", code: "7K3D1" });
  expect(await waitOf(vault)).toBe(0);
  await vault.renewRecovery(wrong);
  expect(await waitOf(vault)).toBe(2000);
  expect(await vault.unlock({ kind: "recovery", code: recoveryCode })).toMatchObject({ error: { kind: "wait" } });
});

test("a clock set back makes no wait longer; what is no count is no wait; a full disk does not keep the owner out", async () => {
  await newVault(store);
  for (let n = 0; n < 4; n++) await attempt(restarted());
  clock.advance(-86_400_000);
  expect(await waitOf(restarted())).toBe(2000);
  store.slots.set("unlocking", utf8ToBytes('{"at":1,"format":1,"wrong":-1}'));
  expect(await waitOf(restarted())).toBe(0);
  store.writesLeft = 0;
  const vault = restarted();
  for (let n = 0; n < 4; n++) await attempt(vault);
  expect(await waitOf(vault)).toBe(2000);
  expect(await attempt(restarted(), aPassphrase)).toBe("opened");
});
