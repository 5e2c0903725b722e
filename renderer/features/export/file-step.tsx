import { Fragment, type ReactNode } from "react";
import type { ExportReceipt } from "../../../shared/case/export-door.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Exporting } from "./use-exporting.ts";

/** What was made, whether it is on a disk, and what became of what did not fit. */
export function FileStep({ made, exporting }: { readonly made: ExportReceipt; readonly exporting: Exporting }): ReactNode {
  const t = useTranslate();
  const { saving, side, isWarned } = exporting;
  const isSaving = saving === "saving" || side === "saving";
  return (
    <div className="export-scroll">
      <SavingState {...{ exporting }} />
      {isWarned && <Callout tone="danger">{t("export:file.leaveWarning")}</Callout>}
      {made.side !== null && saving === "saved" && side !== "saved" && side !== "saving" && (
        <Callout tone="warning">{t("export:file.sideNotSaved")}</Callout>
      )}
      <Facts made={made} />
      <div className="export-bar">
        <Button icon="export" isDisabled={isSaving} onClick={exporting.save}>
          {t(saving === "saved" ? "export:file.saveCopy" : "export:file.save")}
        </Button>
        {made.side !== null && (
          <Button icon="document" isDisabled={isSaving} onClick={exporting.saveSide}>
            {t("export:file.saveSide")}
          </Button>
        )}
      </div>
    </div>
  );
}

function SavingState({ exporting: { saving } }: { readonly exporting: Exporting }): ReactNode {
  const t = useTranslate();
  if (saving === "saving" || saving === "not-yet") return <Progress done={0} total={0} label={t("export:file.saving")} />;
  return saving === "saved" ? (
    <Callout tone="success" title={t("export:file.saved")}>
      {t("export:file.savedHelp")}
    </Callout>
  ) : (
    <Callout tone="warning" title={t("export:file.notSaved")}>
      {t("export:file.notSavedHelp")}
    </Callout>
  );
}

function Facts({ made: { name, record, side, notes, left } }: { readonly made: ExportReceipt }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const counts = (["held", "cut", "replaced"] as const).filter((what) => notes[what] > 0);
  const facts: readonly (readonly [title: string, text: string, isMono: boolean])[] = [
    [t("export:file.name"), name, true],
    ...(side === null ? [] : [[t("export:file.side"), side.name, true] as const]),
    [t("export:file.size"), format.bytes(record.sizeBytes), false],
    [t("export:file.sha256"), record.fileHash, true],
    [t("export:file.rows"), format.number(record.rows), false],
    [t("export:file.claims"), format.number(record.claims), false],
    [t("export:file.kept"), format.number(record.keptBack), false],
    ...counts.map((what) => [t(`export:file.${what}`), format.number(notes[what]), false] as const),
    ...(left === 0 ? [] : [[t("export:file.left"), format.number(left), false] as const]),
  ];
  return (
    <dl className="export-facts">
      {facts.map(([title, text, isMono]) => (
        <Fragment key={title}>
          <dt>{title}</dt>
          <dd className={isMono ? "mono" : "tabular"}>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
