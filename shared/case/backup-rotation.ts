import { isBackupName } from "../kernel/backup-name.ts";
import type { BackupReceipt } from "./backup-door.ts";

/** A file of a folder. */
export interface FolderFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * Which files of a folder a rotation may remove: of those this vault remembers having written there, name and size, all but the newest `keep`.
 * Newest = remembered last: a clock may have been set back.
 * A file that another vault or another program wrote is never among them.
 */
export function backupsToRemove(remembered: readonly BackupReceipt[], present: readonly FolderFile[], keep: number): readonly string[] {
  const sizes = new Map(present.filter(({ name }) => isBackupName(name)).map(({ name, sizeBytes }) => [name, sizeBytes]));
  const ours = remembered.filter(({ name, sizeBytes }) => sizes.get(name) === sizeBytes).toReversed();
  return ours.slice(Math.max(1, keep)).map(({ name }) => name);
}

const dayMs = 86_400_000;

/** Whole days since the last backup when it is due: "never" made, more than `days` ago; null = not due. */
export function backupDue(lastAt: number | null, days: number, nowMs: number): "never" | number | null {
  if (lastAt === null) return "never";
  const since = Math.floor((nowMs - lastAt) / dayMs);
  return since >= days ? since : null;
}
