import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { chosenEntities } from "../../state/chosen.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { exportAudit } from "./export-audit.ts";

/** What a person can do with the history of a case. None of it changes the case, so all of it works while looking back. */
export const historyCommands: readonly Command[] = [
  command("show", "history:command.show", "history", ["$mod+Shift+KeyH"], () => openDialog({ kind: "history" })),
  {
    ...command("ofEntity", "audit:command.ofEntity", "history", ["$mod+Shift+KeyY"], () => openDialog({ kind: "history", entity: selectedEntity() })),
    isEnabled: () => isCaseOpen() && selectedEntity() !== null,
  },
  command("verify", "audit:command.verify", "endorsed", ["F5"], () => openDialog({ kind: "history", doing: "verify" })),
  command("export", "audit:command.export", "export", [], () => exportAudit(null)),
];

function command(name: string, titleKey: string, icon: string, keys: readonly string[], run: Command["run"]): Command {
  return { id: `history.${name}`, titleKey, icon, section: "case", keys, scope: null, isEnabled: isCaseOpen, run };
}

function isCaseOpen(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}

/** The thing that is inspected. */
function selectedEntity(): EntityId | null {
  return chosenEntities()[0]?.id ?? null;
}
