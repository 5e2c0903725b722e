import { type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import type { HistoryPoint } from "../../../shared/case/ledger-door.ts";
import { useTranslate } from "../../ui/translate.ts";
import { returnToNow } from "./ask-look.ts";

interface SliderProps {
  readonly points: readonly HistoryPoint[];
  readonly step: number;
  textOf(point: HistoryPoint): string;
  onStep(index: number): void;
}

/** Steps of a page of the keyboard. */
const page = 10;

/** The history as a line: arrows go a step, a page ten, Home and End to its ends, Escape to now. */
export function StepSlider({ points, step, textOf, onStep }: SliderProps): ReactNode {
  const t = useTranslate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useFirstFocus(input, points.length > 1);
  const last = Math.max(0, points.length - 1);
  const point = points[step];
  const press = (event: KeyboardEvent): void => {
    const to = {
      ArrowLeft: step - 1,
      ArrowDown: step - 1,
      ArrowRight: step + 1,
      ArrowUp: step + 1,
      PageDown: step - page,
      PageUp: step + page,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") returnToNow();
    else if (to !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) onStep(Math.max(0, Math.min(last, to)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <label className="looking-label" htmlFor={id}>
        {t("looking:known")}
      </label>
      <div className="looking-slider">
        <input
          id={id}
          ref={input}
          type="range"
          style={{ "--looking-filled": `${last < 1 ? 0 : (100 * Math.max(0, step)) / last}%` } as CSSProperties}
          min={0}
          max={last}
          value={Math.max(0, step)}
          disabled={points.length < 2}
          aria-valuetext={point === undefined ? "" : textOf(point)}
          onChange={(event) => onStep(Number(event.currentTarget.value))}
          onKeyDown={press}
        />
        <Marks points={points} />
      </div>
    </>
  );
}

/** Takes the focus once there are steps to go, unless the person went elsewhere while they were read. */
function useFirstFocus(input: RefObject<HTMLInputElement | null>, isReady: boolean): void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
  }, []);
  useEffect(() => {
    if (isReady && document.activeElement === before.current) input.current?.focus();
  }, [input, isReady]);
}

/** Where files and bundles came in; of marks that would cover each other, the first is drawn. */
function Marks({ points }: { readonly points: readonly HistoryPoint[] }): ReactNode {
  const last = Math.max(1, points.length - 1);
  const drawn = new Map<string, HistoryPoint>();
  for (const point of points) {
    const key = `${point.intent}/${Math.round((point.index / last) * 300)}`;
    if ((point.intent === "import" || point.intent === "receive") && !drawn.has(key)) drawn.set(key, point);
  }
  return (
    <div className="looking-marks" aria-hidden={true}>
      {[...drawn.values()].map(({ index, intent }) => (
        <span key={index} className={`looking-mark looking-mark-${intent}`} style={{ left: `${(index / last) * 100}%` }} />
      ))}
    </div>
  );
}
