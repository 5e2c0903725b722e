import type { Look } from "../../../shared/case/ledger-door.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { setAskedLook } from "../../state/desk.ts";
import { endJob, putJob } from "../../state/jobs.ts";

const job = "look-at";
/** A thumb that is dragged rests this long before the core is asked. */
const restMs = 120;
/** Work that takes longer than this is shown. */
const patienceMs = 300;

let timer: ReturnType<typeof setTimeout> | undefined;
let turn = 0;
let running = 0;

/** Shows the case so once this was the last wish for a moment. A look still being made is ended. */
export function askLook(look: Look, afterMs = restMs): void {
  const caseId = useCaseMirror.getState().opened?.caseId;
  setAskedLook(look);
  turn += 1;
  const own = turn;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (caseId !== undefined && useCaseMirror.getState().opened?.caseId === caseId) void run(look, own);
  }, afterMs);
}

/** Shows the case as it stands. */
export function returnToNow(): void {
  askLook({ known: null, valid: null }, 0);
}

/** Gives up the look that is being made: what is shown stays. */
export function cancelLook(): void {
  turn += 1;
  clearTimeout(timer);
  setAskedLook(null);
  endJob(job);
  void askCore("cancel", { job });
}

async function run(look: Look, own: number): Promise<void> {
  if (running > 0) void askCore("cancel", { job });
  running += 1;
  const slow = setTimeout(() => {
    if (own === turn) putJob({ id: job, titleKey: "looking:making", done: 0, total: 0 });
  }, patienceMs);
  const answer = await askCore("lookAt", look);
  clearTimeout(slow);
  running -= 1;
  if (own !== turn) return;
  endJob(job);
  setAskedLook(null);
  if (!answer.ok && answer.error.kind !== "cancelled" && answer.error.kind !== "locked") tellFailure(answer.error);
}
