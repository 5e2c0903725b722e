import { isEditable, isNow, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

const isIn = (): boolean => ["cases", "workbench"].includes(useDesk.getState().screen);
const isInCase = (): boolean => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
const isInWholeCase = (): boolean => isInCase() && isEditable();
/** What arrives would be merged into what is seen: not while that is the past. */
const mayReceive = (): boolean => isIn() && isNow(useCaseMirror.getState().look);

/** What a person can do with other agencies: know them, give to them, receive from them. */
export const exchangeCommands: readonly Command[] = [
  command("share", "send-to", "$mod+Shift+KeyE", isInWholeCase, () => openDialog({ kind: "share" })),
  command("receive", "inbox", "$mod+Shift+KeyO", mayReceive, () => openDialog({ kind: "receive", file: null })),
  command("partners", "people", "$mod+Shift+KeyP", isIn, () => openDialog({ kind: "partners", file: null })),
];

function command(name: string, icon: string, key: string, isEnabled: () => boolean, run: () => void): Command {
  return { id: `exchange.${name}`, titleKey: `exchange:command.${name}`, icon, section: "exchange", keys: [key], scope: null, isEnabled, run };
}
