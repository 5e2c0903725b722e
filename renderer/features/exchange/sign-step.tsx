import type { ReactNode } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { ShareWeight } from "../../../shared/case/share-door.ts";
import type { Counts } from "../../../shared/projections/counted.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useCountWords } from "./count-words.ts";
import { bundleFailureText } from "./exchange-words.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import type { ShareDraft } from "./share-draft.ts";
import { officerNames } from "./share-words.ts";
import type { Sharing } from "./use-sharing.ts";
import { agencyText } from "../../ui/agency-text.ts";

interface SignProps {
  readonly draft: ShareDraft;
  readonly recipients: readonly Partner[];
  readonly preview: SharePreview;
  readonly weights: readonly ShareWeight[];
  readonly sharing: Sharing;
}

/** A failure about a file names it: nobody knows a file by its hash. */
function named<Trouble extends { readonly where?: string | undefined }>(trouble: Trouble, { files }: SharePreview): Trouble {
  const file = files.find(({ sha256 }) => sha256 === trouble.where);
  return file === undefined || file.name === "" ? trouble : { ...trouble, where: file.name };
}

/** What leaves, counted as people count it everywhere else. */
function leavingOf({ entities }: SharePreview): Counts {
  const leaving = entities.filter(({ claims }) => claims.some(({ leaves }) => leaves));
  const count = (as: "entity" | "exhibit" | "link"): number => leaving.filter(({ counted }) => counted === as).length;
  return { entities: count("entity"), exhibits: count("exhibit"), links: count("link") };
}

/** One sentence of exactly what leaves, and what the signature can and cannot do. */
export function SignStep({ draft, recipients, preview, weights, sharing }: SignProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const opened = useCaseMirror((mirror) => mirror.opened);
  const countWords = useCountWords();
  const sizeBytes = preview.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return (
    <div className="exchange-scroll exchange-sign">
      {sharing.trouble !== null && <Callout tone="danger">{bundleFailureText(named(sharing.trouble, preview))}</Callout>}
      {weights.length > 1 && (
        <p className="exchange-summary">{t("share:sign.apart", { count: weights.length, number: format.number(weights.length) })}</p>
      )}
      {weights.length > 1 && (
        <ul className="share-weights">
          {weights.map(({ to, disclosed, withheld, files }) => (
            <li key={to.join()}>
              <strong>{officerNames(to, recipients)}</strong>{" "}
              {t("share:sign.weight", { claims: format.number(disclosed), withheld: format.number(withheld), files: format.number(files) })}
            </li>
          ))}
        </ul>
      )}
      {weights.length < 2 && (
        <p className="exchange-summary">
          {t("exchange:sign.summary", {
            claims: t("exchange:sign.claims", { count: preview.disclosedClaims, number: format.number(preview.disclosedClaims) }),
            what: countWords(leavingOf(preview)),
            files: t("exchange:sign.files", { count: preview.files.length, number: format.number(preview.files.length) }),
            size: format.bytes(sizeBytes),
            withheld: format.number(preview.withheldClaims),
            officers: recipients.map(({ officer, agency }) => `${officer} (${agencyText(agency)})`).join(", "),
            marking: `TLP:${(draft.marking ?? "").toUpperCase()}`,
          })}
        </p>
      )}
      <dl className="exchange-facts">
        <dt>{t("exchange:sign.case")}</dt>
        <dd>
          <SafeText text={[opened?.number, opened?.title].filter(Boolean).join(" ")} />
        </dd>
        <dt>{t("exchange:marking.label")}</dt>
        <dd>{draft.marking !== null && <HandlingTag handling={draft.marking} />}</dd>
        <dt>{t("exchange:marking.purpose")}</dt>
        <dd>
          <SafeText text={draft.purpose.trim()} />
        </dd>
        <dt>{t("exchange:marking.legalBasis")}</dt>
        <dd>{draft.legalBasis.trim() === "" ? t("exchange:notSaid") : <SafeText text={draft.legalBasis.trim()} />}</dd>
        <dt>{t("exchange:marking.retainUntil")}</dt>
        <dd>{draft.retainUntil === "" ? t("exchange:notSaid") : format.date(draft.retainUntil)}</dd>
        <dt>{t("share:marking.expiresAt")}</dt>
        <dd>{draft.expiresAt === "" ? t("exchange:notSaid") : format.date(draft.expiresAt)}</dd>
        {draft.nationalMark !== "" && (
          <>
            <dt>{t("share:marking.national")}</dt>
            <dd>{t("share:marking.officialUse")}</dd>
          </>
        )}
        {preview.charted > 0 && (
          <>
            <dt>{t("share:sign.chart")}</dt>
            <dd className="tabular">{t("share:sign.charted", { count: preview.charted, number: format.number(preview.charted) })}</dd>
          </>
        )}
        <dt>{t("exchange:sign.to")}</dt>
        <dd className="exchange-cards">
          {recipients.map((partner) => (
            <IdentityFacts key={partner.author} identity={partner} />
          ))}
        </dd>
      </dl>
      <Callout tone="warning">{t("exchange:sign.honest")}</Callout>
      {sharing.isBusy ? <Progress done={0} total={0} label={t("exchange:sign.busy")} /> : <p className="exchange-muted">{t("exchange:sign.what")}</p>}
    </div>
  );
}
