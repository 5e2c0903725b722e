import { type ReactNode, useEffect, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { choosePartner, closeDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Grid } from "../../ui/grid.tsx";
import { commandEntries, showCommandMenu } from "../../ui/menu.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { partnerCommands } from "./partner-commands.ts";
import { usePartnerColumns } from "./partner-columns.tsx";
import { PartnerDetails } from "./partner-details.tsx";
import { showPartners } from "./show-partners.ts";

interface RegisterProps {
  readonly partners: readonly ListedPartner[];
  readonly chosen: AuthorId | null;
  readonly reload: () => void;
}

/** All partners as a table, and everything of the chosen one beside it. */
export function PartnerRegister({ partners, chosen: first, reload }: RegisterProps): ReactNode {
  const t = useTranslate();
  const [picked, pick] = useState<string | null>(first);
  const columns = usePartnerColumns();
  const chosen = partners.find(({ author }) => author === picked) ?? partners[0];
  // Whom commands mean: the one that is shown, also when the list is asked for anew.
  useEffect(() => {
    if (chosen !== undefined) choosePartner(chosen);
  }, [chosen]);
  const footer = (
    <>
      <Button icon="key" onClick={() => showPartners("ours")}>
        {t("partners:command.ours")}
      </Button>
      <Button icon="document-open" onClick={() => showPartners("notice")}>
        {t("partners:command.notice")}
      </Button>
      <Button icon="new-person" intent="primary" autoFocus={partners.length === 0} onClick={() => showPartners("add")}>
        {t("exchange:partners.add")}
      </Button>
      <Button onClick={closeDialog}>{t("common:close")}</Button>
    </>
  );
  return (
    <Dialog isOpen title={t("exchange:partners.title")} icon="people" width="wide" onClose={closeDialog} footer={footer} hasDraft={false}>
      {partners.length === 0 && <EmptyState icon="people" title={t("exchange:partners.none")} description={t("exchange:partners.noneHelp")} />}
      {chosen !== undefined && (
        <div className="partners-register" data-scope="partners">
          <section className="partners-table" aria-label={t("exchange:partners.list")}>
            <h3>{t("exchange:partners.list")}</h3>
            <div className="partners-grid">
              <Grid
                label={t("exchange:partners.list")}
                columns={columns}
                rows={partners}
                rowKey={({ author }) => author}
                selectedKeys={[chosen.author]}
                onSelect={([key]) => key !== undefined && pick(key)}
                onActivate={({ author }) => showPartners("verify", author)}
                onMenu={(partner, at) => {
                  pick(partner.author);
                  choosePartner(partner);
                  showCommandMenu(at, commandEntries(partnerCommands));
                }}
              />
            </div>
          </section>
          <PartnerDetails key={chosen.author} partner={chosen} reload={reload} />
        </div>
      )}
    </Dialog>
  );
}
