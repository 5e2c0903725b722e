import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { bytesToUtf8 } from "../../../shared/kernel/bytes.ts";
import { noWatch } from "../../kit/backups.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";
import { aPassphrase, readRun, runOf, vaultOver } from "../../kit/vaults.ts";

const frozen = new Blob([readFileSync(join(import.meta.dirname, "../../fixtures/backup-format-1.dalel-backup"))]);
const code = "Q2A6P-0X0JP-6GTRV-ATC87-MQTAG-H3W4B-ZP915-7MTP3";
const exhibit = parseFileHash("a450474f63592f85ff02c7086c20bf11c102a5d3709b415fa31aecbf47b8ebae");

test("a backup of format 1, made when the format was frozen, is restored for ever, by passphrase and by recovery code", async () => {
  for (const secret of [{ kind: "passphrase", text: aPassphrase } as const, { kind: "recovery", code } as const]) {
    const restored = await vaultOver(createMemoryBoxStore()).restore(frozen, secret, noWatch);
    if (!restored.ok || exhibit === null) throw new Error("it does not open");
    const { entries, error } = await readRun(await runOf(restored.value.vault, "case/0123456789abcdef0123456789abcdef"));
    expect([error, ...entries.map((entry) => bytesToUtf8(entry))]).toEqual([null, "first", "second", "third"]);
    expect(await restored.value.vault.readFile(exhibit)).toMatchObject({ ok: true, value: { length: 10 } });
    expect(await restored.value.vault.readNote("desk")).toMatchObject({ ok: true, value: { length: 6 } });
  }
});
