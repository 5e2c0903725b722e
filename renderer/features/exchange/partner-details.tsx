import { type ReactNode, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts, StandingTag } from "./partner-facts.tsx";
import { StolenNote } from "./stolen-note.tsx";
import { showPartners } from "./show-partners.ts";

interface DetailsProps {
  readonly partner: ListedPartner;
  readonly reload: () => void;
}

/** All we know of a partner, and what can be done about it. */
export function PartnerDetails({ partner, reload }: DetailsProps): ReactNode {
  const t = useTranslate();
  return (
    <section className="partners-details" aria-label={t("partners:details")}>
      <StandingTag partner={partner} />
      <IdentityFacts identity={partner} />
      <StandingNote partner={partner} reload={reload} />
      <StolenNote partner={partner} />
      <TrustFacts partner={partner} />
      <Acts partner={partner} />
    </section>
  );
}

/** Why a partner is not simply trusted, with what to do. */
function StandingNote({ partner, reload }: DetailsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { standing, revoked, replaced, removedAt, trustedUntil } = partner;
  const isTrusted = standing === "active" || standing === "expiring";
  if (replaced !== null && !replaced.isAccepted && isTrusted) return <Announced partner={partner} reload={reload} />;
  if (revoked !== null && (standing === "revoked" || standing === "expiring")) {
    const tone = standing === "revoked" ? "danger" : "warning";
    return (
      <Callout tone={tone}>
        {t(`partners:note.${standing === "revoked" ? "revoked" : "willEnd"}.${revoked.reason}`, { date: format.date(revoked.from) })}
      </Callout>
    );
  }
  if (standing === "replaced" && replaced !== null) return <Callout>{t("partners:note.replaced", { date: format.date(replaced.at) })}</Callout>;
  if (standing === "removed") return <Callout>{t("partners:note.removed", { date: format.date(removedAt ?? 0) })}</Callout>;
  if (standing === "doubted") return <Callout tone="danger">{t("partners:note.doubted")}</Callout>;
  if (standing === "expired") return <Callout tone="danger">{t("partners:note.expired", { date: format.date(trustedUntil) })}</Callout>;
  return standing === "expiring" ? <Callout tone="warning">{t("partners:note.expiring", { date: format.date(trustedUntil) })}</Callout> : null;
}

/** New keys that the partner announced: compared, which is sure, or accepted because the old key signed them. */
function Announced({ partner, reload }: DetailsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [isBusy, setBusy] = useState(false);
  const { replaced, author } = partner;
  if (replaced === null) return null;
  const accept = async (): Promise<void> => {
    setBusy(true);
    const accepted = await askOrTell("acceptKeyChange", { author });
    setBusy(false);
    if (accepted === null) return;
    notify("success", "partners:announced.accepted", { officer: accepted.officer });
    reload();
    showPartners("register", accepted.author);
  };
  return (
    <Callout tone="warning" title={t("partners:announced.title", { date: format.date(replaced.at) })}>
      <p>{t("partners:announced.text")}</p>
      <Fingerprint text={replaced.by.fingerprint} label={t("exchange:fingerprint")} />
      <div className="partners-moves">
        <Button isSmall intent="primary" onClick={() => showPartners("verify", replaced.by.author)}>
          {t("partners:announced.compare")}
        </Button>
        <Button isSmall isLoading={isBusy} onClick={() => void accept()}>
          {t("partners:announced.accept")}
        </Button>
      </div>
    </Callout>
  );
}

function TrustFacts({ partner }: { readonly partner: ListedPartner }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { verified, verifiedAt, verifiedBy, ceiling, officialUse, trustedUntil, note, createdAt } = partner;
  const isCompared = verified !== "key-change";
  return (
    <dl className="partners-facts">
      <dt>{t(isCompared ? "exchange:partner.verified" : "partners:fact.accepted")}</dt>
      <dd>{t(`exchange:partner.verifiedOn.${verified}`, { date: format.date(verifiedAt) })}</dd>
      <dt>{t("partners:fact.by")}</dt>
      <dd>{verifiedBy === "" ? t("partners:fact.notSaid") : <SafeText text={verifiedBy} />}</dd>
      <dt>{t("exchange:partner.ceiling")}</dt>
      <dd>
        <HandlingTag handling={ceiling} />
      </dd>
      <dt>{t("partners:officialUse.label")}</dt>
      <dd>{t(officialUse ? "partners:officialUse.yes" : "partners:officialUse.no")}</dd>
      <dt>{t("partners:fact.until")}</dt>
      <dd>{trustedUntil === "" ? t("partners:fact.noEnd") : format.date(trustedUntil)}</dd>
      <dt>{t("partners:fact.made")}</dt>
      <dd>{format.date(createdAt)}</dd>
      {note !== "" && (
        <>
          <dt>{t("partners:fact.note")}</dt>
          <dd>
            <SafeText text={note} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Acts({ partner: { author, standing, agency } }: { readonly partner: ListedPartner }): ReactNode {
  const t = useTranslate();
  const ownAgency = useDesk((desk) => desk.me?.agency);
  if (standing === "revoked" || standing === "replaced") return null;
  return (
    <div className="partners-moves">
      <Button isSmall icon="endorsed" onClick={() => showPartners("verify", author)}>
        {t("partners:act.verify")}
      </Button>
      {standing !== "removed" && (
        <>
          <Button isSmall icon="edit" onClick={() => showPartners("limits", author)}>
            {t("partners:act.limits")}
          </Button>
          <Button isSmall icon="disable" onClick={() => showPartners("remove", author)}>
            {t("partners:act.remove")}
          </Button>
        </>
      )}
      {agency === ownAgency && (
        <Button isSmall icon="ban-circle" onClick={() => showPartners("revoke", author)}>
          {t("partners:act.revoke")}
        </Button>
      )}
    </div>
  );
}
