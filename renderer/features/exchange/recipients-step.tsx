import type { ReactNode } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { longestShownName, toShownName } from "../../../shared/kernel/shown-name.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { CheckField, RadioField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts, PartnerTrust, StandingTag } from "./partner-facts.tsx";
import { SealingChoice } from "./sealing-choice.tsx";
import type { ChangeDraft, ShareDraft } from "./share-draft.ts";
import "./cosign.css";

interface RecipientsProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly partners: readonly ListedPartner[] | null;
}

/** Partners, or somebody without keys. */
export function RecipientsStep({ draft, change, partners }: RecipientsProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="exchange-scroll">
      <RadioField
        label={t("cosign:to.way")}
        value={draft.isUnderPassphrase ? "passphrase" : "partners"}
        options={[
          { value: "partners", label: t("cosign:to.partners") },
          { value: "passphrase", label: t("cosign:to.passphrase") },
        ]}
        onChange={(picked) => change({ isUnderPassphrase: picked === "passphrase", to: [] })}
      />
      {draft.isUnderPassphrase ? <Addressee {...{ draft, change }} /> : <PartnerChoice {...{ draft, change, partners }} />}
    </div>
  );
}

/** Whom a copy under a passphrase is for. */
function Addressee({ draft, change }: Pick<RecipientsProps, "draft" | "change">): ReactNode {
  const t = useTranslate();
  const signed = toShownName(draft.addressee);
  const isAltered = signed !== null && signed !== draft.addressee.trim();
  return (
    <div className="cosign-addressee">
      <TextField
        label={t("cosign:to.name")}
        help={t("cosign:to.nameHelp")}
        value={draft.addressee}
        limit={longestShownName}
        isRequired
        onChange={(addressee) => change({ addressee })}
      />
      {isAltered && <Callout tone="warning">{t("cosign:to.nameSigned", { name: signed })}</Callout>}
      <Callout tone="warning">{t("cosign:to.what")}</Callout>
    </div>
  );
}

/** Partners as cards one ticks. Who was never verified, or is trusted no more, is not among them. */
function PartnerChoice({ draft, change, partners: all }: RecipientsProps): ReactNode {
  const t = useTranslate();
  const partners = all?.filter(({ standing }) => ["active", "expiring"].includes(standing));
  if (partners?.length === 0) {
    const add = (
      <Button intent="primary" icon="new-person" autoFocus onClick={() => openDialog({ kind: "partners", file: null })}>
        {t("exchange:to.addPartner")}
      </Button>
    );
    return (
      <>
        <EmptyState icon="people" title={t("exchange:to.none")} description={t("exchange:to.noneHelp")} action={add} />
        <NotOffered count={all?.length ?? 0} />
      </>
    );
  }
  const toggle = ({ author }: Partner, isOn: boolean): void =>
    change({ to: isOn ? [...draft.to, author] : draft.to.filter((other) => other !== author) });
  return (
    <>
      <fieldset className="exchange-set" data-begins={true}>
        <legend className="exchange-heading">{t("exchange:to.label")}</legend>
        <div className="exchange-cards">
          {partners?.map((partner) => (
            <label
              key={partner.author}
              className={draft.to.includes(partner.author) ? "exchange-card exchange-pick exchange-picked" : "exchange-card exchange-pick"}
            >
              <input type="checkbox" checked={draft.to.includes(partner.author)} onChange={(event) => toggle(partner, event.currentTarget.checked)} />
              <IdentityFacts identity={partner} />
              <div>
                {partner.standing === "expiring" && <StandingTag partner={partner} />}
                <PartnerTrust partner={partner} />
              </div>
            </label>
          ))}
        </div>
      </fieldset>
      {draft.to.length > 1 && <CheckField label={t("share:to.together")} isOn={draft.isTogether} onChange={(isTogether) => change({ isTogether })} />}
      <p className="exchange-muted">{t(draft.isTogether || draft.to.length < 2 ? "exchange:to.seen" : "share:to.apart")}</p>
      <SealingChoice {...{ draft, change }} partners={partners ?? []} />
      {partners !== undefined && all !== null && <NotOffered count={all.length - partners.length} />}
    </>
  );
}

/** Partners who cannot be chosen: whoever looks for one of them is not to think that he is unknown. */
function NotOffered({ count }: { readonly count: number }): ReactNode {
  const t = useTranslate();
  return count === 0 ? null : <p className="exchange-muted">{t("partners:notOffered", { count })}</p>;
}
