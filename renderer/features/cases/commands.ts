import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { openSample } from "./open-sample.ts";

const isIn = (): boolean => ["cases", "workbench"].includes(useDesk.getState().screen);

/** What a person can do with cases. */
export const casesCommands: readonly Command[] = [
  {
    id: "cases.new",
    titleKey: "cases:command.new",
    icon: "add",
    section: "case",
    keys: ["$mod+KeyN", "Alt+KeyN"],
    scope: null,
    isEnabled: isIn,
    run: () => openDialog({ kind: "new-case" }),
  },
  {
    id: "cases.sample",
    titleKey: "sample:open",
    icon: "learning",
    section: "help",
    keys: ["Alt+Shift+KeyE"],
    scope: null,
    isEnabled: () => useDesk.getState().screen === "cases" && useDesk.getState().dialog === null,
    run: openSample,
  },
];
