import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BackupDialog } from "../../renderer/features/backup/backup-dialog.tsx";
import { BackupSettings } from "../../renderer/features/backup/backup-settings.tsx";
import { BackupReminder } from "../../renderer/features/backup/reminder.tsx";
import { CaseList } from "../../renderer/features/cases/case-list.tsx";
import { CaseNameDialog } from "../../renderer/features/cases/case-name-dialog.tsx";
import { DeleteCaseDialog } from "../../renderer/features/cases/delete-case-dialog.tsx";
import { DestroyedDialog } from "../../renderer/features/cases/destroyed-dialog.tsx";
import { SampleDialog } from "../../renderer/features/cases/sample-dialog.tsx";
import { NewCaseDialog } from "../../renderer/features/cases/new-case-dialog.tsx";
import { KeysDialog } from "../../renderer/features/gate/keys-dialog.tsx";
import { FirstRun } from "../../renderer/features/gate/first-run.tsx";
import { RecoveryReminder } from "../../renderer/features/gate/recovery-reminder.tsx";
import { ReadingNotice } from "../../renderer/features/gate/reading-notice.tsx";
import { Restore } from "../../renderer/features/gate/restore.tsx";
import { Unlock } from "../../renderer/features/gate/unlock.tsx";
import { ImportDialog } from "../../renderer/features/intake/import-dialog.tsx";
import { PasteDialog } from "../../renderer/features/intake/paste-dialog.tsx";
import { ProfilesDialog } from "../../renderer/features/intake/profiles-dialog.tsx";
import { caseDoor } from "../../renderer/state/bridge.ts";
import { closeDialog, setLanguage, setMe, showScreen, useDesk } from "../../renderer/state/desk.ts";
import { Dialog } from "../../renderer/ui/dialog.tsx";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import type { CaseDoor } from "../../shared/case/door.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { expectValue } from "../kit/agency.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import type { MemoryBoxStore } from "../kit/memory-box-store.ts";
import { attachWindowCore } from "../kit/window-core.ts";

/** The screens before and around a case over a whole core, in English, with an empty vault. */
export function openGateStage(seed: string, stores?: Map<number, MemoryBoxStore>): { readonly saved: Map<string, Bytes>; readonly door: CaseDoor } {
  const saved = new Map<string, Bytes>();
  attachWindowCore(createSavingHost(saved), seed, stores === undefined ? {} : { stores });
  useDesk.subscribe(({ language }, before) => language !== before.language && setUiLanguage(language));
  setUiLanguage("en");
  setLanguage("en");
  const root = document.createElement("div");
  root.style.height = "100vh";
  document.body.append(root);
  createRoot(root).render(
    <StrictMode>
      <BlueprintProvider>
        <Screens />
      </BlueprintProvider>
    </StrictMode>,
  );
  return { saved, door: caseDoor() };
}

/** Makes a vault without the window, and shows the list of its cases. */
export async function enterOffice(door: CaseDoor): Promise<void> {
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  setMe(expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person })).me);
  showScreen("cases");
}

function Screens(): ReactNode {
  const screen = useDesk((desk) => desk.screen);
  const dialog = useDesk((desk) => desk.dialog?.kind);
  return (
    <>
      {screen === "first-run" && <FirstRun />}
      {screen === "locked" && <Unlock />}
      {screen === "restore" && <Restore />}
      {screen === "cases" && (
        <ReadingNotice
          onLock={() =>
            void caseDoor()
              .lock(null)
              .then(() => showScreen("restore"))
          }
        />
      )}
      {screen === "cases" && <RecoveryReminder />}
      {screen === "cases" && <BackupReminder />}
      {screen === "cases" && <CaseList />}
      <NewCaseDialog />
      <KeysDialog />
      <SampleDialog />
      <CaseNameDialog />
      <DeleteCaseDialog />
      <DestroyedDialog />
      <ImportDialog />
      <ProfilesDialog />
      <PasteDialog />
      {dialog === "backup" && <BackupDialog />}
      {dialog === "settings" && (
        <Dialog title="Settings" isOpen onClose={closeDialog}>
          <BackupSettings />
        </Dialog>
      )}
    </>
  );
}
