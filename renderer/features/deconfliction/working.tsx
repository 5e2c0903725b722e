import type { ReactNode } from "react";
import { askCore } from "../../state/ask.ts";
import { useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** The name the core tells progress of a comparison under. */
const compareJob = "compare-hits";

/** How far a comparison is, and a way to end it. */
export function Working({ label }: { readonly label: string }): ReactNode {
  const t = useTranslate();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === compareJob));
  return (
    <div className="deconfliction-working" aria-live="polite">
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={label} />
      <Button icon="cross" autoFocus onClick={() => void askCore("cancel", { job: compareJob })}>
        {t("deconfliction:stop")}
      </Button>
    </div>
  );
}
