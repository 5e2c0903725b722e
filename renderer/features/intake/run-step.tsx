import type { ReactNode } from "react";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { IntakePreview } from "../../../shared/intake/model.ts";
import { useJobs } from "../../state/jobs.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { GradeFields, MarkingField } from "../../ui/marking-field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface RunStepProps {
  readonly preview: IntakePreview;
  readonly grade: string;
  readonly handling: Handling;
  readonly setGrade: (grade: string) => void;
  readonly setHandling: (handling: Handling) => void;
  readonly isBusy: boolean;
  readonly trouble: string | null;
}

/** How what is read is to be judged and handled; then the import runs. */
export function RunStep({ preview, grade, handling, setGrade, setHandling, isBusy, trouble }: RunStepProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="intake-run">
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <p>
        {t("intake:run.file")} <strong>{<SafeText text={preview.fileName} />}</strong>.{" "}
        {t("intake:run.what", { accepted: format.number(preview.accepted), rejected: format.number(preview.rejected.length) })}
      </p>
      <GradeFields grade={grade} onChange={setGrade} />
      <MarkingField label={t("intake:run.marking")} value={handling} onChange={setHandling} />
      {isBusy ? <Running /> : <p className="intake-muted">{t("intake:run.undo")}</p>}
    </div>
  );
}

function Running(): ReactNode {
  const t = useTranslate();
  const { done = 0, total = 0 } = useJobs(({ jobs }) => jobs.find(({ id }) => id === "import-file")) ?? {};
  const stage = done === 0 ? "reading" : done < total - 1 ? "keeping" : "saying";
  // Only the bytes of the file are counted: before and after them nobody knows how long it takes.
  return (
    <div aria-live="polite">
      <Progress done={done} total={stage === "keeping" ? total : 0} label={t(`intake:run.${stage}`)} />
      <p className="intake-muted">{t("intake:run.mayClose")}</p>
    </div>
  );
}
