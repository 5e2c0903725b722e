import { fc, test as law } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { backupOf, noWatch } from "../kit/backups.ts";
import { createMemoryBoxStore } from "../kit/memory-box-store.ts";
import { aPassphrase, newVault, runOf, vaultOver } from "../kit/vaults.ts";

const bytes = (most: number) => fc.uint8Array({ minLength: 1, maxLength: most }).map((array): Bytes => new Uint8Array(array));
const secret = { kind: "passphrase", text: aPassphrase } as const;

/** Anything a vault can be asked to keep. */
const move = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), run: fc.constantFrom("case/a", "case/b", "registry/cases"), entries: fc.array(bytes(400), { maxLength: 4 }) }),
  fc.record({ kind: fc.constant("note" as const), name: fc.string({ maxLength: 12 }), content: bytes(3000) }),
  fc.record({ kind: fc.constant("file" as const), content: bytes(5000), times: fc.constantFrom(1, 400) }),
);

describe("backups", () => {
  law.prop([fc.array(move, { maxLength: 14 })], { numRuns: 40 })("of any vault restore to exactly the records that were there", async (moves) => {
    const store = createMemoryBoxStore();
    const { vault } = await newVault(store);
    for (const one of moves) {
      if (one.kind === "append") await (await runOf(vault, one.run)).append(one.entries);
      else if (one.kind === "note") await vault.keepNote(one.name, one.content);
      else await vault.keepFile(new Uint8Array(one.content.length * one.times).map((_, i) => one.content[i % one.content.length] ?? 0));
    }
    const written = await backupOf(vault);
    const other = createMemoryBoxStore();
    expect((await vaultOver(other, "other").restore(new Blob([written.bytes]), secret, noWatch)).ok).toBe(true);
    expect(other.header).toEqual(store.header);
    expect(other.runs).toEqual(store.runs);
    expect(new Map(other.slots)).toEqual(new Map(store.slots));
  });

  law.prop([fc.nat(), fc.nat(), fc.integer({ min: 0, max: 7 })], { numRuns: 60 })("no bit of a file can be turned unseen", async (seed, place, bit) => {
    const { vault } = await newVault(createMemoryBoxStore(), `bit ${seed % 4}`);
    await (await runOf(vault, "case/a")).append([new Uint8Array(70_000).map((_, i) => i % 251)]);
    const { bytes: file } = await backupOf(vault);
    const at = place % file.length;
    file[at] = (file[at] ?? 0) ^ (1 << bit);
    expect((await vault.checkBackup(new Blob([file]), noWatch)).ok).toBe(false);
  });
});
