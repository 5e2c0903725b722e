import { hashHere } from "../crypto/hash.ts";
import type { KdfStrength } from "../crypto/derive.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/ports.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { openGuard } from "./attempts.ts";
import { type BackupFront, readFront } from "./backup-file.ts";
import { restoreRecords } from "./backup-restore.ts";
import { viewStore } from "./backup-runs.ts";
import { decodeHeader } from "./header.ts";
import type { BackupContents, BackupError, BackupWatch, BoxStore, Secret, Vault } from "./model.ts";
import { openVault, type UnlockedVault } from "./open-vault.ts";
import { tryInTurn } from "./try-secret.ts";

/** What a vault does with backups while it is locked. `unlock` opens what was restored. */
export function vaultBackups({
  store,
  random,
  floor,
  unlock,
}: {
  readonly store: BoxStore;
  readonly random: Random;
  readonly floor: KdfStrength;
  readonly unlock: Vault["unlock"];
}): Pick<Vault, "inspectBackup" | "restore"> {
  return {
    inspectBackup: async (file, secret, watch) => {
      const opened = await openBackup({ random, floor }, file, secret);
      if (!opened.ok) return opened;
      const checked = await opened.value.vault.checkBackup(file, watch);
      opened.value.vault.lock();
      return checked;
    },
    restore: async (file, secret, watch) => {
      const existing = await store.readHeader();
      if (!existing.ok) return existing;
      if (existing.value !== null) return fail("exists");
      const opened = await openBackup({ random, floor }, file, secret);
      if (!opened.ok) return opened;
      const restored = await writeRestored(store, opened.value, file, watch);
      opened.value.vault.lock();
      if (!restored.ok) return restored;
      const vault = await unlock(secret);
      return vault.ok ? succeed({ vault: vault.value, contents: restored.value }) : vault;
    },
  };
}

/** A backup whose secret was right. */
interface OpenedBackup {
  readonly front: BackupFront;
  readonly vault: UnlockedVault;
}

/** The vault whose header a backup begins with, over nothing: its keys, that is. Whoever has the file may try as often as they like: there is no wait. */
async function openBackup(
  { random, floor }: { readonly random: Random; readonly floor: KdfStrength },
  file: Blob,
  secret: Secret,
): Promise<Result<OpenedBackup, BackupError>> {
  const front = await readFront(file);
  if (!front.ok) return front;
  const header = decodeHeader(front.value.header, floor);
  if (!header.ok) return header;
  const open = tryInTurn({ readHeader: async () => header, guard: openGuard, random, clock: undefined });
  const opened = await open(secret);
  if (!opened.ok) return opened;
  const vault = await openVault({ store: viewStore({}), random, hashPieces: hashHere }, opened.value.vaultKey, opened.value.secrets);
  return succeed({ front: front.value, vault });
}

/** All records, then the header; after a failure nothing. */
async function writeRestored(
  store: BoxStore,
  { front, vault }: OpenedBackup,
  file: Blob,
  watch: BackupWatch,
): Promise<Result<BackupContents, BackupError>> {
  const access = vault.backupAccess();
  invariant(access !== null, "it was unlocked just now");
  const cleared = await store.clear();
  if (!cleared.ok) return cleared;
  const restored = await restoreRecords(access, front, file, store, watch);
  const done = restored.ok ? await store.writeHeader(front.header) : restored;
  if (done.ok) return restored;
  await store.clear();
  return done;
}
