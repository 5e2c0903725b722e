import type { CaseId } from "../../shared/kernel/brand.ts";
import { askCore, tellFailure } from "./ask.ts";
import { forgetCase, isEarly, setOpenedCase, useCaseMirror } from "./case-mirror.ts";
import { chooseCase, clearDesk, openDialog, showScreen, useDesk } from "./desk.ts";
import { endJob, notify, openingJob, putJob } from "./jobs.ts";
import { foreseeLayout } from "./panel-layout.ts";

/** Counts openings: what an earlier one still answers concerns nobody. */
let lastOpening = 0;

/**
 * Opens a case and shows its workbench: at once with what was kept of it, where something was, else when its records are read, a big one beginning with a part. False when it could not be
 * opened: why has then been said as a notice, unless the person ended it; the list of cases is then what it was.
 */
export async function openCaseById(caseId: CaseId): Promise<boolean> {
  lastOpening += 1;
  const own = lastOpening;
  putJob({ id: openingJob, titleKey: `jobs:${openingJob}`, done: 0, total: 0 });
  forgetCase();
  const forget = useCaseMirror.subscribe(({ early }, before) => {
    if (early !== null && before.early === null) showWorkbench();
  });
  foreseeLayout(caseId);
  const opened = await askCore("openCase", { caseId });
  forget();
  if (own !== lastOpening) return false;
  endJob(openingJob);
  if (!opened.ok) {
    leaveOpening();
    // What a lock cut off needs no words: the lock is in sight; nor does what the person ended.
    if (opened.error.kind !== "locked" && opened.error.kind !== "cancelled") tellFailure(opened.error);
    return false;
  }
  const wasShown = isEarly();
  setOpenedCase(opened.value);
  if (!wasShown) showWorkbench();
  if (opened.value.isArchived) notify("warning", "cases:archivedOpen");
  if (opened.value.damage !== null) openDialog({ kind: "damage", part: "report" });
  return true;
}

function showWorkbench(): void {
  clearDesk();
  showScreen("workbench");
}

/** What was shown of a case that did not open goes. */
function leaveOpening(): void {
  forgetCase();
  if (useDesk.getState().screen !== "workbench") return;
  clearDesk();
  showScreen("cases");
}

/** Ends the opening that runs: the list of cases is then what it was. */
export async function stopOpening(): Promise<void> {
  await askCore("cancel", { job: openingJob });
}

/** Closes the open case and shows the list of cases, with it chosen. */
export async function closeCurrentCase(): Promise<void> {
  const caseId = useCaseMirror.getState().opened?.caseId ?? null;
  const closed = await askCore("closeCase", null);
  // A lock that came first has closed it already, and shows itself.
  if (!closed.ok) return closed.error.kind === "locked" ? undefined : tellFailure(closed.error);
  forgetCase();
  clearDesk();
  chooseCase(caseId);
  showScreen("cases");
}
