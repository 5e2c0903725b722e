import { chosenEntities } from "../../state/chosen.ts";
import { sameAsType } from "../../../shared/ontology/model.ts";
import { canLink, typeEntry } from "../../../shared/ontology/read.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { isEditable } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import type { PairSaying } from "./acts.ts";

/** What a person can say about who is who. */
export const samenessCommands: readonly Command[] = [
  {
    id: "sameness.merge",
    titleKey: "sameness:command.merge",
    icon: "git-merge",
    section: "edit",
    keys: ["$mod+Shift+KeyU"],
    scope: null,
    isEnabled: () => mayChange() && mergeable().length >= 2,
    run: () => openDialog({ kind: "merge", entities: mergeable() }),
  },
  pairCommand("possible", "help"),
  pairCommand("distinct", "disable"),
  {
    id: "sameness.suggest",
    titleKey: "sameness:command.suggest",
    icon: "resolve",
    section: "view",
    keys: ["$mod+Shift+KeyS"],
    scope: null,
    isEnabled: mayChange,
    run: () => openDialog({ kind: "matches" }),
  },
];

function pairCommand(saying: PairSaying, icon: string): Command {
  return {
    id: `sameness.${saying}`,
    titleKey: `sameness:command.${saying}`,
    icon,
    section: "edit",
    keys: [],
    scope: null,
    isEnabled: () => mayChange() && mergeable().length === 2,
    run: () => {
      const [a, b] = mergeable();
      if (a !== undefined && b !== undefined) openDialog({ kind: "pair", says: saying, a, b });
    },
  };
}

function mayChange(): boolean {
  return useDesk.getState().screen === "workbench" && isEditable();
}

/** What is selected, when all of it is of one type whose things may be one; else nothing. */
function mergeable(): readonly EntityId[] {
  const chosen = chosenEntities();
  const [first] = chosen;
  const entry = typeEntry(sameAsType);
  if (first === undefined || entry?.form !== "link") return [];
  return chosen.every(({ type }) => canLink(entry, type, first.type)) ? chosen.map(({ id }) => id) : [];
}
