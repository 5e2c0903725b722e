import { type ReactNode, useEffect, useRef, useState } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import { askCore } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { bundleFailureText } from "./exchange-words.ts";
import { BundleChanges } from "./bundle-changes.tsx";
import { BundleSummary } from "./bundle-summary.tsx";
import { ReviewNotes } from "./review-notes.tsx";
import { ReportLines } from "./report-lines.tsx";

/** What may be done with a bundle: merge it, only open the case it adds nothing to, or only look. */
type Standing = "accept" | "nothing-new" | "look-only" | "failed";

/** The verdict, who sent it and why, and what accepting would change. */
export function ReviewDialog({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const standing = standingOf(review);
  const { isBusy, trouble, accept } = useAccept(review);
  const act = standing === "accept" ? accept : standing === "nothing-new" ? () => void openCaseById(review.caseId) : undefined;
  useCtrlEnter(isBusy ? undefined : act);
  const footer = (
    <>
      <span className="exchange-foot-note">{t(`exchange:review.note.${standing}`)}</span>
      {standing !== "nothing-new" && (
        <Button icon="endorsed" onClick={() => openDialog({ kind: "receipt", statementHash: review.statementHash, deed: "refused" })}>
          {t("register:act.refuse")}
        </Button>
      )}
      <Button onClick={closeDialog}>{t(act === undefined ? "common:close" : "exchange:review.leave")}</Button>
      {act !== undefined && (
        <Button
          intent="primary"
          icon={standing === "accept" ? "git-merge" : "folder-open"}
          title="Ctrl+Enter"
          isLoading={isBusy}
          autoFocus
          onClick={act}
        >
          {t(`exchange:review.act.${standing}`)}
        </Button>
      )}
    </>
  );
  return (
    <Dialog isOpen title={t("exchange:receive.title")} icon="inbox" width="wide" onClose={isBusy ? () => undefined : closeDialog} footer={footer}>
      <div className="exchange-review">
        {trouble !== null && <Callout tone="danger">{bundleFailureText(trouble)}</Callout>}
        <Verdict standing={standing} />
        <ReviewNotes notes={review.notes} />
        <section className="exchange-review-top" tabIndex={0} aria-label={t("exchange:review.report")}>
          <BundleSummary review={review} />
          <ReportLines lines={review.report} />
        </section>
        <BundleChanges review={review} />
      </div>
    </Dialog>
  );
}

function standingOf({ report, canMerge, newClaims, newCommits, files }: BundleReview): Standing {
  if (report.some(({ verdict }) => verdict === "fail")) return "failed";
  if (!canMerge) return "look-only";
  return newClaims + newCommits > 0 || files.some(({ isNew }) => isNew) ? "accept" : "nothing-new";
}

function Verdict({ standing }: { readonly standing: Standing }): ReactNode {
  const t = useTranslate();
  const tones = { accept: "success", "nothing-new": "info", "look-only": "warning", failed: "danger" } as const;
  return (
    <Callout tone={tones[standing]} title={t(`exchange:review.verdict.${standing}`)}>
      {t(`exchange:review.meaning.${standing}`)}
      {standing === "look-only" && (
        <div className="exchange-do">
          <Button isSmall icon="people" onClick={() => openDialog({ kind: "partners", file: null })}>
            {t("exchange:command.partners")}
          </Button>
        </div>
      )}
    </Callout>
  );
}

interface Accepting {
  readonly isBusy: boolean;
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
  readonly accept: () => void;
}

/** Merges, opens the case, says how much came, and offers a receipt for the sender. */
function useAccept({ token, statementHash }: BundleReview): Accepting {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Accepting["trouble"]>(null);
  const accept = async (): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const merged = await askCore("acceptBundle", { token });
    if (!merged.ok) {
      setTrouble(merged.error);
      return setBusy(false);
    }
    const { caseId, newClaims, newCommits, newFiles } = merged.value;
    notify("success", "exchange:review.accepted", { claims: newClaims, records: newCommits, files: newFiles });
    if (!(await openCaseById(caseId))) return closeDialog();
    if (useDesk.getState().dialog === null) openDialog({ kind: "receipt", statementHash, deed: "arrival" });
  };
  return { isBusy, trouble, accept: () => void accept() };
}

function useCtrlEnter(act: (() => void) | undefined): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      latest.current?.();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}
