import { useCallback, useEffect, useRef, useState } from "react";
import type { ChainReport } from "../../../shared/case/ledger-door.ts";
import { askCore, tellFailure } from "../../state/ask.ts";

/** The job of the core that checks the chain. */
export const verifyJob = "verify-chain";

export interface Verifying {
  readonly isRunning: boolean;
  /** Of the last run that came to its end. */
  readonly report: ChainReport | null;
  start(): void;
  cancel(): void;
  /** Puts the result out of sight. */
  forget(): void;
}

/** Checks the chain when asked; ends with the screen that asked for it. */
export function useVerifying(startsAtOnce: boolean): Verifying {
  const [isRunning, setRunning] = useState(false);
  const [report, setReport] = useState<ChainReport | null>(null);
  const turn = useRef(0);
  const start = useCallback((): void => {
    turn.current += 1;
    const own = turn.current;
    setRunning(true);
    setReport(null);
    void askCore("verifyChain", null).then((answer) => {
      if (turn.current !== own) return;
      setRunning(false);
      if (answer.ok) setReport(answer.value);
      else if (answer.error.kind !== "cancelled" && answer.error.kind !== "locked") tellFailure(answer.error);
    });
  }, []);
  const cancel = useCallback((): void => void askCore("cancel", { job: verifyJob }), []);
  useEffect(() => {
    if (startsAtOnce) start();
    return () => {
      turn.current += 1;
      cancel();
    };
  }, [startsAtOnce, start, cancel]);
  return { isRunning, report, start, cancel, forget: () => setReport(null) };
}
