import { type ReactNode, useEffect, useRef, useState } from "react";
import type { BundleReview, ChoiceWeight } from "../../../shared/case/review-door.ts";
import type { NoticeEffect } from "../../../shared/partner/model.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { closeDialog, openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { bundleFailureText } from "./exchange-words.ts";
import { BundleChanges } from "./bundle-changes.tsx";
import { BundleSummary } from "./bundle-summary.tsx";
import { SaidAgain } from "./said-again.tsx";
import { NoticeSaid } from "./take-notice.tsx";
import { ReviewNotes } from "./review-notes.tsx";
import { ReportLines } from "./report-lines.tsx";
import { countRulings, isNothing } from "./review-lines.ts";
import { useAccepting } from "./use-accepting.ts";
import { type Picking, usePicking } from "./use-picking.ts";
import { WhatGoes } from "./what-goes.tsx";
import "./arrival.css";

/** What may be done with a bundle: merge it, keep what it says beside the case it adds nothing to, only open that case, or only look. */
type Standing = "accept" | "take-note" | "nothing-new" | "look-only" | "failed";

/** The verdict, who sent it and why, and what accepting would change: all of it, or what is chosen. */
export function ReviewDialog({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const standing = standingOf(review);
  const picking = usePicking(review);
  const [why, setWhy] = useState("");
  const { isBusy, trouble, accept, setAside } = useAccepting(review, picking);
  const isReasonMissing = countRulings(picking.decisions, picking.pairs) > 0 && why.trim() === "";
  const act = isTaking(standing) ? () => accept(why) : standing === "nothing-new" ? () => void openCaseById(review.caseId) : undefined;
  useCtrlEnter(isBusy || isReasonMissing ? undefined : act);
  const footer = (
    <>
      <FootNote {...{ standing, picking, isReasonMissing }} hasHeard={review.heard.length > 0} />
      {standing !== "nothing-new" && review.layer === null && (
        <Button icon="endorsed" onClick={() => openDialog({ kind: "receipt", statementHash: review.statementHash, deed: "refused" })}>
          {t("register:act.refuse")}
        </Button>
      )}
      <Button onClick={closeDialog}>{t(act === undefined ? "common:close" : "exchange:review.leave")}</Button>
      {standing === "accept" && review.layer === null && (
        <Button icon="layers" title={t("arrival:setAsideTitle")} isDisabled={isBusy} onClick={setAside}>
          {t("arrival:setAsideAct")}
        </Button>
      )}
      {act !== undefined && (
        <Button intent="primary" icon={icons[standing]} title="Ctrl+Enter" isLoading={isBusy} isDisabled={isReasonMissing} autoFocus onClick={act}>
          {standing === "accept" && !isNothing(picking.chosen) ? t("arrival:acceptChosen") : t(`exchange:review.act.${standing}`)}
        </Button>
      )}
    </>
  );
  return (
    <Dialog
      isOpen
      title={t(review.layer === null ? "exchange:receive.title" : "arrival:layerTitle")}
      icon={review.layer === null ? "inbox" : "layers"}
      width="wide"
      onClose={isBusy ? () => undefined : closeDialog}
      footer={footer}
    >
      <div className="exchange-review">
        {trouble !== null && <Callout tone="danger">{bundleFailureText(trouble)}</Callout>}
        <Verdict standing={standing} isWarned={review.report.some(({ verdict }) => verdict === "warn")} />
        {review.heard.map((effect) => (
          <NoticeSaid key={`${effect.outcome} ${keyOf(effect)}`} effect={effect} />
        ))}
        <ReviewNotes notes={review.notes} />
        <SaidAgain review={review} mayOpen={isEmpty(standing)} take={standing === "take-note" ? (key) => accept(why, key) : null} />
        <ReviewTop review={review} />
        <BundleChanges review={review} picking={picking} mayChoose={standing === "accept"} />
        {standing === "accept" && <WhatGoes review={review} weight={isNothing(picking.chosen) ? null : picking.weight} />}
        <Why {...{ picking, why, setWhy }} />
      </div>
    </Dialog>
  );
}

interface WhyProps {
  readonly picking: Picking;
  readonly why: string;
  readonly setWhy: (why: string) => void;
}

/** The reason of what is said once it is in: needed for rulings, welcome for what is one or is not. */
function Why({ picking: { decisions, pairs }, why, setWhy }: WhyProps): ReactNode {
  const t = useTranslate();
  if (decisions.size + pairs.size === 0) return null;
  const rulings = countRulings(decisions, pairs);
  const isRuling = rulings > 0;
  return (
    <TextField
      label={isRuling ? t("arrival:why", { count: rulings }) : t("sameness:why")}
      value={why}
      onChange={setWhy}
      placeholder={t(isRuling ? "arrival:whyHelp" : "arrival:matches.whyHelp")}
    />
  );
}

function ReviewTop({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="exchange-review-top">
      <BundleSummary review={review} />
      {review.layer === null ? (
        <ReportLines lines={review.report} />
      ) : (
        <section>
          <p>{t("arrival:layerChecked", { at: format.dateTime(review.layer.setAsideAt) })}</p>
        </section>
      )}
    </div>
  );
}

interface FootProps {
  readonly standing: Standing;
  readonly picking: Picking;
  readonly isReasonMissing: boolean;
  /** What it said of keys counts already. */
  readonly hasHeard: boolean;
}

/** What pressing the button comes to, or why it cannot be pressed. */
function FootNote({ standing, picking: { chosen, weight }, isReasonMissing, hasHeard }: FootProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const isPart = standing === "accept" && !isNothing(chosen);
  return (
    <span className="exchange-foot-note" aria-live="polite">
      {isReasonMissing
        ? t("arrival:whyMissing")
        : !isPart
          ? t(`exchange:review.note.${hasHeard ? "heard" : standing}`)
          : weight === null
            ? t("arrival:weighing")
            : weightText(weight, t, format)}
    </span>
  );
}

function weightText({ claims, along, withdrawals }: ChoiceWeight, t: Translate, format: Format): string {
  const goIn = t("arrival:weight", { count: claims, number: format.number(claims), along: format.number(along) });
  return withdrawals === 0 ? goIn : `${goIn} ${t("arrival:withdrawals", { number: format.number(withdrawals) })}`;
}

const isEmpty = (standing: Standing): boolean => standing === "nothing-new" || standing === "take-note";
const isTaking = (standing: Standing): boolean => standing === "accept" || standing === "take-note";
const icons = {
  accept: "git-merge",
  "take-note": "endorsed",
  "nothing-new": "folder-open",
  "look-only": "folder-open",
  failed: "folder-open",
} as const;

function standingOf({ report, canMerge, newClaims, newCommits, files, isReceived }: BundleReview): Standing {
  if (report.some(({ verdict }) => verdict === "fail")) return "failed";
  if (!canMerge) return "look-only";
  if (newClaims + newCommits > 0 || files.some(({ isNew }) => isNew)) return "accept";
  return isReceived ? "nothing-new" : "take-note";
}

const keyOf = ({ notice }: NoticeEffect): string => (notice.kind === "revocation" ? notice.key : notice.author);

function Verdict({ standing, isWarned }: { readonly standing: Standing; readonly isWarned: boolean }): ReactNode {
  const t = useTranslate();
  const tones = { accept: "success", "take-note": "info", "nothing-new": "info", "look-only": "warning", failed: "danger" } as const;
  return (
    <Callout tone={tones[standing]} title={t(`exchange:review.verdict.${standing === "accept" && isWarned ? "accept-warned" : standing}`)}>
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
