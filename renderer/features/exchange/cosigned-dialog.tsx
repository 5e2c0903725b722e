import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type ReactNode, useState } from "react";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CancelButton, Dialog } from "../../ui/dialog.tsx";
import { FileField } from "../../ui/field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { cosignFailureText } from "./exchange-words.ts";
import { PendingShares } from "./pending-shares.tsx";
import { readSmall } from "./read-small.ts";
import { ReceiptStep } from "./receipt-step.tsx";
import { usePartners } from "./use-partners.ts";
import { useSharing } from "./use-sharing.ts";
import "./exchange.css";
import "./cosign.css";

export function CosignedDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "cosigned" ? <Cosigned dropped={dialog.file} /> : null;
}

/** The second officer's signature is asked for; then the bundles are made and saved as those of any share. */
function Cosigned({ dropped }: { readonly dropped: File | null }): ReactNode {
  const t = useTranslate();
  const sharing = useSharing();
  const { partners } = usePartners();
  const [file, pick] = useState(dropped);
  const [unread, setUnread] = useState<Parameters<typeof cosignFailureText>[0] | null>(null);
  const trouble = unread ?? sharing.trouble;
  const make = async (chosen: File): Promise<void> => {
    const bytes = await readSmall(chosen);
    setUnread(bytes.ok ? null : bytes.error);
    if (bytes.ok) await sharing.startCosigned(bytes.value);
  };
  if (sharing.receipts.length > 0) {
    const done = (
      <Button intent="primary" icon="tick" onClick={sharing.leave}>
        {t("common:done")}
      </Button>
    );
    return (
      <Dialog isOpen width="large" title={t("cosign:command.cosigned")} icon="endorsed" onClose={sharing.leave} footer={done} hasDraft={false}>
        <ReceiptStep {...{ sharing, partners }} />
      </Dialog>
    );
  }
  const footer = (
    <>
      <CancelButton />
      <Button
        intent="primary"
        icon="endorsed"
        isDisabled={file === null}
        isLoading={sharing.isBusy}
        onClick={() => void (file === null ? undefined : make(file))}
      >
        {t("cosign:cosigned.act")}
      </Button>
    </>
  );
  const close = sharing.isBusy ? () => undefined : closeDialog;
  return (
    <Dialog isOpen width="large" title={t("cosign:command.cosigned")} icon="endorsed" onClose={close} footer={footer} hasDraft={false}>
      {trouble !== null && <Callout tone="danger">{cosignFailureText(trouble)}</Callout>}
      <FileField
        label={t(file === null ? "cosign:cosigned.file" : "cosign:cosigned.other")}
        accept={fileEndings.cosignature}
        autoFocus
        isDisabled={sharing.isBusy}
        {...(file === null ? {} : { chosen: file.name })}
        onFile={pick}
      />
      {sharing.isBusy ? (
        <Progress done={0} total={0} label={t("exchange:sign.busy")} />
      ) : (
        <p className="exchange-muted">{t("cosign:cosigned.help")}</p>
      )}
      <PendingShares partners={partners} isDisabled={sharing.isBusy} />
    </Dialog>
  );
}
