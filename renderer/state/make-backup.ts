import type { CaseError } from "../../shared/case/answer.ts";
import type { BackupReceipt } from "../../shared/case/backup-door.ts";
import { backupsToRemove } from "../../shared/case/backup-rotation.ts";
import type { ChosenFolder, FileSink, HostError } from "../../shared/host/host.ts";
import type { Failure } from "../../shared/kernel/result.ts";
import { askCore } from "./ask.ts";
import { refreshBackup } from "./backup-state.ts";
import { type Gone, host } from "./bridge.ts";
import { endJob, putJob } from "./jobs.ts";
import { useQuarantine } from "./quarantine.ts";

export type BackupTrouble = CaseError["kind"] | HostError["kind"] | Gone | "folder-gone";

/** How a backup ended. `removed` = older ones that left the folder. */
export type BackupOutcome =
  | { readonly kind: "done"; readonly receipt: BackupReceipt; readonly removed: number }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly error: Failure<BackupTrouble> };

const job = "backup";
const cancelled: BackupOutcome = { kind: "cancelled" };
const failed = (error: Failure<BackupTrouble>): BackupOutcome => (error.kind === "cancelled" ? cancelled : { kind: "failed", error });

/**
 * Makes a backup: piece by piece into a file the person names, or into the folder; then the file is read back and checked, and only then it counts.
 *
 * Takes   `folder`: where to, null = ask for a file; `keep`: how many stay there; `isStopped`, asked between pieces.
 */
export async function makeBackup(folder: ChosenFolder | null, keep: number, isStopped: () => boolean): Promise<BackupOutcome> {
  const begun = await askCore("beginBackup", null);
  if (!begun.ok) return failed(begun.error);
  const { token, name } = begun.value;
  const opened =
    folder === null
      ? await host().saveFile({ name, mediaType: "application/octet-stream" })
      : await host().writeToFolder({ folder: folder.token, name });
  const outcome = !opened.ok
    ? failed(folder !== null && opened.error.kind === "refused" ? { kind: "folder-gone" } : opened.error)
    : opened.value === "cancelled"
      ? cancelled
      : await writeAndCheck(token, opened.value, isStopped);
  endJob(job);
  if (outcome.kind !== "done") {
    await askCore("dropBackup", { token });
    // What was written there and did not stand the check is no backup.
    if (folder !== null && opened.ok) await host().removeFromFolder({ folder: folder.token, name });
    return outcome;
  }
  // Where an exhibit is damaged here, an older backup may hold it whole: none goes.
  const isDamaged = useQuarantine.getState().files.size > 0;
  const removed = folder === null || isDamaged ? 0 : await rotate(folder, keep);
  await refreshBackup();
  return { ...outcome, removed };
}

async function writeAndCheck(token: string, sink: FileSink, isStopped: () => boolean): Promise<BackupOutcome> {
  const trouble = await writePieces(token, sink, isStopped);
  if (trouble !== null) {
    await sink.abort();
    return trouble;
  }
  const closed = await sink.close();
  if (!closed.ok) return failed(closed.error);
  const written = await sink.readBack();
  if (!written.ok) return failed(written.error);
  if (isStopped()) return cancelled;
  const receipt = await askCore("finishBackup", { token, file: written.value });
  return receipt.ok ? { kind: "done", receipt: receipt.value, removed: 0 } : failed(receipt.error);
}

async function writePieces(token: string, sink: FileSink, isStopped: () => boolean): Promise<BackupOutcome | null> {
  for (let isLast = false; !isLast; ) {
    if (isStopped()) return cancelled;
    const piece = await askCore("backupPiece", { token });
    if (!piece.ok) return failed(piece.error);
    const written = await sink.write(piece.value.bytes);
    if (!written.ok) return failed(written.error);
    const { done, total } = piece.value;
    putJob({ id: job, titleKey: `jobs:${job}`, done, total });
    isLast = piece.value.isLast;
  }
  return null;
}

/** Removes what is more than `keep`: of the files this vault remembers, and no others. Gives how many went. */
async function rotate({ token }: ChosenFolder, keep: number): Promise<number> {
  const [present, made] = [await host().listFolder({ folder: token }), await askCore("listBackups", null)];
  if (!present.ok || !made.ok) return 0;
  let removed = 0;
  for (const name of backupsToRemove(made.value, present.value, keep)) {
    if ((await host().removeFromFolder({ folder: token, name })).ok) removed += 1;
  }
  return removed;
}
