import { useCallback, useEffect, useRef, useState } from "react";
import type { ExhibitsReport } from "../../../shared/case/exhibits-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { askCore, tellFailure } from "../../state/ask.ts";

/** The job of the core that checks files. */
export const checkJob = "verify-exhibits";

export interface Checking {
  readonly isRunning: boolean;
  /** Of the last check that came to its end. */
  readonly report: ExhibitsReport | null;
  start(): void;
  cancel(): void;
}

/** Checks at once, and again when asked; ends with the screen that asked for it. */
export function useChecking(exhibits: readonly EntityId[] | null): Checking {
  const [isRunning, setRunning] = useState(false);
  const [report, setReport] = useState<ExhibitsReport | null>(null);
  const turn = useRef(0);
  const start = useCallback((): void => {
    turn.current += 1;
    const own = turn.current;
    setRunning(true);
    void askCore("verifyExhibits", { exhibits }).then((answer) => {
      if (turn.current !== own) return;
      setRunning(false);
      if (answer.ok) setReport(answer.value);
      else if (answer.error.kind !== "cancelled" && answer.error.kind !== "locked") tellFailure(answer.error);
    });
  }, [exhibits]);
  const cancel = useCallback((): void => void askCore("cancel", { job: checkJob }), []);
  useEffect(() => {
    start();
    return () => {
      turn.current += 1;
      cancel();
    };
  }, [start, cancel]);
  return { isRunning, report, start, cancel };
}
