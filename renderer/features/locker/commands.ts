import type { EntityId } from "../../../shared/kernel/brand.ts";
import { chosenEntities } from "../../state/chosen.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do with the evidence of the case. */
export const lockerCommands: readonly Command[] = [
  { ...command("open", "box", ["Alt+Shift+KeyL"], () => openDialog({ kind: "locker" })), isEnabled: isCaseOpen },
  {
    ...command("custody", "take-action", ["Alt+Shift+KeyS"], () => openDialog({ kind: "custody", exhibits: exhibitsChosen(), corrects: null })),
    isEnabled: () => isCaseOpen() && isEditable() && exhibitsChosen().length > 0,
  },
  { ...command("place", "locate", ["Alt+Shift+KeyP"], openPlace), isEnabled: () => isCaseOpen() && isEditable() && hasExhibits() },
];

function command(name: string, icon: string, keys: readonly string[], run: Command["run"]): Omit<Command, "isEnabled"> {
  return { id: `locker.${name}`, titleKey: `locker:command.${name}`, icon, section: "case", keys, scope: null, run };
}

function isCaseOpen(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}

function hasExhibits(): boolean {
  return useCaseMirror.getState().index.ofType("exhibit").length > 0;
}

/** The exhibits among what is selected. */
function exhibitsChosen(): readonly EntityId[] {
  return chosenEntities().flatMap(({ id, type }) => (type === "exhibit" ? [id] : []));
}

/** A place of the chosen exhibit, or a place where the chosen thing is seen. */
function openPlace(): void {
  const [exhibit = null] = exhibitsChosen();
  const other = chosenEntities().find(({ type, form }) => type !== "exhibit" && form === "node");
  openDialog({ kind: "place", exhibit, entity: other?.id ?? null });
}
