import { isEditable } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do with foreign files. */
export const intakeCommands: readonly Command[] = [
  {
    id: "intake.import",
    titleKey: "intake:command.import",
    icon: "import",
    section: "case",
    keys: ["$mod+KeyI"],
    scope: null,
    isEnabled: () => useDesk.getState().screen === "workbench" && isEditable(),
    run: () => openDialog({ kind: "import", file: null }),
  },
  {
    id: "intake.profiles",
    titleKey: "intake-profiles:command",
    icon: "import",
    section: "case",
    keys: [],
    scope: null,
    isEnabled: () => useDesk.getState().screen === "workbench",
    run: () => openDialog({ kind: "import-profiles" }),
  },
  {
    id: "intake.paste",
    titleKey: "recognise:command",
    icon: "search-text",
    section: "case",
    keys: ["Alt+Shift+KeyI"],
    scope: null,
    isEnabled: () => useDesk.getState().screen === "workbench" && isEditable(),
    run: () => openDialog({ kind: "paste" }),
  },
  {
    id: "intake.addExhibit",
    titleKey: "add-exhibit:command",
    icon: "paperclip",
    section: "case",
    keys: [],
    scope: null,
    isEnabled: () => useDesk.getState().screen === "workbench" && isEditable(),
    run: () => openDialog({ kind: "add-exhibit" }),
  },
];
