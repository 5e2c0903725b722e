import { useCallback, useEffect, useRef, useState } from "react";
import type { DamageReport } from "../../../shared/case/damage-door.ts";
import { askCore, tellFailure } from "../../state/ask.ts";

/** The job of the core that looks at the boxes. */
export const inspectJob = "inspect-damage";

export interface Reporting {
  readonly isRunning: boolean;
  readonly report: DamageReport | null;
  start(): void;
  stop(): void;
}

/** Looks at once; ends with the screen that asked for it. */
export function useReport(): Reporting {
  const [isRunning, setRunning] = useState(false);
  const [report, setReport] = useState<DamageReport | null>(null);
  const turn = useRef(0);
  const start = useCallback((): void => {
    turn.current += 1;
    const own = turn.current;
    setRunning(true);
    void askCore("inspectDamage", null).then((answer) => {
      if (turn.current !== own) return;
      setRunning(false);
      if (answer.ok) setReport(answer.value);
      else if (answer.error.kind !== "cancelled" && answer.error.kind !== "locked") tellFailure(answer.error);
    });
  }, []);
  const stop = useCallback((): void => void askCore("cancel", { job: inspectJob }), []);
  useEffect(() => {
    start();
    return () => {
      turn.current += 1;
      stop();
    };
  }, [start, stop]);
  return { isRunning, report, start, stop };
}
