import { useEffect, useState } from "react";
import type { CaseSize } from "../../../shared/case/case-list-door.ts";
import type { CaseEntry } from "../../../shared/case/door.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { useDesk } from "../../state/desk.ts";

/** Asked anew when a dialog closes, or the list is said to have changed. null = not known yet. */
export function useCases(): readonly CaseEntry[] | null {
  const isDialogOpen = useDesk((desk) => desk.dialog !== null);
  const version = useDesk((desk) => desk.listVersion);
  const [cases, setCases] = useState<readonly CaseEntry[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that changed is asked for again
  useEffect(() => {
    if (isDialogOpen) return;
    let isMounted = true;
    void askCore("listCases", null).then((answer) => {
      if (!isMounted) return;
      if (answer.ok) setCases(answer.value);
      else if (answer.error.kind !== "locked") tellFailure(answer.error);
    });
    return () => {
      isMounted = false;
    };
  }, [isDialogOpen, version]);
  return cases;
}

/** One case of the list, for a dialog; undefined = not known yet, null = it is gone. */
export function useCaseEntry(caseId: CaseId): CaseEntry | null | undefined {
  const [entry, setEntry] = useState<CaseEntry | null | undefined>();
  useEffect(() => {
    let isMounted = true;
    void askCore("listCases", null).then((answer) => {
      if (isMounted) setEntry((answer.ok ? answer.value : []).find((each) => each.caseId === caseId) ?? null);
    });
    return () => {
      isMounted = false;
    };
  }, [caseId]);
  return entry;
}

/** Sizes of cases, asked for one after the other: each may read a whole case once. */
export function useSizes(cases: readonly CaseEntry[] | null): ReadonlyMap<CaseId, CaseSize> {
  const [sizes, setSizes] = useState<ReadonlyMap<CaseId, CaseSize>>(new Map());
  useEffect(() => {
    let isMounted = true;
    const measure = async (): Promise<void> => {
      for (const { caseId } of cases ?? []) {
        const size = isMounted ? await askCore("measureCase", { caseId }) : null;
        if (size === null || !isMounted) return;
        if (size.ok) setSizes((known) => new Map([...known, [caseId, size.value]]));
      }
    };
    void measure();
    return () => {
      isMounted = false;
    };
  }, [cases]);
  return sizes;
}
