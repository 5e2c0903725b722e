import type { ReactNode } from "react";
import type { MadeHits } from "../../../shared/case/deconfliction-door.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Spoken } from "./secret-step.tsx";
import type { Making } from "./use-making.ts";

interface MadeProps {
  readonly made: MadeHits;
  readonly making: Making;
  readonly officer: string;
  /** Shown once more while it can still be said; "" = it was agreed before. */
  readonly proposed: string;
}

/** What was made, whether it is on a disk, and what happens next. */
export function MadeStep({ made, making, officer, proposed }: MadeProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="deconfliction-scroll">
      <SavingState made={made} making={making} officer={officer} />
      {making.isWarned && <Callout tone="danger">{t("deconfliction:file.leaveWarning")}</Callout>}
      <dl className="deconfliction-facts">
        <dt>{t("deconfliction:file.name")}</dt>
        <dd className="mono">{made.name}</dd>
        <dt>{t("deconfliction:file.asked")}</dt>
        <dd className="tabular">{format.number(made.asked)}</dd>
        <dt>{t("deconfliction:file.digests")}</dt>
        <dd>{t("deconfliction:file.digestsHelp", { number: format.number(made.digests) })}</dd>
        <dt>{t("deconfliction:file.until")}</dt>
        <dd>{format.date(made.until)}</dd>
      </dl>
      {proposed !== "" && (
        <>
          <p className="deconfliction-muted">{t("deconfliction:secret.label")}</p>
          <Spoken secret={proposed} />
        </>
      )}
      <p>{t("deconfliction:file.then")}</p>
      <Callout tone="warning">{t("deconfliction:secret.again")}</Callout>
      <Button icon="export" isDisabled={making.saving === "saving"} onClick={making.save}>
        {t("deconfliction:file.save")}
      </Button>
    </div>
  );
}

function SavingState({ made, making, officer }: Omit<MadeProps, "proposed">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (making.saving === "saving" || making.saving === "not-yet") return <Progress done={0} total={0} label={t("deconfliction:file.saving")} />;
  return making.saving === "saved" ? (
    <Callout tone="success" title={t("deconfliction:file.saved")}>
      {t("deconfliction:file.handOver", { officer, date: format.date(made.until) })}
    </Callout>
  ) : (
    <Callout tone="warning" title={t("deconfliction:file.notSaved")}>
      {t("deconfliction:file.notSavedHelp")}
    </Callout>
  );
}
