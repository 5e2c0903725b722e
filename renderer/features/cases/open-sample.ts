import { openSampleCase, type SampleDoor } from "../../../shared/case/sample-case.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { forgetCase, useCaseMirror } from "../../state/case-mirror.ts";
import { endJob, putJob, useJobs } from "../../state/jobs.ts";
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

export function isSampleBusy(): boolean {
  return useJobs.getState().jobs.some(({ id }) => id === sampleJob);
}

/** Opens the worked example, and makes it first where there is none. One at a time. */
export async function openSample(): Promise<void> {
  if (isSampleBusy()) return;
  const titleKey = `jobs:${sampleJob}`;
  putJob({ id: sampleJob, titleKey, done: 0, total: 0 });
  forgetCase();
  const made = await openSampleCase({
    door,
    files: sampleTexts,
    words: (key) => translate(`sample:${key}`),
    entities: () => useCaseMirror.getState().entities,
    onStep: (done, total) => putJob({ id: sampleJob, titleKey, done, total }),
  });
  endJob(sampleJob);
  // What a lock cut off needs no words: the lock is in sight.
  if (made.ok) await openCaseById(made.value);
  else if (made.error.kind !== "locked") tellFailure(made.error);
}
