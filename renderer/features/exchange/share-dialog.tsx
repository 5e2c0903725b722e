import type { ReactNode } from "react";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

export function ShareDialog(): ReactNode {
  const t = useTranslate();
  const isOpen = useDesk(({ dialog }) => dialog?.kind) === "share";
  const title = useCaseMirror(({ opened }) => opened?.title ?? "");
  if (!isOpen) return null;
  return (
    <Dialog isOpen title={t("exchange:share.title")} icon="send-to" onClose={closeDialog}>
      <SafeText text={title} />
    </Dialog>
  );
}
