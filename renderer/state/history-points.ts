import { useEffect, useState } from "react";
import type { HistoryPoint } from "../../shared/case/ledger-door.ts";
import { askCore } from "./ask.ts";
import { useCaseMirror } from "./case-mirror.ts";

/** The steps of the history, oldest first; read when they are wanted and whenever the ledger grew. Empty until then. */
export function usePoints(isWanted: boolean): readonly HistoryPoint[] {
  const caseId = useCaseMirror((mirror) => mirror.opened?.caseId ?? null);
  const commits = useCaseMirror((mirror) => mirror.history.commits);
  const [read, setRead] = useState<{ readonly caseId: string | null; readonly points: readonly HistoryPoint[] }>({ caseId: null, points: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a ledger that grew is what makes the history longer
  useEffect(() => {
    if (!isWanted || caseId === null) return;
    let isShown = true;
    void askCore("historyPoints", null).then((answer) => {
      if (isShown && answer.ok) setRead({ caseId, points: answer.value });
    });
    return () => {
      isShown = false;
    };
  }, [isWanted, caseId, commits]);
  return read.caseId === caseId ? read.points : [];
}
