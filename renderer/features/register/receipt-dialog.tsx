import { type ReactNode, useState } from "react";
import { askCore } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { noteFailureText } from "./register-words.ts";
import { saveNote } from "./save-note.ts";

/** Offers a signed receipt for a bundle that was just accepted, looked at or refused. */
export function ReceiptDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "receipt" ? <Offered statementHash={dialog.statementHash} deed={dialog.deed} /> : null;
}

function Offered({ statementHash, deed }: { readonly statementHash: string; readonly deed: "arrival" | "refused" }): ReactNode {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ readonly kind: string; readonly where?: string } | null>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const made = await askCore("makeReceipt", { statementHash, deed, notice: null });
    setBusy(false);
    if (!made.ok) return setTrouble(made.error);
    if (await saveNote(made.value.file)) closeDialog();
  };
  const footer = (
    <>
      <Button onClick={closeDialog}>{t("register:offer.later")}</Button>
      <Button intent="primary" icon="endorsed" autoFocus isLoading={isBusy} onClick={() => void save()}>
        {t("register:act.receipt")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("register:offer.title")} icon="endorsed" onClose={closeDialog} footer={footer}>
      {trouble !== null && <Callout tone="danger">{noteFailureText(trouble)}</Callout>}
      <p>{t(`register:offer.${deed}`)}</p>
      <p className="register-hint">{t("register:offer.help")}</p>
    </Dialog>
  );
}
