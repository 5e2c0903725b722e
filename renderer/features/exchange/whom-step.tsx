import type { ReactNode } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useFormat } from "../../ui/format.ts";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { type ShareDraft, toggled } from "./share-plan.ts";

interface WhomStepProps {
  readonly draft: ShareDraft;
  readonly change: (part: Partial<ShareDraft>) => void;
  readonly partners: readonly Partner[] | null;
  readonly trouble: string | null;
}

/** Verified partners as cards; one or several. */
export function WhomStep({ draft, change, partners, trouble }: WhomStepProps): ReactNode {
  const t = useTranslate();
  if (trouble !== null) return <Callout tone="danger">{trouble}</Callout>;
  if (partners?.length === 0) {
    return (
      <EmptyState
        icon="people"
        title={t("exchange:partners.none")}
        description={t("exchange:partners.noneHelp")}
        action={
          <Button icon="new-person" onClick={() => openDialog({ kind: "partners" })}>
            {t("exchange:partners.add")}
          </Button>
        }
      />
    );
  }
  return (
    <fieldset className="exchange-scroll exchange-recipients">
      <legend>{t("exchange:whom.title")}</legend>
      <p className="exchange-muted">{t("exchange:whom.help")}</p>
      {partners?.map((partner, at) => (
        <RecipientCard
          key={partner.author}
          partner={partner}
          isFirst={at === 0}
          isOn={draft.to.includes(partner.author)}
          onToggle={() => change({ to: toggled(draft.to, partner.author) })}
        />
      ))}
    </fieldset>
  );
}

interface CardProps {
  readonly partner: Partner;
  readonly isFirst: boolean;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}

function RecipientCard({ partner, isFirst, isOn, onToggle }: CardProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <label className={isOn ? "exchange-recipient exchange-recipient-on" : "exchange-recipient"}>
      {/* biome-ignore lint/a11y/noAutofocus: the one question of the step */}
      <input type="checkbox" checked={isOn} autoFocus={isFirst} onChange={onToggle} />
      <span className="exchange-recipient-name">
        <span className="exchange-card-head">
          <AgencyTag agency={partner.agency} />
          <strong>
            <SafeText text={partner.officer} />
          </strong>
        </span>
        <span className="exchange-muted">
          <SafeText text={partner.agencyName} />
        </span>
        <span className="exchange-muted">
          {t(`exchange:verified.${partner.verified}`)}, {format.date(partner.verifiedAt)}
        </span>
      </span>
      <Fingerprint text={partner.fingerprint} label={t("exchange:fingerprint")} />
      <span className="exchange-ceiling">
        <span className="exchange-muted">{t("exchange:column.ceiling")}</span>
        <HandlingTag handling={partner.ceiling} />
      </span>
    </label>
  );
}
