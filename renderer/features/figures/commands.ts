import { useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do with reported figures. */
export const figuresCommands: readonly Command[] = [
  {
    id: "figures.check",
    titleKey: "figures:command.check",
    icon: "comparison",
    section: "case",
    keys: ["Alt+Shift+KeyF"],
    scope: null,
    isEnabled: () => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null,
    run: () => openDialog({ kind: "figures" }),
  },
];
