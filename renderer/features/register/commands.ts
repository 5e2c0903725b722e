import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

const isIn = (): boolean => ["cases", "workbench"].includes(useDesk.getState().screen);

/** What a person can do with bundles that left or arrived. */
export const registerCommands: readonly Command[] = [
  command("show", "th-list", ["Alt+Shift+KeyG"], () => openDialog({ kind: "register", file: null, shows: "all" })),
  command("due", "time", [], () => openDialog({ kind: "register", file: null, shows: "todo" })),
];

function command(name: string, icon: string, keys: readonly string[], run: () => void): Command {
  return { id: `register.${name}`, titleKey: `register:command.${name}`, icon, section: "exchange", keys, scope: null, isEnabled: isIn, run };
}
