import type { EntityId } from "../../../shared/kernel/brand.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";

/** What a person can do about exhibits that repeat each other. */
export const lineageCommands: readonly Command[] = [
  {
    id: "lineage.markCopy",
    titleKey: "lineage:command.markCopy",
    icon: "duplicate",
    section: "edit",
    keys: [],
    scope: null,
    isEnabled: () => isInCase() && isEditable() && chosenExhibit() !== null,
    run: () => {
      const copy = chosenExhibit();
      if (copy !== null) openDialog({ kind: "copy", copy });
    },
  },
  {
    id: "lineage.show",
    titleKey: "lineage:command.show",
    icon: "data-lineage",
    section: "view",
    keys: ["Alt+Shift+KeyR"],
    scope: null,
    isEnabled: isInCase,
    run: () => openDialog({ kind: "lineage" }),
  },
];

function isInCase(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}

/** The one exhibit that is selected. */
function chosenExhibit(): EntityId | null {
  const [id, ...others] = useDesk.getState().selection.entities;
  if (id === undefined || others.length > 0) return null;
  return useCaseMirror.getState().entities.get(id)?.type === "exhibit" ? id : null;
}
