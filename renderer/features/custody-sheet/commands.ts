import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { chosenEntities } from "../../state/chosen.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What is printed of exhibits. It changes nothing of the case, so it works while looking back. */
export const custodySheetCommands: readonly Command[] = [
  {
    id: "custodySheet.open",
    titleKey: "custody-sheet:command.open",
    icon: "print",
    section: "case",
    keys: ["Alt+Shift+KeyT"],
    scope: null,
    isEnabled: () => isCaseOpen() && chosen().length > 0,
    run: () => openDialog({ kind: "custody-sheet", exhibits: chosen() }),
  },
];

function isCaseOpen(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}

/** The exhibits among what is selected. */
function chosen(): readonly EntityId[] {
  return chosenEntities().flatMap(({ id, type }) => (type === "exhibit" ? [id] : []));
}
