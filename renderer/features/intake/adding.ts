import { useEffect, useRef, useState } from "react";
import type { AddedExhibits, ExhibitsDraft } from "../../../shared/case/locker-door.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { closeDialog, selectEntities } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";

/** The job of the core that keeps files. */
export const keepJob = "keep-exhibits";

export type Trouble = Extract<Awaited<ReturnType<typeof askCore<"addExhibits">>>, { readonly ok: false }>["error"];

export interface Adding {
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  /** What became of the files, where not all of them simply were added. */
  readonly report: AddedExhibits | null;
  add(draft: ExhibitsDraft): Promise<void>;
}

/** Files go on being kept when the dialog is closed: how it ends is then told by a notice. */
export function useAdding(): Adding {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [report, setReport] = useState<AddedExhibits | null>(null);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const add = async (draft: ExhibitsDraft): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    setReport(null);
    const done = await askCore("addExhibits", draft);
    setBusy(false);
    if (!done.ok) return isMounted.current ? setTrouble(done.error) : tellEnd(done.error);
    const { value } = done;
    const isPlain = value.files.every(({ outcome }) => outcome === "added" || outcome === "repaired");
    if (!isMounted.current || isPlain) tellDone(value);
    if (!isMounted.current) return;
    const found = [...new Set(value.files.flatMap(({ entity }) => entity ?? []))];
    if (found.length > 0) selectEntities(found);
    if (isPlain) closeDialog();
    else setReport(value);
  };
  return { isBusy, trouble, report, add };
}

function tellDone({ files, stopped }: AddedExhibits): void {
  const count = (...outcomes: readonly string[]): number => files.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [added, repaired] = [count("added"), count("repaired")];
  if (added > 0) notify("success", "add-exhibit:notice.kept", { count: added });
  if (repaired > 0) notify("success", "add-exhibit:notice.repaired", { count: repaired });
  const left = files.length - added - repaired;
  if (left > 0 || stopped !== null) notify("warning", "add-exhibit:notice.left", { count: left });
}

/** What a lock or the end of the case cut off needs no words. */
function tellEnd(error: Trouble): void {
  if (error.kind === "cancelled") notify("warning", "failure:cancelled");
  else if (error.kind !== "locked") tellFailure(error);
}
