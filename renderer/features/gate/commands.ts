import type { Command } from "../../state/command.ts";
import { type OpenDialog, openDialog, useDesk } from "../../state/desk.ts";

const isIn = (): boolean => ["cases", "workbench"].includes(useDesk.getState().screen);

/** What a person can do with that which opens the vault. */
export const gateCommands: readonly Command[] = [
  command("passphrase", "key", "passphrase"),
  command("recovery", "document-locked", "recovery"),
  command("keyFile", "document", "key-file"),
];

function command(name: string, icon: string, part: Extract<OpenDialog, { kind: "keys" }>["part"]): Command {
  return {
    id: `gate.${name}`,
    titleKey: `keys:command.${name}`,
    icon,
    section: "case",
    keys: [],
    scope: null,
    isEnabled: isIn,
    run: () => openDialog({ kind: "keys", part }),
  };
}
