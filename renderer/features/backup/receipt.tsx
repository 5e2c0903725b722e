import type { ReactNode } from "react";
import type { BackupReceipt } from "../../../shared/case/backup-door.ts";
import { useQuarantine } from "../../state/quarantine.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** What was written and read back. */
export function Receipt({ receipt, removed }: { readonly receipt: BackupReceipt; readonly removed: number }): ReactNode {
  const t = useTranslate();
  return (
    <>
      <Callout tone="success" title={t("backup:done")}>
        {t("backup:doneHelp")}
      </Callout>
      <DamagedInside />
      <BackupFacts receipt={receipt} name={receipt.name} />
      {removed > 0 && <p className="backup-muted">{t("backup:removed", { count: removed })}</p>}
    </>
  );
}

/** Exhibits that are known to be damaged lie in a backup that is made now as they lie here; one that is checked may hold them whole. */
export function DamagedInside({ isChecked = false }: { readonly isChecked?: boolean }): ReactNode {
  const t = useTranslate();
  const count = useQuarantine(({ files }) => files.size);
  if (count === 0) return null;
  return (
    <Callout tone={isChecked ? "warning" : "danger"} title={t("backup:damagedInside.title", { count })}>
      {t(isChecked ? "backup:damagedInside.helpCheck" : "backup:damagedInside.help")}
    </Callout>
  );
}

/** Name, hash, size, time, and how far each case went. */
export function BackupFacts({ receipt, name }: { readonly receipt: Omit<BackupReceipt, "name">; readonly name: string | null }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <>
      <dl className="backup-facts">
        {name !== null && (
          <>
            <dt>{t("backup:fact.name")}</dt>
            <dd className="mono">{name}</dd>
          </>
        )}
        <dt>{t("backup:fact.at")}</dt>
        <dd>{format.dateTime(receipt.at)}</dd>
        <dt>{t("backup:fact.size")}</dt>
        <dd className="tabular">{format.bytes(receipt.sizeBytes)}</dd>
        <dt>{t("backup:fact.sha256")}</dt>
        <dd>
          <span className="backup-hash">
            <span className="mono">{receipt.sha256}</span>
            <CopyButton text={receipt.sha256} />
          </span>
        </dd>
        <dt>{t("backup:fact.cases")}</dt>
        <dd className="tabular">{format.number(receipt.cases.length)}</dd>
      </dl>
      {receipt.cases.length > 0 && (
        <details className="backup-heads">
          <summary>{t("backup:fact.heads")}</summary>
          <ul>
            {receipt.cases.map(({ caseId, boxes, last }) => (
              <li key={caseId} className="mono">
                {caseId} · {boxes} · {last}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
