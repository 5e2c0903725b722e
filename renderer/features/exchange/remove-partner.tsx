import { type ReactNode, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts } from "./partner-facts.tsx";

/** Takes the trust in a partner back, after saying what that does. */
export function RemovePartner({ partner, onDone }: { readonly partner: ListedPartner; readonly onDone: () => void }): ReactNode {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const removed = await askOrTell("removePartner", { author: partner.author });
    setBusy(false);
    if (removed === null) return;
    notify("success", "partners:remove.done", { officer: partner.officer });
    onDone();
  };
  const footer = (
    <>
      <Button icon="arrow-left" autoFocus onClick={onDone}>
        {t("common:back")}
      </Button>
      <Button intent="danger" icon="disable" isLoading={isBusy} onClick={() => void remove()}>
        {t("partners:act.remove")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("partners:act.remove")} icon="people" onClose={closeDialog} footer={footer} hasDraft={false}>
      <div className="partners-form">
        <IdentityFacts identity={partner} />
        <p className="partners-text">{t("partners:remove.text")}</p>
      </div>
    </Dialog>
  );
}
