import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import { type InstantMs, parseInstantMs } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { BackupContents, BackupWatch, OpenVault, StorageError, TamperError } from "../../shared/vault/model.ts";

/** The time backups of tests are made at. */
export const backupTime = instant(1_792_000_000_000);
function instant(ms: number): InstantMs {
  const parsed = parseInstantMs(ms);
  invariant(parsed !== null, "a time of this century");
  return parsed;
}

export const noWatch: BackupWatch = { progress: () => undefined, isStopped: () => false };

export interface WrittenBackup {
  readonly bytes: Bytes;
  readonly contents: BackupContents | null;
  readonly error: TamperError | StorageError | null;
}

/** A backup as the bytes of its file; `meanwhile` runs once, after the first piece. */
export async function backupOf(
  vault: OpenVault,
  runs: readonly string[] = [],
  meanwhile = async (): Promise<void> => undefined,
): Promise<WrittenBackup> {
  const parts: Bytes[] = [];
  let contents: BackupContents | null = null;
  for await (const part of vault.backup({ at: backupTime, runs })) {
    if (!part.ok) return { bytes: concatBytes(...parts), contents: null, error: part.error };
    parts.push(part.value.bytes);
    contents = part.value.contents;
    if (parts.length === 1) await meanwhile();
  }
  return { bytes: concatBytes(...parts), contents, error: null };
}
