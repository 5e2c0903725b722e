import { chosenEntities } from "../../state/chosen.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do about the files that are kept. None of it changes the case, so all of it works while looking back. */
export const exhibitsCommands: readonly Command[] = [
  {
    ...command("verifyAll", ["Alt+Shift+KeyV"], () => openDialog({ kind: "verify-exhibits", exhibits: null })),
    isEnabled: () => isCaseOpen() && useCaseMirror.getState().index.ofType("exhibit").length > 0,
  },
  {
    ...command("verifyChosen", ["Alt+KeyV"], () => openDialog({ kind: "verify-exhibits", exhibits: chosen() })),
    isEnabled: () => isCaseOpen() && chosen().length > 0,
  },
];

function command(name: string, keys: readonly string[], run: Command["run"]): Command {
  return {
    id: `exhibits.${name}`,
    titleKey: `exhibits:command.${name}`,
    icon: "endorsed",
    section: "case",
    keys,
    scope: null,
    isEnabled: isCaseOpen,
    run,
  };
}

function isCaseOpen(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}

/** The exhibits among what is selected. */
function chosen(): readonly EntityId[] {
  return chosenEntities().flatMap(({ id, type }) => (type === "exhibit" ? [id] : []));
}
