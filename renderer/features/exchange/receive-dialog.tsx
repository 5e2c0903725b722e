import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import type { ReactNode } from "react";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { FileField } from "../../ui/field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { bundleFailureText } from "./exchange-words.ts";
import { ReviewDialog } from "./review-dialog.tsx";
import { useOpenedBundle } from "./use-opened-bundle.ts";
import "./exchange.css";

export function ReceiveDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "receive" ? <Received file={dialog.file} /> : null;
}

/** A file is asked for, checked, and shown with what accepting would change. Nothing is changed before that. */
function Received({ file }: { readonly file: File | null }): ReactNode {
  const opened = useOpenedBundle(file);
  return opened.review === null ? (
    <PickFile file={file} trouble={opened.trouble} />
  ) : (
    <ReviewDialog key={opened.review.token} review={opened.review} />
  );
}

type Trouble = ReturnType<typeof useOpenedBundle>["trouble"];

function PickFile({ file, trouble }: { readonly file: File | null; readonly trouble: Trouble }): ReactNode {
  const t = useTranslate();
  const isChecking = file !== null && trouble === null;
  return (
    <Dialog isOpen title={t("exchange:receive.title")} icon="inbox" onClose={closeDialog} footer={<CancelButton />}>
      {trouble !== null && file !== null && (
        <Callout tone="danger" title={<SafeText text={file.name} />}>
          {bundleFailureText(trouble)}
        </Callout>
      )}
      {isChecking ? (
        <div aria-live="polite">
          <p>
            <strong>
              <SafeText text={file.name} />
            </strong>
          </p>
          <Progress done={0} total={0} label={t("exchange:receive.checking")} />
        </div>
      ) : (
        <FileField
          label={t(trouble === null ? "exchange:receive.file" : "exchange:receive.other")}
          accept={fileEndings.bundle}
          autoFocus
          onFile={(picked) => openDialog({ kind: "receive", file: picked })}
        />
      )}
      <p className="exchange-muted">{t("exchange:receive.help")}</p>
    </Dialog>
  );
}
