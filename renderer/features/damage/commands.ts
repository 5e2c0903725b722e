import { isDamaged, isEditable } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

const isInCase = (): boolean => useDesk.getState().screen === "workbench";

/** A case that is not damaged (any more) may lack what a source has. */
const mayRepair = (): boolean => isInCase() && (isDamaged() || isEditable());

/** What a person can do about a case that was found damaged. */
export const damageCommands: readonly Command[] = [
  {
    id: "damage.report",
    titleKey: "damage:command.report",
    icon: "warning-sign",
    section: "case",
    keys: ["Alt+Shift+KeyK"],
    scope: null,
    isEnabled: () => isInCase() && isDamaged(),
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
