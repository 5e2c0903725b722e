import type { ReactNode } from "react";
import { useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** How far a job is, and the way to stop it. */
export function Working({ jobId, label, onStop }: { readonly jobId: string; readonly label: string; readonly onStop: () => void }): ReactNode {
  const t = useTranslate();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId));
  return (
    <>
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={label} />
      <div className="damage-moves">
        <Button icon="cross" onClick={onStop}>
          {t("common:cancel")}
        </Button>
      </div>
    </>
  );
}
