import type { ReactNode } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import type { Identity, Partner } from "../../../shared/partner/model.ts";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag, Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./exchange.css";

/** Who it is: officer, agency, fingerprint. */
export function IdentityFacts({ identity, isLarge = false }: { readonly identity: Identity; readonly isLarge?: boolean }): ReactNode {
  const t = useTranslate();
  return (
    <div className="exchange-identity">
      <IdentityNames identity={identity} />
      <Fingerprint text={identity.fingerprint} label={t("exchange:fingerprint")} isLarge={isLarge} />
    </div>
  );
}

/** Officer and agency alone. */
export function IdentityNames({ identity }: { readonly identity: Identity }): ReactNode {
  return (
    <>
      <div className="exchange-who">
        <strong>
          <SafeText text={identity.officer} />
        </strong>
        <AgencyTag agency={identity.agency} />
      </div>
      <div className="exchange-muted">
        <SafeText text={identity.agencyName} />
      </div>
    </>
  );
}

const tones = {
  active: "success",
  expiring: "warning",
  expired: "danger",
  doubted: "danger",
  revoked: "danger",
  replaced: "none",
  removed: "none",
} as const satisfies Readonly<Record<ListedPartner["standing"], Tone>>;

/** How a partner stands, in a word. New keys that wait to be compared are said first. */
export function StandingTag({ partner: { standing, replaced } }: { readonly partner: ListedPartner }): ReactNode {
  const t = useTranslate();
  const isWaiting = replaced?.isAccepted === false && (standing === "active" || standing === "expiring");
  return isWaiting ? (
    <Tag tone="warning" icon="key">
      {t("partners:standing.announced")}
    </Tag>
  ) : (
    <Tag tone={tones[standing]}>{t(`partners:standing.${standing}`)}</Tag>
  );
}

/** How sure we are of a partner, and what they may receive. */
export function PartnerTrust({ partner }: { readonly partner: Partner }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <dl className="exchange-trust">
      <dt>{t(partner.verified === "key-change" ? "partners:fact.accepted" : "exchange:partner.verified")}</dt>
      <dd>{t(`exchange:partner.verifiedOn.${partner.verified}`, { date: format.date(partner.verifiedAt) })}</dd>
      <dt>{t("exchange:partner.ceiling")}</dt>
      <dd>
        <HandlingTag handling={partner.ceiling} />
        {partner.officialUse && <div>{t("partners:officialUse.short")}</div>}
      </dd>
    </dl>
  );
}
