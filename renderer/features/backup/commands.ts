import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do with backups. */
export const backupCommands: readonly Command[] = [
  {
    id: "backup.make",
    titleKey: "backup:command.make",
    icon: "saved",
    section: "case",
    keys: ["Alt+Shift+KeyB"],
    scope: null,
    isEnabled: () => ["cases", "workbench"].includes(useDesk.getState().screen),
    run: () => openDialog({ kind: "backup" }),
  },
];
