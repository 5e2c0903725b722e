import { expect, test } from "vitest";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { base64ToBytes, bytesToBase64 } from "../../../shared/kernel/base64.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import ledger from "../../fixtures/ledger-format-1.json" with { type: "json" };
import golden2 from "../../fixtures/vault-format-2.json" with { type: "json" };
import golden from "../../fixtures/vault-format-1.json" with { type: "json" };
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";
import { readRun, runOf, vaultOver } from "../../kit/vaults.ts";

const bytes = (base64: string) => base64ToBytes(base64) ?? expect.fail();

function goldenStore() {
  const store = createMemoryBoxStore();
  store.header = bytes(golden.header);
  for (const { name, sealed } of golden.slots) store.slots.set(name, bytes(sealed));
  for (const { name, boxes } of golden.runs)
    store.runs.set(
      name,
      boxes.map((sealed, sequence) => ({ sequence, sealed: bytes(sealed) })),
    );
  return store;
}

test.each([{ kind: "passphrase", text: golden.passphrase } as const, { kind: "recovery", code: golden.recoveryCode } as const])(
  "a vault of format 1 opens by its $kind and gives what was in it when it was frozen",
  async (secret) => {
    const unlocked = await vaultOver(goldenStore()).unlock(secret);
    if (!unlocked.ok) return expect.fail(unlocked.error.kind);
    const vault = unlocked.value;
    expect([bytesToBase64(vault.keys.signPublic), vault.keys.ageRecipient]).toEqual([golden.signPublic, golden.ageRecipient]);
    expect(sha256Hex(utf8ToBytes(vault.keys.hybridRecipient))).toBe("b72f8f1aee580ceb9188f76723587705d76e80ea09fbadf68cd4cd05e00e79db");
    const { entries, error } = await readRun(await runOf(vault, "0123456789abcdef0123456789abcdef"));
    expect(error).toBeNull();
    expect(entries.map(bytesToBase64)).toEqual(ledger.encoded);
    expect(await vault.readNote("desk")).toEqual({ ok: true, value: utf8ToBytes("Үстел") });
    expect(await vault.readFile(parseFileHash(golden.file) ?? expect.fail())).toEqual({ ok: true, value: utf8ToBytes("a,b\n") });
  },
);

function goldenStore2() {
  const store = createMemoryBoxStore();
  store.header = bytes(golden2.header);
  for (const { name, sealed } of golden2.slots) store.slots.set(name, bytes(sealed));
  return store;
}

test.each([
  { kind: "passphrase", text: golden2.passphrase, keyFile: bytes(golden2.keyFile) } as const,
  { kind: "recovery", code: golden2.recoveryCode } as const,
])("a vault whose header is of format 2 opens by its $kind, and by the passphrase alone it does not", async (secret) => {
  const vault = vaultOver(goldenStore2());
  expect(await vault.lockState()).toEqual({ ok: true, value: { state: "sealed", hasKeyFile: true, madeOn: golden2.madeOn, waitMs: 0 } });
  expect(await vault.unlock({ kind: "passphrase", text: golden2.passphrase })).toMatchObject({ error: { kind: "key-file-needed" } });
  const unlocked = await vault.unlock(secret);
  if (!unlocked.ok) return expect.fail(unlocked.error.kind);
  expect([bytesToBase64(unlocked.value.keys.signPublic), unlocked.value.keys.ageRecipient]).toEqual([golden2.signPublic, golden2.ageRecipient]);
  // Made before there was such a key: it is derived, and by every version alike.
  expect(sha256Hex(utf8ToBytes(unlocked.value.keys.hybridRecipient))).toBe("e70afaa2b7c1c0fe60fc0671789a97ce7b99de9aedab8c4571674f1ba0e30f48");
  expect(await unlocked.value.readNote("desk")).toEqual({ ok: true, value: utf8ToBytes("Үстел") });
});

test("a header of format 1 becomes one of format 2 with the next change of what opens it, and both secrets open it", async () => {
  const store = goldenStore();
  const formatOf = () => JSON.parse(new TextDecoder().decode(store.header ?? undefined)).format;
  await vaultOver(store).unlock({ kind: "passphrase", text: golden.passphrase });
  expect(formatOf()).toBe(1);
  const changed = await vaultOver(store).changePassphrase({ kind: "passphrase", text: golden.passphrase }, { text: "жаңа құпия", keyFile: null });
  expect([changed.ok, formatOf()]).toEqual([true, 2]);
  for (const secret of [{ kind: "passphrase", text: "жаңа құпия" } as const, { kind: "recovery", code: golden.recoveryCode } as const]) {
    const unlocked = await vaultOver(store).unlock(secret);
    if (!unlocked.ok) return expect.fail(unlocked.error.kind);
    expect(await unlocked.value.readNote("desk")).toEqual({ ok: true, value: utf8ToBytes("Үстел") });
  }
  const another = goldenStore();
  const renewed = await vaultOver(another).renewRecovery({ kind: "passphrase", text: golden.passphrase });
  const { recoveryCode, confirm } = renewed.ok ? renewed.value : expect.fail(renewed.error.kind);
  expect((await vaultOver(another).unlock({ kind: "recovery", code: golden.recoveryCode })).ok).toBe(true);
  expect((await confirm()).ok).toBe(true);
  for (const secret of [{ kind: "passphrase", text: golden.passphrase } as const, { kind: "recovery", code: recoveryCode } as const])
    expect((await vaultOver(another).unlock(secret)).ok).toBe(true);
});
