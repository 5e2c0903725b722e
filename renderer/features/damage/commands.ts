import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do about a case that was found damaged. */
export const damageCommands: readonly Command[] = [
  {
    id: "damage.report",
    titleKey: "damage:command.report",
    icon: "warning-sign",
    section: "case",
    keys: ["Alt+Shift+KeyK"],
    scope: null,
    isEnabled: isDamaged,
    run: () => openDialog({ kind: "damage", part: "report" }),
  },
  {
    id: "damage.repair",
    titleKey: "damage:command.repair",
    icon: "clean",
    section: "case",
    keys: ["Alt+Shift+KeyM"],
    scope: null,
    isEnabled: mayRepair,
    run: () => openDialog({ kind: "damage", part: "repair" }),
  },
];

/** A case that is not damaged (any more) may lack what a source has. */
function mayRepair(): boolean {
  return isDamaged() || (useDesk.getState().screen === "workbench" && isEditable());
}

function isDamaged(): boolean {
  return useDesk.getState().screen === "workbench" && (useCaseMirror.getState().opened?.damage ?? null) !== null;
}
