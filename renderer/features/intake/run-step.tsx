import type { ReactNode } from "react";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { IntakePreview } from "../../../shared/intake/model.ts";
import { askCore } from "../../state/ask.ts";
import { useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { GradeFields, MarkingField } from "../../ui/marking-field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ReadingProgress } from "./reading-progress.tsx";

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
  const { done = 0, total = 0 } = useJobs(({ jobs }) => jobs.find(({ id }) => id === importJob)) ?? {};
  const stop = (): void => void askCore("cancel", { job: importJob });
  const isKeeping = done > 0 && done < total - 1;
  // Of what is said in the end only the whole counts, and it can no longer be stopped.
  const isSaying = done > 0 && !isKeeping;
  return (
    <div aria-live="polite">
      {done === 0 ? (
        <ReadingProgress job={importJob} label={t("intake:run.reading")} onStop={stop} />
      ) : (
        <Progress done={done} total={isSaying ? 0 : total} label={t(isSaying ? "intake:run.saying" : "intake:run.keeping")} />
      )}
      {isKeeping && (
        <Button isSmall icon="cross" onClick={stop}>
          {t("intake:reading.stop")}
        </Button>
      )}
      <p className="intake-muted">{t("intake:run.mayClose")}</p>
    </div>
  );
}

const importJob = "import-file";
