import type { ReactNode } from "react";
import { IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { AuditRow } from "./audit-rows.ts";

/** The signed commits of one act, by which anyone can find and verify it in the ledger. */
export function AuditDetails({ row, onClose }: { readonly row: AuditRow; readonly onClose: () => void }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { entry } = row;
  return (
    <section className="history-details" aria-label={t("history:details.title", { number: format.number(row.number) })}>
      <div className="history-details-head">
        <h3>{t("history:details.title", { number: format.number(row.number) })}</h3>
        <IconButton isSmall icon="small-cross" label={t("history:details.close")} onClick={onClose} />
      </div>
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
    </section>
  );
}
