import { type ReactNode, useEffect } from "react";
import { backupDue } from "../../../shared/case/backup-rotation.ts";
import { refreshBackup } from "../../state/backup-state.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Reminder } from "../../ui/reminder.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./backup.css";

/** Days since the last backup when one is due, "never", or null: not due, or not known. */
function useDue(): ReturnType<typeof backupDue> {
  const backup = useDesk((desk) => desk.backup);
  const isIn = useDesk(({ screen }) => screen === "cases" || screen === "workbench");
  useEffect(() => {
    if (isIn && backup === null) void refreshBackup();
  }, [isIn, backup]);
  return backup === null ? null : backupDue(backup.lastAt, backup.days, Date.now());
}

/** Above the list of cases: a backup is due. */
export function BackupReminder(): ReactNode {
  const t = useTranslate();
  const due = useDue();
  if (due === null) return null;
  return (
    <Reminder
      title={due === "never" ? t("backup:due.never") : t("backup:due.since", { count: due })}
      text={t(due === "never" ? "backup:due.helpNever" : "backup:due.help")}
      icon="saved"
      label={t("backup:command.make")}
      onClick={() => openDialog({ kind: "backup" })}
    />
  );
}

/** The same in the status bar, in a few words. */
export function BackupStatus(): ReactNode {
  const t = useTranslate();
  const due = useDue();
  if (due === null) return null;
  return (
    <button type="button" className="shell-status-item backup-status" onClick={() => openDialog({ kind: "backup" })}>
      <Icon name="saved" size={12} />
      {due === "never" ? t("backup:status.never") : t("backup:status.since", { count: due })}
    </button>
  );
}

export function LastBackup(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const backup = useDesk((desk) => desk.backup);
  if (backup === null) return null;
  return (
    <p className="backup-muted">{backup.lastAt === null ? t("backup:last.never") : t("backup:last.at", { time: format.dateTime(backup.lastAt) })}</p>
  );
}
