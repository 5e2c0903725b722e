import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { isSayable } from "./property-draft.ts";
import { contestFact } from "./ruling-acts.ts";

/** What a person can do about values that contradict each other. */
export const rulingCommands: readonly Command[] = [
  {
    id: "entity.conflicts",
    titleKey: "rivals:command.conflicts",
    icon: "comparison",
    section: "view",
    keys: ["$mod+Shift+KeyD"],
    scope: null,
    isEnabled: isCaseOpen,
    run: () => openDialog({ kind: "conflicts" }),
  },
  {
    id: "entity.rule",
    titleKey: "rivals:command.rule",
    icon: "endorsed",
    section: "edit",
    keys: [],
    scope: null,
    isEnabled: () => canSay() && disputable() !== null,
    run: () => {
      const found = disputable();
      if (found !== null) openDialog({ kind: "rule", entity: found.entity, claim: found.fact.claim });
    },
  },
  {
    id: "entity.contest",
    titleKey: "rivals:command.contest",
    icon: "disable",
    section: "edit",
    keys: [],
    scope: null,
    isEnabled: () => canSay() && partnersFact() !== null,
    run: () => {
      const found = partnersFact();
      return found === null ? undefined : contestFact(found.entity, found.fact);
    },
  },
  {
    id: "entity.retract",
    titleKey: "rivals:command.retract",
    icon: "trash",
    section: "edit",
    keys: [],
    scope: null,
    isEnabled: () => canSay() && ownFact() !== null,
    run: () => {
      const found = ownFact();
      if (found !== null) openDialog({ kind: "reason", doing: "retract", entity: found.entity, claim: found.fact.claim });
    },
  },
  {
    id: "entity.printRulings",
    titleKey: "rivals:command.print",
    icon: "print",
    section: "case",
    keys: [],
    scope: null,
    isEnabled: isCaseOpen,
    run: () => openDialog({ kind: "rulings-sheet" }),
  },
];

function isCaseOpen(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}

function canSay(): boolean {
  return isCaseOpen() && isEditable();
}

interface Chosen {
  readonly entity: EntityId;
  readonly fact: Fact;
}

/** The value the focus is on, else the one that stands first where the selected thing contradicts itself. */
function disputable(): Chosen | null {
  const entity = selected();
  if (entity === undefined) return null;
  const contradicted = entity.conflicts.map(({ property }) => property);
  const focused = focusedFact();
  if (focused !== undefined && contradicted.includes(focused.property)) return { entity: entity.id, fact: focused };
  const [property] = contradicted;
  const fact = property === undefined ? undefined : entity.facts[property]?.[0];
  return fact === undefined ? null : { entity: entity.id, fact };
}

/** The value of another agency that has the focus, else the only one of theirs among the contradictions in front. */
function partnersFact(): Chosen | null {
  const us = useDesk.getState().me?.agency ?? "";
  const found = focused() ?? disputable();
  return found === null || found.fact.agency === us ? null : found;
}

/** The value of ours that has the focus. */
function ownFact(): Chosen | null {
  const found = focused();
  const us = useDesk.getState().me?.agency ?? "";
  return found === null || found.fact.agency !== us || !isSayable(found.type, found.fact.property) ? null : found;
}

function focused(): (Chosen & { readonly type: string }) | null {
  const [entity, fact] = [selected(), focusedFact()];
  return entity === undefined || fact === undefined ? null : { entity: entity.id, type: entity.type, fact };
}

function focusedFact(): Fact | undefined {
  const claim = document.activeElement?.closest<HTMLElement>("[data-claim]")?.dataset["claim"];
  if (claim === undefined) return undefined;
  return Object.values(selected()?.facts ?? {})
    .flat()
    .find((fact) => fact.claim === claim);
}

function selected() {
  const [id] = useDesk.getState().selection.entities;
  return id === undefined ? undefined : useCaseMirror.getState().entities.get(id);
}
