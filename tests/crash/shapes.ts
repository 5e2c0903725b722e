import { createDexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { systemClock, systemRandom } from "../../renderer/workers/platform.ts";
import { registryRuns } from "../../shared/case/registry.ts";
import { snapshotRun } from "../../shared/case/snapshot.ts";
import { backupBook } from "../../shared/case/backup-book.ts";
import { type CaseId, parseFileHash } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { BoxStore, OpenVault, Vault } from "../../shared/vault/model.ts";
import { UnlockedVault } from "../../shared/vault/open-vault.ts";
import { createVault } from "../../shared/vault/vault.ts";
import type { Report, ShapesDoor } from "./acts.ts";
import { need } from "./counter.ts";

/** Only the stretching is quick: it is no crash. */
const kdf = { memoryKiB: 256, passes: 1 } as const;
export const vaultOver = (store: BoxStore): Vault => createVault({ store, random: systemRandom, clock: systemClock, kdf });

/** Looks at the stored records behind the counter's back, and does what only a disk does. */
export function openShapes(store: BoxStore): ShapesDoor {
  const opened = async (text: string): Promise<OpenVault> => need(await vaultOver(store).unlock({ kind: "passphrase", text }));
  return {
    countChunks: async ({ passphrase, files }) => countChunks(store, await opened(passphrase), files),
    countStrays: async ({ passphrase, cases }) => countStrays(await opened(passphrase), cases),
    countBoxes: async ({ passphrase, caseId }) => {
      const vault = await opened(passphrase);
      for await (const seen of vault.inspectRun(runOf(caseId), null)) {
        const sight = need(seen);
        if (sight.kind === "tail") return sight.boxes ?? 0;
      }
      return 0;
    },
    countEntries: async ({ passphrase, caseId }) => countEntries(await opened(passphrase), caseId),
    damage: async ({ passphrase, caseId }) => {
      await turnBit(store, await opened(passphrase), caseId);
      return null;
    },
    restore: async ({ id, file, passphrase }) => {
      const watch = { progress: () => undefined, isStopped: () => false };
      need(await vaultOver(createDexieBoxStore(databaseOf(id))).restore(file, { kind: "passphrase", text: passphrase }, watch)).vault.lock();
      return null;
    },
    inspectRestored: ({ ids, caseId }) => Promise.all(ids.map((id) => inspectRestored(id, caseId))),
  };
}

const runOf = (caseId: CaseId): string => `case/${caseId}`;
const databaseOf = (id: string): string => `restored-${id.split("~")[0]}`;

async function countChunks(store: BoxStore, vault: OpenVault, files: readonly string[]): ReturnType<ShapesDoor["countChunks"]> {
  // The session does so in the background after each unlocking; here it is waited for.
  need(await vault.tidyFiles());
  let chunksOfFiles = 0;
  for (const text of files) {
    const sha256 = parseFileHash(text);
    invariant(sha256 !== null, "a hash was told");
    chunksOfFiles += need(await vault.fileShape(sha256))?.chunks ?? 0;
  }
  return { chunkFiles: need(await store.chunkNames()).length, chunksOfFiles };
}

async function countStrays(vault: OpenVault, cases: readonly CaseId[]): Promise<number> {
  let strays = 0;
  for await (const stray of vault.strayRuns([...registryRuns, backupBook, ...cases.flatMap((caseId) => [runOf(caseId), snapshotRun(caseId)])])) {
    need(stray);
    strays += 1;
  }
  return strays;
}

async function countEntries(vault: OpenVault, caseId: CaseId): Promise<number> {
  let entries = 0;
  for await (const entry of need(await vault.run(runOf(caseId))).entries()) {
    need(entry);
    entries += 1;
  }
  return entries;
}

async function turnBit(store: BoxStore, vault: OpenVault, caseId: CaseId): Promise<void> {
  invariant(vault instanceof UnlockedVault, "a vault of ours");
  const run = vault.backupAccess()?.nameOf("run", runOf(caseId)) ?? "";
  const boxes = [];
  for await (const box of store.scanBoxes(run, 0)) boxes.push(need(box));
  const [last, tail] = [boxes.at(-1), need(await store.readSlot(run))];
  invariant(last !== undefined && tail !== null, "a case has a box and a tail");
  last.sealed[60] = (last.sealed[60] ?? 0) ^ 1;
  need(await store.replaceRun(run, boxes, [{ name: run, sealed: tail }]));
}

async function isDamaged(vault: OpenVault, caseId: CaseId): Promise<boolean> {
  for await (const entry of need(await vault.run(runOf(caseId))).entries()) if (!entry.ok) return true;
  return false;
}

async function inspectRestored(id: string, caseId: CaseId): Promise<Report["restored"][number]> {
  const vault = vaultOver(createDexieBoxStore(databaseOf(id)));
  if (need(await vault.status()) === "empty") return { id, found: "empty" };
  const opened = need(await vault.unlock({ kind: "passphrase", text: id.split("~")[2] ?? "" }));
  return { id, found: (await isDamaged(opened, caseId)) ? "damaged" : await countEntries(opened, caseId) };
}
