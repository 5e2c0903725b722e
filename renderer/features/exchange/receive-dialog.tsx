import type { ReactNode } from "react";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FileField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";

export function ReceiveDialog(): ReactNode {
  const t = useTranslate();
  const dialog = useDesk((desk) => desk.dialog);
  if (dialog?.kind !== "receive") return null;
  return (
    <Dialog isOpen title={t("exchange:receive.title")} icon="inbox" onClose={closeDialog}>
      <FileField label={t("exchange:receive.file")} accept=".dalel" autoFocus onFile={(file) => openDialog({ kind: "receive", file })} />
    </Dialog>
  );
}
