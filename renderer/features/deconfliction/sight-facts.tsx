import { type ReactNode, useEffect, useRef } from "react";
import type { HitsSight } from "../../../shared/case/deconfliction-door.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** What a file says before any secret: whose it is, what it asks, until when. */
export function SightFacts({ sight }: { readonly sight: HitsSight }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { partner } = sight;
  // It comes when the file has been checked: what the keys do next belongs to it, and not to the cross of the dialog.
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} className="deconfliction-sight" tabIndex={-1}>
      {sight.is === "refusal" && <Callout tone="warning">{t("deconfliction:read.refused", { officer: partner.officer })}</Callout>}
      {sight.readBefore !== null && <Callout tone="warning">{t("deconfliction:read.before", { date: format.dateTime(sight.readBefore) })}</Callout>}
      <dl className="deconfliction-facts">
        <dt>{t("deconfliction:read.from")}</dt>
        <dd className="deconfliction-who">
          <strong>
            <SafeText text={partner.officer} />
          </strong>
          <AgencyTag agency={partner.agency} />
          <HandlingTag handling={partner.ceiling} />
        </dd>
        <dt>{t("deconfliction:read.kind")}</dt>
        <dd>{t(`deconfliction:read.is.${sight.is}`)}</dd>
        <dt>{t("deconfliction:read.at")}</dt>
        <dd>{format.dateTime(sight.at)}</dd>
        {sight.until !== null && (
          <>
            <dt>{t("deconfliction:read.until")}</dt>
            <dd>{format.dateTime(sight.until)}</dd>
          </>
        )}
        <dt>{t("deconfliction:read.kinds")}</dt>
        <dd>{sight.kinds.map((kind) => t(`deconfliction:kind.${kind}`)).join(", ")}</dd>
        {sight.digests > 0 && (
          <>
            <dt>{t("deconfliction:read.digests")}</dt>
            <dd>{t("deconfliction:read.upTo", { number: format.number(sight.digests) })}</dd>
            <dt>{t("deconfliction:read.own")}</dt>
            <dd className="tabular">{format.number(sight.own)}</dd>
          </>
        )}
      </dl>
      {sight.is === "question" && <Callout>{t("deconfliction:learn.answer")}</Callout>}
    </div>
  );
}
