import type { ReactNode } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityNames } from "./partner-facts.tsx";

/** Who sent it, which case it is about, what for, under which marking; what is read first stands first, the fingerprint last. */
export function BundleSummary({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <section tabIndex={0} aria-label={t("exchange:review.from")}>
      <h3 className="exchange-heading">{t("exchange:review.from")}</h3>
      {review.sender === null ? <p>{t("common:unknown")}</p> : <IdentityNames identity={review.sender} />}
      <dl className="exchange-facts exchange-summary-facts">
        <dt>{t("exchange:sign.case")}</dt>
        <dd>
          {review.caseTitle === "" ? t("exchange:review.untitled") : <SafeText text={review.caseTitle} />}{" "}
          {review.isNewCase && <Tag tone="primary">{t("exchange:review.newCase")}</Tag>}
        </dd>
        <dt>{t("exchange:marking.purpose")}</dt>
        <dd>
          <SafeText text={review.purpose} />
        </dd>
        <dt>{t("exchange:marking.legalBasis")}</dt>
        <dd>{review.legalBasis === "" ? t("exchange:notSaid") : <SafeText text={review.legalBasis} />}</dd>
        <dt>{t("exchange:marking.label")}</dt>
        <dd>
          <HandlingTag handling={review.marking} />
        </dd>
        <dt>{t("exchange:review.sentAt")}</dt>
        <dd className="tabular">{format.dateTime(review.sentAt)}</dd>
      </dl>
      {review.sender !== null && <Fingerprint text={review.sender.fingerprint} label={t("exchange:fingerprint")} />}
    </section>
  );
}
