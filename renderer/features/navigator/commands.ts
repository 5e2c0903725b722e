import type { Command } from "../../state/command.ts";
import { setHiddenTypes, useDesk } from "../../state/desk.ts";

const inCase = (): boolean => useDesk.getState().screen === "workbench";

/** What a person can do with the navigator. */
export const navigatorCommands: readonly Command[] = [
  {
    id: "navigator.filter",
    titleKey: "navigator:command.filter",
    icon: "filter",
    section: "view",
    keys: ["$mod+KeyB"],
    scope: null,
    isEnabled: inCase,
    run: () => document.getElementById("navigator-filter")?.focus(),
  },
  {
    id: "navigator.showAll",
    titleKey: "navigator:command.showAll",
    icon: "eye-open",
    section: "view",
    keys: [],
    scope: null,
    isEnabled: () => inCase() && useDesk.getState().hiddenTypes.length > 0,
    run: () => setHiddenTypes([]),
  },
];
