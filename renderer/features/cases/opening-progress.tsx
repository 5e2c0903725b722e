import type { ReactNode } from "react";
import type { CaseEntry } from "../../../shared/case/door.ts";
import { stopOpening } from "../../state/case-actions.ts";
import { openingJob, useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { keysText } from "../../ui/keys-text.ts";
import { Progress } from "../../ui/progress.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** How far an opening is, in claims, and how fast it goes. */
export function OpeningProgress({ label }: { readonly label: string }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === openingJob));
  const { done = 0, total = 0, rate } = job ?? {};
  return (
    <div className="cases-progress">
      <Progress done={done} total={total} label={label} />
      <span className="cases-speed tabular">
        {rate === undefined ? "" : t("jobs:claimsRate", { rate: format.number(Math.round(rate / 100) * 100) })}
      </span>
    </div>
  );
}

/** Above the list while a case is being opened: which, and how far. Nothing of it is shown yet, and the list stays as it is. */
export function OpeningBar({ entry: { number, title } }: { readonly entry: Pick<CaseEntry, "number" | "title"> }): ReactNode {
  const t = useTranslate();
  return (
    <div className="cases-opening" role="status">
      <OpeningProgress label={t("cases:opening", { name: safeText(`${number} ${title}`.trim()) })} />
      <Button isSmall icon="cross" title={keysText("Escape")} onClick={() => void stopOpening()}>
        {t("cases:command.stopOpening")}
      </Button>
    </div>
  );
}
