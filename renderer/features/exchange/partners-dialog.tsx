import { type ReactNode, useState } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { AddPartner } from "./add-partner.tsx";
import { OwnIdentity } from "./own-identity.tsx";
import { IdentityFacts, PartnerTrust } from "./partner-facts.tsx";
import { usePartners } from "./use-partners.ts";
import "./exchange.css";

export function PartnersDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "partners" ? <Opened dropped={dialog.file} /> : null;
}

/** Whom we know and who we are; adding a partner takes the dialog over. */
function Opened({ dropped }: { readonly dropped: File | null }): ReactNode {
  const { partners, reload } = usePartners();
  const [isAdding, setAdding] = useState(dropped !== null);
  const back = (): void => {
    setAdding(false);
    reload();
  };
  return isAdding ? (
    <AddPartner partners={partners ?? []} dropped={dropped} onDone={back} />
  ) : (
    <PartnerList partners={partners} onAdd={() => setAdding(true)} />
  );
}

function PartnerList({ partners, onAdd }: { readonly partners: readonly Partner[] | null; readonly onAdd: () => void }): ReactNode {
  const t = useTranslate();
  const me = useDesk((desk) => desk.me);
  const footer = (
    <>
      <Button onClick={closeDialog}>{t("common:close")}</Button>
      <Button intent="primary" icon="new-person" autoFocus onClick={onAdd}>
        {t("exchange:partners.add")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("exchange:partners.title")} icon="people" width="large" onClose={closeDialog} footer={footer}>
      <div className="exchange-partners">
        <section aria-label={t("exchange:partners.list")}>
          <h3>{t("exchange:partners.list")}</h3>
          {partners?.length === 0 && <EmptyState icon="people" title={t("exchange:partners.none")} description={t("exchange:partners.noneHelp")} />}
          <ul className="exchange-cards">
            {partners?.map((partner) => (
              <li key={partner.author} className="exchange-card">
                <IdentityFacts identity={partner} />
                <PartnerTrust partner={partner} />
              </li>
            ))}
          </ul>
        </section>
        {me !== null && me.fingerprint !== "" && <OwnIdentity me={me} />}
      </div>
    </Dialog>
  );
}
