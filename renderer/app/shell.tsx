import { type ReactNode, useEffect } from "react";
import { BackupReminder } from "../features/backup/reminder.tsx";
import { CaseList } from "../features/cases/case-list.tsx";
import { EarlyBanner } from "../features/cases/early-banner.tsx";
import { OwnKeyReminder } from "../features/exchange/own-key-reminder.tsx";
import { OverlayBar } from "../features/exchange/overlay-bar.tsx";
import { FirstRun } from "../features/gate/first-run.tsx";
import { RecoveryReminder } from "../features/gate/recovery-reminder.tsx";
import { ReadingNotice } from "../features/gate/reading-notice.tsx";
import { RegisterReminder } from "../features/register/reminder.tsx";
import { Looking } from "../features/looking/looking.tsx";
import { Restore } from "../features/gate/restore.tsx";
import { Unlock } from "../features/gate/unlock.tsx";
import { isNow, useCaseMirror } from "../state/case-mirror.ts";
import { type Screen, showScreen, useDesk } from "../state/desk.ts";
import { isLostByClosing, useJobs } from "../state/jobs.ts";
import { keepSnapshots } from "../state/keep-snapshots.ts";
import { useKeepOpen } from "../state/use-keep-open.ts";
import { keepViewHistory } from "../state/view-history.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { useTranslate } from "../ui/translate.ts";
import { OpenedDialog } from "./dialogs.tsx";
import { takeDroppedFiles } from "./dropped-files.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { bindKeys } from "./keymap.ts";
import { keepNativeMenu } from "./native-menu.ts";
import { lockNow } from "./session.ts";
import { StatusBar } from "./status-bar.tsx";
import { Toaster } from "./toaster.tsx";
import { ToolBar } from "./tool-bar.tsx";
import { Workbench } from "./workbench.tsx";
import "./shell.css";

/** The window: one screen at a time, the dialog above it, notices above all. */
export function Shell(): ReactNode {
  const screen = useDesk((desk) => desk.screen);
  const isBack = useCaseMirror(({ look }) => !isNow(look));
  useEffect(bindKeys, []);
  useEffect(keepNativeMenu, []);
  useEffect(takeDroppedFiles, []);
  useEffect(keepViewHistory, []);
  useEffect(keepSnapshots, []);
  useKeepOpen(useJobs(({ jobs }) => jobs.some(isLostByClosing)));
  const isIn = screen === "cases" || screen === "workbench";
  return (
    <div className="shell" data-screen={screen} data-time={isBack ? "back" : "now"}>
      {isIn && <ToolBar />}
      <EarlyBanner />
      <Looking />
      {screen === "workbench" && <OverlayBar />}
      {screen === "cases" && <ReadingNotice onLock={() => void lockToRepair()} />}
      {screen === "cases" && <OwnKeyReminder />}
      {screen === "cases" && <RecoveryReminder />}
      {screen === "cases" && <RegisterReminder />}
      {screen === "cases" && <BackupReminder />}
      <div className="shell-screen">
        <ErrorBoundary key={screen}>
          <CurrentScreen screen={screen} />
        </ErrorBoundary>
      </div>
      <StatusBar />
      <OpenedDialog />
      <Toaster />
    </div>
  );
}

async function lockToRepair(): Promise<void> {
  await lockNow();
  showScreen("restore");
}

function CurrentScreen({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen) {
    case "starting":
      return null;
    case "waiting":
    case "elsewhere":
      return <OtherWindow screen={screen} />;
    case "first-run":
      return <FirstRun />;
    case "locked":
      return <Unlock />;
    case "restore":
      return <Restore />;
    case "cases":
      return <CaseList />;
    case "workbench":
      return <Workbench />;
  }
}

/** Another window holds the vault: it may be just going, or it stays. */
function OtherWindow({ screen }: { readonly screen: "waiting" | "elsewhere" }): ReactNode {
  const t = useTranslate();
  return (
    <main className="shell-elsewhere">
      <div role="status">
        <EmptyState icon={screen === "waiting" ? "time" : "lock"} title={t(`shell:${screen}.title`)} description={t(`shell:${screen}.text`)} />
      </div>
    </main>
  );
}
