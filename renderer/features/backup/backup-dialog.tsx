import { type ReactNode, useState } from "react";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { CheckBackup } from "./check-backup.tsx";
import { Receipt } from "./receipt.tsx";
import { LastBackup } from "./reminder.tsx";
import { type BackupRunning, chooseBackupFolder, type FolderTrouble, useBackup } from "./use-backup.ts";
import "./backup.css";

type Tab = "make" | "check";

/** Makes a backup, or checks one. */
export function BackupDialog(): ReactNode {
  const t = useTranslate();
  const given = useDesk(({ dialog }) => (dialog?.kind === "backup" ? dialog.file : undefined));
  const [tab, setTab] = useState<Tab>(given === undefined ? "make" : "check");
  const running = useBackup();
  // While it runs only its own button ends it: nothing is lost by a slip.
  const close = (): void => (running.isBusy ? undefined : closeDialog());
  return (
    <Dialog title={t("backup:title")} icon="saved" isOpen onClose={close} hasDraft={false}>
      <Tabs
        label={t("backup:title")}
        active={tab}
        onChange={(id) => setTab(id === "check" ? "check" : "make")}
        tabs={[
          { id: "make", title: t("backup:tab.make"), panel: <MakeBackup running={running} /> },
          { id: "check", title: t("backup:tab.check"), panel: <CheckBackup given={given} isBusyElsewhere={running.isBusy} /> },
        ]}
      />
    </Dialog>
  );
}

function MakeBackup({ running }: { readonly running: BackupRunning }): ReactNode {
  const t = useTranslate();
  const { isBusy, outcome } = running;
  return (
    <div className="backup-body">
      {outcome?.kind === "failed" && <Callout tone="danger">{failureText(outcome.error)}</Callout>}
      {outcome?.kind === "cancelled" && <Callout tone="warning">{t("backup:cancelled")}</Callout>}
      {isBusy ? (
        <Underway onStop={running.stop} />
      ) : outcome?.kind === "done" ? (
        <Receipt receipt={outcome.receipt} removed={outcome.removed} />
      ) : (
        <Places running={running} />
      )}
    </div>
  );
}

function Places({ running }: { readonly running: BackupRunning }): ReactNode {
  const t = useTranslate();
  const backup = useDesk((desk) => desk.backup);
  const [trouble, setTrouble] = useState<FolderTrouble | null>(null);
  const choose = async (): Promise<void> => setTrouble(await chooseBackupFolder());
  const folder = backup?.folder ?? null;
  return (
    <>
      <p>{t("backup:text")}</p>
      <LastBackup />
      {trouble !== null && <Callout tone="warning">{failureText({ kind: trouble })}</Callout>}
      <div className="backup-moves">
        <Button icon="saved" intent="primary" autoFocus onClick={() => running.start(null)}>
          {t("backup:toFile")}
        </Button>
        {folder !== null && (
          <Button icon="folder-close" onClick={() => running.start(folder)}>
            {t("backup:toFolder")}
          </Button>
        )}
        <Button isMinimal icon="folder-open" onClick={() => void choose()}>
          {t(folder === null ? "backup:chooseFolder" : "backup:otherFolder")}
        </Button>
      </div>
      {folder !== null && backup !== null && (
        <p className="backup-muted">
          {t("backup:folderIs")} <SafeText text={folder.name} />. {t("backup:folderKeeps", { count: backup.keep })}
        </p>
      )}
    </>
  );
}

/** Writing, then reading back: one bar each. */
function Underway({ onStop }: { readonly onStop: () => void }): ReactNode {
  const t = useTranslate();
  const jobs = useJobs((state) => state.jobs);
  const checking = jobs.find(({ id }) => id === "check-backup");
  const job = checking ?? jobs.find(({ id }) => id === "backup");
  return (
    <>
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={t(checking === undefined ? "backup:writing" : "backup:checking")} />
      <p className="backup-muted">{t("backup:goOn")}</p>
      <div className="backup-moves">
        <Button onClick={onStop}>{t("common:cancel")}</Button>
      </div>
    </>
  );
}
