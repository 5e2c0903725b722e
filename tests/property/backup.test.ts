import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { backupOf, noWatch } from "../kit/backups.ts";
import { createMemoryBoxStore } from "../kit/memory-box-store.ts";
import { aPassphrase, newVault, runOf, vaultOver } from "../kit/vaults.ts";

const bytes = (most: number) => fc.uint8Array({ minLength: 1, maxLength: most }).map((array): Bytes => new Uint8Array(array));
const secret = { kind: "passphrase", text: aPassphrase } as const;

/** Anything a vault can be asked to keep. */
const move = fc.oneof(
  fc.record({
    kind: fc.constant("append" as const),
    run: fc.constantFrom("case/a", "case/b", "registry/cases"),
    entries: fc.array(bytes(400), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("note" as const), name: fc.string({ maxLength: 12 }), content: bytes(3000) }),
  fc.record({ kind: fc.constant("file" as const), content: bytes(5000), times: fc.constantFrom(1, 400) }),
);

describe("backups", () => {
  test("of any vault restore to exactly the records that were there", async () => {
    await fc.assert(fc.asyncProperty(fc.array(move, { maxLength: 14 }), restoresAsItWas), { numRuns: 30 });
  });

  test("show any bit that was turned", async () => {
    const { vault } = await newVault(createMemoryBoxStore());
    await (await runOf(vault, "case/a")).append([new Uint8Array(70_000).map((_, i) => i % 251)]);
    const { bytes: sound } = await backupOf(vault);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 8 * sound.length - 1 }), async (bit) => {
        const file = sound.slice();
        file[bit >> 3] = (file[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect((await vault.checkBackup(new Blob([file]), noWatch)).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

type Move = typeof move extends fc.Arbitrary<infer One> ? One : never;

async function restoresAsItWas(moves: readonly Move[]): Promise<void> {
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
}
