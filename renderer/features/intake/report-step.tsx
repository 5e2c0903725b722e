import type { ReactNode } from "react";
import type { ImportReport } from "../../../shared/case/import-door.ts";
import type { ControlTotal } from "../../../shared/intake/model.ts";
import { closeDialog, selectEntities, setTableTab } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { DifferingTotals } from "./control-totals.tsx";
import { isNothingNew } from "./foreseen.ts";
import { KindsTable } from "./foreseen-things.tsx";

/** What was read, row for row, and where to look at it. */
export function ReportStep({ report, controls }: { readonly report: ImportReport; readonly controls: readonly ControlTotal[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const count = (name: "rows" | "accepted" | "duplicates" | "rejected"): ReactNode => (
    <div className={`intake-count intake-count-${name}`}>
      <dt>{t(`intake:report.${name}`)}</dt>
      <dd>{format.number(report[name])}</dd>
    </div>
  );
  const show = (): void => {
    setTableTab(report.transfers.fresh + report.transfers.known > 0 ? "flows" : "entities");
    selectEntities([report.exhibit]);
    closeDialog();
  };
  return (
    <div className="intake-report">
      <Callout tone="success" title={t("intake:report.title")}>
        {t("intake:report.law", {
          rows: format.number(report.rows),
          accepted: format.number(report.accepted),
          duplicates: format.number(report.duplicates),
          rejected: format.number(report.rejected),
        })}
      </Callout>
      <DifferingTotals controls={controls} />
      <dl className="intake-counts">
        {count("rows")}
        {count("accepted")}
        {count("duplicates")}
        {count("rejected")}
      </dl>
      {isNothingNew(report) && <Callout tone="info">{t("intake:report.nothingNew")}</Callout>}
      <KindsTable {...report} />
      <p>{t("intake:report.claims", { count: report.claims })}</p>
      <p>
        {t("intake:report.exhibit")} <HashText text={report.sha256} kind="hash" isCopyable />
      </p>
      <p className="intake-muted">{t("intake:report.undo")}</p>
      <Button icon="panel-table" autoFocus onClick={show}>
        {t("intake:report.show")}
      </Button>
    </div>
  );
}
