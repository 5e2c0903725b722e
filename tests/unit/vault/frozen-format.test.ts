import { expect, test } from "vitest";
import { base64ToBytes, bytesToBase64 } from "../../../shared/kernel/base64.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import ledger from "../../fixtures/ledger-format-1.json" with { type: "json" };
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
    const { entries, error } = await readRun(await runOf(vault, "0123456789abcdef0123456789abcdef"));
    expect(error).toBeNull();
    expect(entries.map(bytesToBase64)).toEqual(ledger.encoded);
    expect(await vault.readNote("desk")).toEqual({ ok: true, value: utf8ToBytes("Үстел") });
    expect(await vault.readFile(parseFileHash(golden.file) ?? expect.fail())).toEqual({ ok: true, value: utf8ToBytes("a,b\n") });
  },
);
