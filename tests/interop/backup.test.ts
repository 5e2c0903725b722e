import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { backupOf } from "../kit/backups.ts";
import { createMemoryBoxStore } from "../kit/memory-box-store.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { newVault, runOf } from "../kit/vaults.ts";
import { openWorkbench, runTool } from "./tools.ts";

const fixture = join(import.meta.dirname, "../fixtures/backup-format-1.dalel-backup");
const fixtureCode = "Q2A6P-0X0JP-6GTRV-ATC87-MQTAG-H3W4B-ZP915-7MTP3";
const reader = join(import.meta.dirname, "read-backup.py");
const hasPython = spawnSync("python3", ["-c", "import cryptography"]).status === 0;
const bench = openWorkbench();
afterAll(() => bench.remove());

test.runIf(hasPython)(
  "another program, written from the format's page alone, reads the frozen backup and a new one of several segments",
  async () => {
    const frozen = runTool("python3", [reader, fixture, fixtureCode]);
    expect([frozen.status, frozen.error]).toEqual([0, ""]);
    expect(JSON.parse(frozen.out)).toEqual({
      madeAt: 1_792_000_000_000,
      runs: [["case/0123456789abcdef0123456789abcdef", 2]],
      boxes: 2,
      slots: 3,
      chunks: 0,
    });

    const { vault, recoveryCode } = await newVault(createMemoryBoxStore(), "interop");
    for (let i = 0; i < 5; i++) await (await runOf(vault, "case/a")).append([utf8ToBytes(`commit ${i}`)]);
    await (await runOf(vault, "case/b")).append([createSeededRandom("b").bytes(2_500_000)]);
    await vault.keepNote("desk", utf8ToBytes("layout"));
    const written = await backupOf(vault, ["case/a"]);
    const read = runTool("python3", [reader, bench.write("new.dalel-backup", written.bytes), recoveryCode]);
    expect([read.status, read.error]).toEqual([0, ""]);
    expect(JSON.parse(read.out)).toMatchObject({ boxes: 8, slots: 1, chunks: 0 });
  },
);

test.runIf(hasPython)("and finds a bit that was turned", () => {
  const altered = readFileSync(fixture);
  altered[40_000] = (altered[40_000] ?? 0) ^ 1;
  expect(runTool("python3", [reader, bench.write("altered.dalel-backup", altered), fixtureCode]).status).not.toBe(0);
});
