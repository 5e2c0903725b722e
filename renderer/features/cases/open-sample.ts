import { openSampleCase, type SampleDoor } from "../../../shared/case/sample-case.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { forgetCase, useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { endJob, notify, putJob, useJobs } from "../../state/jobs.ts";
import { translate } from "../../ui/translate.ts";
import { sampleTexts } from "./sample-files.ts";

/** The job while the sample case is made. */
export const sampleJob = "sample-case";

/** Every ask by way of the window, so that a lock in between ends the making. */
const door: SampleDoor = {
  listCases: (argument) => askCore("listCases", argument),
  createCase: (argument) => askCore("createCase", argument),
  openCase: (argument) => askCore("openCase", argument),
  addExhibit: (argument) => askCore("addExhibit", argument),
  importFile: (argument) => askCore("importFile", argument),
  addEntity: (argument) => askCore("addEntity", argument),
  addLink: (argument) => askCore("addLink", argument),
  setValue: (argument) => askCore("setValue", argument),
  sayCopy: (argument) => askCore("sayCopy", argument),
  sayPossible: (argument) => askCore("sayPossible", argument),
  merge: (argument) => askCore("merge", argument),
  rule: (argument) => askCore("rule", argument),
  retract: (argument) => askCore("retract", argument),
  undo: (argument) => askCore("undo", argument),
  keepNote: (argument) => askCore("keepNote", argument),
  readNote: (argument) => askCore("readNote", argument),
};

/** Opens the worked example, and makes it first where there is none. Its dialog stays while it is made: no other case may be opened meanwhile. */
export async function openSample(): Promise<void> {
  if (useJobs.getState().jobs.some(({ id }) => id === sampleJob)) return;
  const titleKey = `jobs:${sampleJob}`;
  putJob({ id: sampleJob, titleKey, done: 0, total: 0 });
  openDialog({ kind: "sample" });
  forgetCase();
  const made = await openSampleCase({
    door,
    files: sampleTexts,
    words: (key) => translate(`sample:${key}`),
    entities: () => useCaseMirror.getState().entities,
    onStep: (done, total) => putJob({ id: sampleJob, titleKey, done, total }),
  });
  endJob(sampleJob);
  if (made.ok && (await openCaseById(made.value))) return;
  if (useDesk.getState().dialog?.kind === "sample") closeDialog();
  // What a lock cut off needs no words: the lock is in sight.
  if (made.ok || made.error.kind === "locked") return;
  if (made.error.kind === "cancelled") notify("warning", "sample:cut");
  else tellFailure(made.error);
}
