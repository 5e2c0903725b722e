import { useRef, useState } from "react";
import type { Failure } from "../../../shared/kernel/result.ts";
import { askCore } from "../../state/ask.ts";
import { keepWishes } from "../../state/backup-state.ts";
import { host } from "../../state/bridge.ts";
import { type BackupWishes, useDesk } from "../../state/desk.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { type BackupOutcome, type BackupTrouble, makeBackup } from "../../state/make-backup.ts";

/** One backup under way or done; null = none yet. */
export interface BackupRunning {
  readonly isBusy: boolean;
  readonly outcome: BackupOutcome | null;
  /** Into the folder, or with null into a file the person names. */
  start(folder: BackupWishes["folder"]): void;
  stop(): void;
}

export function useBackup(): BackupRunning {
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<BackupOutcome | null>(null);
  const isStopped = useRef(false);
  const run = async (folder: BackupWishes["folder"]): Promise<void> => {
    isStopped.current = false;
    setOutcome(null);
    setBusy(true);
    const made = await makeBackup(folder, useDesk.getState().backup?.keep ?? 1, () => isStopped.current);
    setOutcome(made.kind === "failed" ? { ...made, error: await withName(made.error) } : made);
    setBusy(false);
  };
  const stop = (): void => {
    isStopped.current = true;
    void askCore("stopBackup", null);
  };
  return { isBusy, outcome, start: (folder) => void run(folder), stop };
}

/** A damaged case is named as the list names it. */
async function withName(error: Failure<BackupTrouble>): Promise<Failure<BackupTrouble>> {
  if (error.kind !== "case-is-damaged") return error;
  const cases = await askCore("listCases", null);
  const found = cases.ok ? cases.value.find(({ caseId }) => caseId === error.where) : undefined;
  const name = safeText(`${found?.number ?? ""} ${found?.title ?? ""}`.trim());
  return name === "" ? error : { ...error, where: name };
}

export type FolderTrouble = BackupTrouble | "no-folders";

/** Lets the person choose the folder of backups. Gives what went wrong, or null. */
export async function chooseBackupFolder(): Promise<FolderTrouble | null> {
  const chosen = await host().chooseFolder();
  if (!chosen.ok) return chosen.error.kind === "unavailable" ? "no-folders" : chosen.error.kind;
  if (chosen.value !== "cancelled") await keepWishes({ folder: chosen.value });
  return null;
}
