import { type ReactNode, useState } from "react";
import { askCore, tellFailure } from "../../state/ask.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { noteTypedBack } from "../../state/recovery-note.ts";
import { notify } from "../../state/jobs.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ChangePassphrase } from "./change-passphrase.tsx";
import { KeyFilePart } from "./key-file-part.tsx";
import { RenewRecovery } from "./renew-recovery.tsx";
import { RecoveryStep } from "./recovery-step.tsx";
import { useKeepOpen } from "../../state/use-keep-open.ts";
import "./gate.css";

const parts = ["passphrase", "recovery", "key-file"] as const;

/** What opens the vault, changed: passphrase, recovery code, key file. Each asks a secret once more. Open while the desk says so. */
export function KeysDialog(): ReactNode {
  const part = useDesk(({ dialog }) => (dialog?.kind === "keys" ? dialog.part : null));
  return part === null ? null : <OpenDialog part={part} />;
}

function OpenDialog({ part }: { readonly part: (typeof parts)[number] }): ReactNode {
  const t = useTranslate();
  const me = useDesk((desk) => desk.me);
  const [code, setCode] = useState<string | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  useKeepOpen(code !== null);
  const panels = { passphrase: <ChangePassphrase />, recovery: <RenewRecovery onMade={setCode} />, "key-file": <KeyFilePart /> };
  // The new code opens nothing before it was typed back: it is not closed away by a slip, and a sheet of it with it.
  const close = (): void => {
    if (code === null) closeDialog();
    else notify("warning", "keys:recovery.notYet");
  };
  const keepOld = (): void => {
    notify("success", "keys:recovery.oldKept");
    closeDialog();
  };
  const finish = async (): Promise<void> => {
    if (isConfirming) return;
    setConfirming(true);
    const confirmed = await askCore("confirmRecovery", null);
    setConfirming(false);
    if (!confirmed.ok) return tellFailure(confirmed.error);
    await noteTypedBack();
    notify("success", "keys:recovery.renewed");
    closeDialog();
  };
  return (
    <Dialog title={t("keys:title")} icon="key" isOpen onClose={close} hasDraft={false}>
      <div className="gate-keys">
        {code !== null && me !== null ? (
          <RecoveryStep me={me} code={code} onDone={() => void finish()} onKeepOld={keepOld} />
        ) : (
          <Tabs
            label={t("keys:title")}
            active={part}
            tabs={parts.map((id) => ({ id, title: t(`keys:tab.${id}`), panel: panels[id] }))}
            onChange={(id) => openDialog({ kind: "keys", part: parts.find((each) => each === id) ?? "passphrase" })}
          />
        )}
      </div>
    </Dialog>
  );
}
