import { type ReactNode, useEffect, useId, useMemo, useRef } from "react";
import type { HistoryPoint, Look } from "../../../shared/case/ledger-door.ts";
import { openLooking, useDesk } from "../../state/desk.ts";
import { useOfficers } from "../../state/officers.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { askLook, cancelLook } from "./ask-look.ts";
import { openButtonId } from "./looking-banner.tsx";
import { DayField } from "./day-field.tsx";
import { StepSlider } from "./step-slider.tsx";
import { pointText, redoActs } from "./point-text.ts";

interface BarProps {
  readonly points: readonly HistoryPoint[];
  readonly look: Look;
}

/** Sets as of which step the case is known, and on which day it holds. */
export function LookingBar({ points, look }: BarProps): ReactNode {
  const t = useTranslate();
  const asked = useDesk((desk) => desk.askedLook);
  const shown = asked ?? look;
  const last = points.length - 1;
  const step = shown.known ?? last;
  const goTo = (index: number): void => askLook({ ...shown, known: index >= last ? null : index });
  const close = (): void => {
    document.getElementById(openButtonId)?.focus();
    openLooking(false);
  };
  return (
    <section className="looking-bar" aria-label={t("looking:title")}>
      <div className="looking-known">
        <div className="looking-line">
          <StepSlider points={points} step={step} textOf={usePointText(points)} onStep={goTo} />
          <IconButton isSmall icon="chevron-left" label={t("looking:earlier")} isDisabled={step <= 0} onClick={() => goTo(step - 1)} />
          <IconButton isSmall icon="chevron-right" label={t("looking:later")} isDisabled={step >= last} onClick={() => goTo(step + 1)} />
        </div>
        <div className="looking-line">
          <StepList points={points} step={step} onStep={goTo} />
          <MarkKey points={points} />
        </div>
      </div>
      <DayField value={shown.valid} onDay={(valid) => askLook({ ...shown, valid })} />
      {asked !== null && <Stop />}
      <IconButton isSmall icon="small-cross" label={t("looking:close")} onClick={close} />
    </section>
  );
}

function usePointText(points: readonly HistoryPoint[]): (point: HistoryPoint) => string {
  const t = useTranslate();
  const format = useFormat();
  const officers = useOfficers();
  const redos = useMemo(() => redoActs(points), [points]);
  return (point) => pointText(point, officers, redos, t, format);
}

/** The step that is shown, in words, and all others to choose from. */
function StepList({
  points,
  step,
  onStep,
}: {
  readonly points: readonly HistoryPoint[];
  readonly step: number;
  readonly onStep: (index: number) => void;
}) {
  const t = useTranslate();
  const id = useId();
  const format = useFormat();
  const officers = useOfficers();
  const names = [...officers.values()].map(({ officer }) => officer).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the officers are a new map at every drawing; their names are what counts
  const options = useMemo(() => {
    const redos = redoActs(points);
    return points.map((point) => (
      <option key={point.index} value={point.index}>
        {pointText(point, officers, redos, t, format)}
      </option>
    ));
  }, [points, names, t, format]);
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        {t("looking:step")}
      </label>
      <select id={id} className="looking-list" value={step} onChange={(event) => onStep(Number(event.currentTarget.value))}>
        {options}
      </select>
    </>
  );
}

/** What the marks on the slider mean; only those that are there. */
function MarkKey({ points }: { readonly points: readonly HistoryPoint[] }): ReactNode {
  const t = useTranslate();
  const kinds = (["import", "receive"] as const).filter((intent) => points.some((point) => point.intent === intent));
  return kinds.map((intent) => (
    <span key={intent} className="looking-key">
      <span className={`looking-mark looking-mark-${intent}`} aria-hidden={true} />
      {t(`looking:mark.${intent}`)}
    </span>
  ));
}

/** Ends a look that takes long: it comes only after a moment, so that it does not flash. */
function Stop(): ReactNode {
  const t = useTranslate();
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => place.current?.classList.add("looking-stop-shown"), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <span ref={place} className="looking-stop">
      <Button isSmall icon="stop" onClick={cancelLook}>
        {t("looking:cancel")}
      </Button>
    </span>
  );
}
