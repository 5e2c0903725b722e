import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** Every step is a record of the open case. */
const isInCase = (): boolean => useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null && isEditable();

/** What a person can do to learn whether a partner works on the same. */
export const deconflictionCommands: readonly Command[] = [
  command("make", "comparison", "Alt+Shift+KeyH", () => openDialog({ kind: "make-hits" })),
  command("read", "document-open", "Alt+Shift+KeyJ", () => openDialog({ kind: "read-hits", file: null })),
];

function command(name: string, icon: string, key: string, run: () => void): Command {
  const titleKey = `deconfliction:command.${name}`;
  return { id: `deconfliction.${name}`, titleKey, icon, section: "exchange", keys: [key], scope: null, isEnabled: isInCase, run };
}
