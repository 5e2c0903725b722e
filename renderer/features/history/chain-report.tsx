import type { ReactNode } from "react";
import type { ChainReport } from "../../../shared/case/ledger-door.ts";
import { useJobs } from "../../state/jobs.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { Progress } from "../../ui/progress.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import { type Verifying, verifyJob } from "./use-verifying.ts";

/** How far the check of the chain is, or what it found. */
export function ChainState({ verifying }: { readonly verifying: Verifying }): ReactNode {
  if (verifying.isRunning) return <Running onCancel={verifying.cancel} />;
  return verifying.report === null ? null : <Found report={verifying.report} onClose={verifying.forget} />;
}

function Running({ onCancel }: { readonly onCancel: () => void }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === verifyJob));
  const [done, total] = [job?.done ?? 0, job?.total ?? 0];
  return (
    <div className="history-chain">
      <Progress done={done} total={total} label={t("audit:verify.running", { done: format.number(done), total: format.number(total) })} />
      <Button isSmall onClick={onCancel}>
        {t("audit:verify.cancel")}
      </Button>
    </div>
  );
}

function Found({ report, onClose }: { readonly report: ChainReport; readonly onClose: () => void }): ReactNode {
  const t = useTranslate();
  return (
    <div className="history-chain">
      {report.fault === null ? <Holds report={report} /> : <Breaks report={report} fault={report.fault} />}
      <IconButton isSmall icon="small-cross" label={t("audit:verify.close")} onClick={onClose} />
    </div>
  );
}

function Holds({ report: { commits, claims, withheld, gaps, forks } }: { readonly report: ChainReport }): ReactNode {
  const t = useTranslate();
  const { number } = useFormat();
  return (
    <Callout tone={forks === 0 ? "success" : "warning"} title={t("audit:verify.holdsTitle", { commits: number(commits) })}>
      {t("audit:verify.holds", { claims: number(claims), withheld: number(withheld) })}
      {gaps > 0 && ` ${t("audit:verify.gaps", { gaps: number(gaps) })}`}
      {forks > 0 && ` ${t("audit:verify.forks", { forks: number(forks) })}`}
    </Callout>
  );
}

function Breaks({ report, fault }: { readonly report: ChainReport; readonly fault: NonNullable<ChainReport["fault"]> }): ReactNode {
  const t = useTranslate();
  const { number } = useFormat();
  const key = `audit:verify.reason.${fault.kind}`;
  const reason = t(hasWords(key) ? key : "audit:verify.reason.other");
  return (
    <Callout tone="danger" title={t("audit:verify.brokenTitle", { position: number(fault.position), commits: number(report.commits) })}>
      {t("audit:verify.broken", { reason, held: number(fault.position - 1) })}
      <div>
        {t("audit:verify.record")} <HashText text={fault.commit} kind="hash" isCopyable />
      </div>
    </Callout>
  );
}
