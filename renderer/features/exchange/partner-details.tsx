import { type ReactNode, useState } from "react";
import type { LastExchange, ListedPartner } from "../../../shared/case/partners-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { useFormat } from "../../ui/format.ts";
import { type IconName, isIconName } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts, StandingTag } from "./partner-facts.tsx";
import { StolenNote } from "./stolen-note.tsx";
import { partnerCommands } from "./partner-commands.ts";
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
      <Exchanges partner={partner} />
      <Acts />
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
      <dt>{t(isCompared ? "partners:fact.by" : "partners:fact.acceptedBy")}</dt>
      <dd>{verifiedBy === "" ? t("partners:fact.notSaid") : <SafeText text={verifiedBy} />}</dd>
      <dt>{t("exchange:partner.ceiling")}</dt>
      <dd>
        <HandlingTag handling={ceiling} />
      </dd>
      <dt>{t("partners:officialUse.label")}</dt>
      <dd>{t(officialUse ? "partners:officialUse.yes" : "partners:officialUse.no")}</dd>
      <dt>{t("partners:fact.until")}</dt>
      <dd>{trustedUntil === "" ? t("partners:fact.noEnd") : format.date(trustedUntil)}</dd>
      <dt>{t("partners:fact.hybrid")}</dt>
      <dd>{t(partner.hybridRecipient === "" ? "partners:fact.hybridNo" : "partners:fact.hybridYes")}</dd>
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

/** The commands about the chosen partner that can run now, as buttons. */
function Acts(): ReactNode {
  const t = useTranslate();
  // They mean whoever is chosen: drawn anew with that.
  useDesk((desk) => desk.chosenPartner);
  return (
    <div className="partners-moves">
      {partnerCommands
        .filter((command) => command.isEnabled())
        .map((command) => (
          <Button key={command.id} isSmall icon={iconOf(command.icon)} onClick={() => void command.run()}>
            {t(command.titleKey)}
          </Button>
        ))}
    </div>
  );
}

const iconOf = (name: string): IconName => (isIconName(name) ? name : "key");

/** The last bundle each way. */
function Exchanges({ partner: { lastSent, lastReceived } }: { readonly partner: ListedPartner }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const words = (last: LastExchange | null): string =>
    last === null
      ? t("partners:last.none")
      : t(last.isFormerKey ? "partners:last.formerKey" : "partners:last.numbered", { number: last.sequence, at: format.dateTime(last.at) });
  return (
    <dl className="partners-facts">
      <dt>{t("partners:last.sent")}</dt>
      <dd className="tabular">{words(lastSent)}</dd>
      <dt>{t("partners:last.received")}</dt>
      <dd className="tabular">{words(lastReceived)}</dd>
    </dl>
  );
}
