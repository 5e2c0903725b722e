import { type ReactNode, useEffect, useState } from "react";
import type { AuditDetail } from "../../../shared/case/ledger-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { AuditChanges } from "./audit-changes.tsx";
import { intentSentence } from "./audit-columns.tsx";
import type { AuditRow } from "./audit-rows.ts";

interface DetailsProps {
  readonly row: AuditRow;
  readonly officers: ReadonlyMap<AuthorId, Identity>;
  readonly onClose: () => void;
}

/** One act: what it changed, and the signed records by which anyone can find and verify it. */
export function AuditDetails({ row, officers, onClose }: DetailsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const title = t("history:details.title", { number: format.number(row.number) });
  const detail = useDetail(row);
  return (
    <section className="history-details" aria-label={title} tabIndex={0}>
      <div className="history-details-head">
        <h3>
          {title} · {intentSentence(t, format, officers, row)}
        </h3>
        <IconButton isSmall icon="small-cross" label={t("history:details.close")} onClick={onClose} />
      </div>
      {detail === null ? <p className="history-muted">{t("history:reading")}</p> : <AuditChanges detail={detail} />}
      <Proof row={row} />
    </section>
  );
}

function useDetail({ entry: { author, act } }: AuditRow): AuditDetail | null {
  const [detail, setDetail] = useState<AuditDetail | null>(null);
  useEffect(() => {
    let isShown = true;
    void askOrTell("auditDetail", { author, act }).then((answer) => {
      if (isShown && answer !== null) setDetail(answer);
    });
    return () => {
      isShown = false;
    };
  }, [author, act]);
  return detail;
}

function Proof({ row: { entry } }: { readonly row: AuditRow }): ReactNode {
  const t = useTranslate();
  return (
    <>
      <h4>{t("audit:details.proof")}</h4>
      <dl>
        <dt>{t("history:details.commits", { count: entry.commits.length })}</dt>
        {entry.commits.map((commit) => (
          <dd key={commit} className="mono">
            {commit}
            <CopyButton text={commit} />
          </dd>
        ))}
        <dt>{t("history:details.act")}</dt>
        <dd className="mono">{entry.act}</dd>
        <dt>{t("history:details.author")}</dt>
        <dd className="mono">{entry.author}</dd>
      </dl>
    </>
  );
}
