import { useEffect, useMemo, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { AuditAct } from "../../../shared/case/ledger-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { type AuditRow, auditRows } from "./audit-rows.ts";

/** The log, read at opening and whenever the case changes, newest first; null while it is read. */
export function useAuditRows(): readonly AuditRow[] | null {
  const version = useCaseMirror((mirror) => mirror.version);
  const [entries, setEntries] = useState<readonly AuditAct[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case is what makes the log longer
  useEffect(() => {
    let isShown = true;
    void askOrTell("audit", null).then((answer) => {
      if (isShown && answer !== null) setEntries(answer);
    });
    return () => {
      isShown = false;
    };
  }, [version]);
  return useMemo(() => (entries === null ? null : auditRows(entries).toReversed()), [entries]);
}

/** Keys of the acts that touched a thing; null = no thing is asked about, or not known yet. */
export function useTouching(entity: EntityId | null): ReadonlySet<string> | null {
  const version = useCaseMirror((mirror) => mirror.version);
  const [found, setFound] = useState<{ readonly entity: EntityId; readonly acts: ReadonlySet<string> } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case may hold new acts
  useEffect(() => {
    let isShown = true;
    if (entity === null) return;
    void askOrTell("actsTouching", { entity }).then((answer) => {
      if (isShown && answer !== null) setFound({ entity, acts: new Set(answer) });
    });
    return () => {
      isShown = false;
    };
  }, [entity, version]);
  return found?.entity === entity ? found.acts : null;
}
