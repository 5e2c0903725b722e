import type { ReactNode } from "react";
import { useDesk } from "../../state/desk.ts";
import { useJobs } from "../../state/jobs.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { sampleJob } from "./open-sample.ts";

/** Stands while the worked example is made, and cannot be closed: what is being said must be said in that case. */
export function SampleDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "sample");
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === sampleJob));
  const t = useTranslate();
  if (!isOpen) return null;
  return (
    <Dialog isOpen title={t("sample:title")} icon="learning" width="small" onClose={() => undefined}>
      <p>{t("sample:help")}</p>
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={t("sample:making")} />
    </Dialog>
  );
}
