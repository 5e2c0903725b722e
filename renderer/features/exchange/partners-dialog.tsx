import { type ReactNode, useEffect, useState } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

export function PartnersDialog(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "partners" ? <OpenDialog /> : null;
}

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const [partners, setPartners] = useState<readonly Partner[]>([]);
  useEffect(() => {
    void askOrTell("listPartners", null).then((found) => setPartners(found ?? []));
  }, []);
  return (
    <Dialog isOpen title={t("exchange:partners.title")} icon="people" onClose={closeDialog}>
      {partners.map((partner) => (
        <div key={partner.author}>
          <SafeText text={partner.officer} />
          <Fingerprint text={partner.fingerprint} label={t("exchange:fingerprint")} />
        </div>
      ))}
    </Dialog>
  );
}
