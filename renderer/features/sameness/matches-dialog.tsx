import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { Matches } from "../../../shared/projections/matches.ts";
import { pairKey } from "../../../shared/projections/sameness.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { PairList, type PairListHandle } from "./pair-list.tsx";
import { PairPanel } from "./pair-panel.tsx";
import { type PairAnswer, usePairAnswers } from "./pair-answers.ts";
import { useMatches } from "./use-matches.ts";
import "./sameness.css";

/** What may be one, pair by pair. Open while the desk says so. */
export function MatchesDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "matches");
  return isOpen ? <OpenDialog /> : null;
}

/** So long a new pair must have been in sight before a key answers it. */
const unseenMs = 400;
const answerByCode: Readonly<Record<string, PairAnswer>> = { KeyM: "merge", KeyP: "possible", KeyN: "distinct", KeyS: "skip" };

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const list = useRef<PairListHandle>(null);
  const { found, pairs, skip, settle } = useMatches();
  const [at, setAt] = useState(0);
  const place = Math.max(0, Math.min(at, pairs.length - 1));
  const current = pairs[place];
  const answers = usePairAnswers(current, { skip, settle });
  const answeredAt = useRef(Number.NEGATIVE_INFINITY);
  const answer = (said: PairAnswer): void => {
    answeredAt.current = performance.now();
    void answers.answer(said).then(() => list.current?.focus());
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1 }[event.code];
    const said = answerByCode[event.code];
    if (step !== undefined) setAt(Math.max(0, Math.min(pairs.length - 1, place + step)));
    else if (event.code === "Home" || event.code === "End") setAt(event.code === "Home" ? 0 : pairs.length - 1);
    else if (said === undefined) return;
    // A key that is held, or pressed again at once, answers no pair that nobody has seen.
    else if (!event.repeat && performance.now() - answeredAt.current > unseenMs) answer(said);
    event.preventDefault();
    event.stopPropagation();
  };
  const isNothing = found !== null && pairs.length === 0;
  return (
    <Dialog
      isOpen
      title={t("sameness:matches.title")}
      icon="resolve"
      width="wide"
      onClose={closeDialog}
      footer={<Footer found={found} left={pairs.length} />}
    >
      <p className="sameness-hint">{t("sameness:matches.hint")}</p>
      {found !== null && found.kept > 0 && <Callout tone="info">{t("sameness:matches.kept", { count: found.kept })}</Callout>}
      {found !== null && <TooCommon found={found} />}
      {found === null && <Progress done={0} total={0} label={t("sameness:matches.looking")} />}
      {isNothing && <EmptyState icon="tick-circle" title={t("sameness:matches.none")} description={t("sameness:matches.noneHelp")} />}
      {current !== undefined && (
        <div className="sameness-matches">
          <PairList ref={list} pairs={pairs} at={place} onMove={setAt} onKeyDown={press} />
          <PairPanel key={pairKey(current.a, current.b)} match={current} answers={answers} onAnswer={answer} />
        </div>
      )}
    </Dialog>
  );
}

/** What was not compared, since too many share it: nobody should think that all was looked at. */
function TooCommon({ found: { tooCommon } }: { readonly found: Matches }): ReactNode {
  const t = useTranslate();
  if (tooCommon.length === 0) return null;
  const shown = tooCommon.slice(0, 3).map(({ text }) => safeText(text));
  return <Callout tone="info">{t("sameness:matches.tooCommon", { count: tooCommon.length, shown: shown.join("; ") })}</Callout>;
}

function Footer({ found, left }: { readonly found: Matches | null; readonly left: number }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <>
      <span className="sameness-count" role="status">
        {found !== null && t("sameness:matches.count", { count: left, shown: format.number(left) })}
        {found !== null && found.more > 0 && ` ${t("sameness:matches.more", { count: found.more, shown: format.number(found.more) })}`}
      </span>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}
