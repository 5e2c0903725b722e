import type { ReactNode } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { useJobs } from "../../state/jobs.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { ShareDraft } from "./share-plan.ts";

interface SignStepProps {
  readonly draft: ShareDraft;
  readonly recipients: readonly Partner[];
  readonly preview: SharePreview | null;
  readonly isBusy: boolean;
  readonly trouble: string | null;
}

/** Exactly what leaves, to whom, under which marking, before the signature. */
export function SignStep({ draft, recipients, preview, isBusy, trouble }: SignStepProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (preview === null || draft.marking === null) return <Progress done={0} total={0} label={t("exchange:preview.asking")} />;
  const leaving = preview.entities.filter(({ theirTitle }) => theirTitle !== null);
  const size = preview.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <div className="exchange-scroll exchange-sign">
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <p className="exchange-lead">
        {t("exchange:sign.sentence", {
          claims: format.number(preview.disclosedClaims),
          nodes: format.number(leaving.filter(({ form }) => form === "node").length),
          links: format.number(leaving.filter(({ form }) => form === "link").length),
          withheld: format.number(preview.withheldClaims),
        })}
      </p>
      <dl className="exchange-facts">
        <dt>{t("exchange:sign.to")}</dt>
        <dd>
          <ul className="exchange-to">
            {recipients.map((partner) => (
              <li key={partner.author}>
                <AgencyTag agency={partner.agency} /> <SafeText text={partner.officer} />{" "}
                <span className="exchange-digits">{partner.fingerprint}</span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t("exchange:sign.marking")}</dt>
        <dd>
          <HandlingTag handling={draft.marking} /> {t(`marks:handling.${draft.marking.replace("+", "-")}`)}
        </dd>
        <dt>{t("exchange:marking.purpose")}</dt>
        <dd>{draft.purpose}</dd>
        <dt>{t("exchange:marking.basis")}</dt>
        <dd>{draft.legalBasis === "" ? t("exchange:sign.notSaid") : draft.legalBasis}</dd>
        <dt>{t("exchange:marking.until")}</dt>
        <dd>{draft.retainUntil === "" ? t("exchange:sign.notSaid") : format.date(draft.retainUntil)}</dd>
        <dt>{t("exchange:what.files")}</dt>
        <dd>
          {preview.files.length === 0
            ? t("exchange:preview.noFiles")
            : t("exchange:preview.files", { files: format.number(preview.files.length), size: format.bytes(size) })}
          <ul className="exchange-to">
            {preview.files.map(({ sha256, name }) => (
              <li key={sha256}>
                <SafeText text={name} />
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <Callout tone="warning" title={t("exchange:sign.honestTitle")}>
        {t("exchange:sign.honest")}
      </Callout>
      {isBusy && <Sealing />}
    </div>
  );
}

function Sealing(): ReactNode {
  const t = useTranslate();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === "seal-bundle"));
  return <Progress done={job?.done ?? 0} total={job?.done === 0 ? 0 : (job?.total ?? 0)} label={t("exchange:sign.sealing")} />;
}
