import type { ReactNode } from "react";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { type ReadingJob, useReadings } from "../../state/readings.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** How far the reading of a file is, how fast it goes and how long it will take; it can be paused and stopped. */
export function ReadingProgress({ job, label, onStop }: { readonly job: string; readonly label: string; readonly onStop: () => void }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const reading = useReadings(({ readings }) => readings.get(job));
  const isPaused = reading?.isPaused === true;
  const turn = (): void => void intakeDoor().steer({ job, how: isPaused ? "go-on" : "pause" });
  return (
    <div className="intake-reading" aria-live="polite">
      <Progress done={reading?.done ?? 0} total={reading?.total ?? 0} label={isPaused ? t("intake:reading.paused") : label} />
      <div className="intake-reading-line">
        <span className="intake-muted tabular">{reading !== undefined && speedText(reading, t, (number) => format.number(number))}</span>
        {reading !== undefined && (
          <Button isSmall icon={isPaused ? "play" : "pause"} onClick={turn}>
            {t(isPaused ? "intake:reading.goOn" : "intake:reading.pause")}
          </Button>
        )}
        <Button isSmall icon="cross" onClick={onStop}>
          {t("intake:reading.stop")}
        </Button>
      </div>
    </div>
  );
}

/** Until then nobody can say how long it takes. */
const longEnoughMs = 5000;
/** A rate over less time is chance. */
const toldFromMs = 300;

/** "120,000 rows · 40,000 rows a second · 12 s left". */
function speedText(reading: ReadingJob, t: ReturnType<typeof useTranslate>, number: (value: number) => string): string {
  const { rows, rowsMs, from } = reading;
  const seconds = secondsLeft(reading);
  return [
    ...(rows > 0 ? [t("intake:reading.rows", { count: rows, rows: number(rows) })] : []),
    ...(rowsMs >= toldFromMs ? [t("intake:reading.rate", { rate: number(Math.round(((rows - from.rows) * 1000) / rowsMs)) })] : []),
    ...(seconds === null
      ? []
      : [
          seconds < 90
            ? t("intake:reading.secondsLeft", { left: number(seconds) })
            : t("intake:reading.minutesLeft", { left: number(Math.ceil(seconds / 60)) }),
        ]),
  ].join(" · ");
}

/** null = nobody can say yet. */
function secondsLeft({ done, total, workedMs, rowsMs, from }: ReadingJob): number | null {
  if (workedMs < longEnoughMs || rowsMs < toldFromMs || done <= from.done) return null;
  return Math.ceil(((total - done) * rowsMs) / ((done - from.done) * 1000));
}
