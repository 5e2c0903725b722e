import type { CaseId } from "../../shared/kernel/brand.ts";
import { askCore, askOrTell, tellFailure } from "./ask.ts";
import { forgetCase, setOpenedCase } from "./case-mirror.ts";
import { clearDesk, openDialog, showScreen } from "./desk.ts";
import { endJob, notify, putJob } from "./jobs.ts";

const opening = "open-case";

/** Opens a case and shows its workbench. False when it could not be opened: why has then been said as a notice. */
export async function openCaseById(caseId: CaseId): Promise<boolean> {
  putJob({ id: opening, titleKey: `jobs:${opening}`, done: 0, total: 0 });
  forgetCase();
  const opened = await askOrTell("openCase", { caseId });
  endJob(opening);
  if (opened === null) return false;
  clearDesk();
  setOpenedCase(opened);
  showScreen("workbench");
  if (opened.isArchived) notify("warning", "cases:archivedOpen");
  if (opened.damage !== null) openDialog({ kind: "damage", part: "report" });
  return true;
}

/** Closes the open case and shows the list of cases. */
export async function closeCurrentCase(): Promise<void> {
  const closed = await askCore("closeCase", null);
  // A lock that came first has closed it already, and shows itself.
  if (!closed.ok) return closed.error.kind === "locked" ? undefined : tellFailure(closed.error);
  forgetCase();
  clearDesk();
  showScreen("cases");
}
