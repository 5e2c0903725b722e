import type { CaseId } from "../../../shared/kernel/brand.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { stopOpening } from "../../state/case-actions.ts";
import type { Command } from "../../state/command.ts";
import { isToRead, noteListChanged, openDialog, useDesk } from "../../state/desk.ts";
import { notify, openingJob, useJobs } from "../../state/jobs.ts";
import { keysText } from "../../ui/keys-text.ts";
import { openSample } from "./open-sample.ts";

const unarchiveKeys = "Alt+Shift+KeyU";

const isIn = (): boolean => ["cases", "workbench"].includes(useDesk.getState().screen);
/** The palette is closed before what was chosen in it runs. */
const isInList = (): boolean => {
  const { screen, dialog } = useDesk.getState();
  return screen === "cases" && (dialog === null || dialog.kind === "palette");
};
/** Whether more than reading is possible: the vault has an identity to sign with. */
const canSign = (): boolean => !isToRead(useDesk.getState());
const isChosen = (): boolean => isInList() && useDesk.getState().chosenCase !== null;

/** What a person can do with the case chosen in the list. */
export const chosenCaseCommands: readonly Command[] = [
  ofChosen("rename", "edit", ["Alt+Shift+KeyN"], (caseId) => openDialog({ kind: "rename-case", caseId })),
  ofChosen("copy", "duplicate", ["Alt+Shift+KeyC"], (caseId) => openDialog({ kind: "copy-case", caseId })),
  ofChosen("archive", "archive", ["Alt+Shift+KeyA"], (caseId) => putAway(caseId, true)),
  ofChosen("unarchive", "unarchive", [unarchiveKeys], (caseId) => putAway(caseId, false)),
  ofChosen("delete", "trash", ["Alt+Shift+KeyD"], (caseId) => openDialog({ kind: "delete-case", caseId })),
];

/** What a person can do with cases. */
export const casesCommands: readonly Command[] = [
  {
    id: "cases.new",
    titleKey: "cases:command.new",
    icon: "add",
    section: "case",
    keys: ["$mod+KeyN", "Alt+KeyN"],
    scope: null,
    isEnabled: () => isIn() && canSign(),
    run: () => openDialog({ kind: "new-case" }),
  },
  ...chosenCaseCommands,
  {
    id: "cases.stopOpening",
    titleKey: "cases:command.stopOpening",
    icon: "cross",
    section: "case",
    keys: ["Escape"],
    scope: "cases",
    // Over the workbench Escape has other uses, and the banner has a button.
    isEnabled: () => isInList() && useJobs.getState().jobs.some(({ id }) => id === openingJob),
    run: stopOpening,
  },
  {
    id: "cases.destroyed",
    titleKey: "cases:command.destroyed",
    icon: "history",
    section: "case",
    keys: [],
    scope: null,
    isEnabled: isInList,
    run: () => openDialog({ kind: "destroyed-cases" }),
  },
  {
    id: "cases.sample",
    titleKey: "sample:open",
    icon: "learning",
    section: "help",
    keys: ["Alt+Shift+KeyE"],
    scope: null,
    isEnabled: () => isInList() && canSign(),
    run: openSample,
  },
];

function ofChosen(name: string, icon: string, keys: readonly string[], run: (caseId: CaseId) => void | Promise<void>): Command {
  return {
    id: `cases.${name}`,
    titleKey: `cases:command.${name}`,
    icon,
    section: "case",
    keys,
    scope: null,
    isEnabled: () => isChosen() && canSign(),
    run: () => {
      const { chosenCase } = useDesk.getState();
      return chosenCase === null ? undefined : run(chosenCase);
    },
  };
}

async function putAway(caseId: CaseId, isArchived: boolean): Promise<void> {
  const done = await askCore("setArchived", { caseId, isArchived });
  noteListChanged();
  if (!done.ok) return tellFailure(done.error);
  if (isArchived) notify("success", "cases:archived", { keys: keysText(unarchiveKeys) });
  else notify("success", "cases:unarchived");
}
