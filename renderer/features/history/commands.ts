import { useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do with the history of a case. */
export const historyCommands: readonly Command[] = [
  {
    id: "history.show",
    titleKey: "history:command.show",
    icon: "history",
    section: "case",
    keys: ["$mod+Shift+KeyH"],
    scope: null,
    isEnabled: () => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null,
    run: () => openDialog({ kind: "history" }),
  },
];
