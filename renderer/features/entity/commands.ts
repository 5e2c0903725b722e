import { chosenEntities } from "../../state/chosen.ts";
import type { Source } from "../../../shared/ledger/model.ts";
import type { EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import type { Command } from "../../state/command.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { removeEntities } from "./acts.ts";
import { fileOf } from "../../state/exhibit-of.ts";
import { rulingCommands } from "./ruling-commands.ts";

/** Everything a person can do with single things of the case. */
export const entityCommands: readonly Command[] = [
  {
    id: "entity.add",
    titleKey: "entity:command.add",
    icon: "add",
    section: "edit",
    keys: ["$mod+Shift+KeyN"],
    scope: null,
    isEnabled: mayEdit,
    run: () => openDialog({ kind: "add-entity", type: null }),
  },
  {
    id: "entity.link",
    titleKey: "entity:command.link",
    icon: "new-link",
    section: "edit",
    keys: ["$mod+Shift+KeyL"],
    scope: null,
    isEnabled: mayEdit,
    run: linkSelection,
  },
  {
    id: "entity.rename",
    titleKey: "entity:command.rename",
    icon: "edit",
    section: "edit",
    keys: ["F2"],
    scope: null,
    isEnabled: () => mayEdit() && renameButton() !== null,
    run: () => renameButton()?.click(),
  },
  {
    id: "entity.remove",
    titleKey: "entity:command.remove",
    icon: "trash",
    section: "edit",
    keys: ["Delete"],
    scope: null,
    // Without a scope, since chart, table and navigator all select; in a text field the keymap leaves Delete to the text.
    isEnabled: () => mayEdit() && chosenEntities().length > 0,
    run: () => removeEntities(selectedEntities()),
  },
  {
    id: "entity.exhibit",
    titleKey: "entity:command.exhibit",
    icon: "paperclip",
    section: "view",
    keys: ["$mod+Shift+KeyX"],
    scope: null,
    isEnabled: () => isCaseOpen() && citedPlace() !== null,
    run: showCitedPlace,
  },
  ...rulingCommands,
];

function isCaseOpen(): boolean {
  return useDesk.getState().screen === "workbench" && useCaseMirror.getState().opened !== null;
}

function mayEdit(): boolean {
  return isCaseOpen() && isEditable();
}

/** What is selected and still in the case. */
function selectedEntities(): readonly EntityId[] {
  return chosenEntities().map(({ id }) => id);
}

/** The first two nodes selected become the ends. */
function linkSelection(): void {
  const [from, to] = chosenEntities().filter(({ form }) => form === "node");
  openDialog({ kind: "add-link", from: from?.id ?? null, to: to?.id ?? null });
}

/** The inspector knows which value names the entity; its pencil is the one place that opens it. */
function renameButton(): HTMLElement | null {
  return document.getElementById("entity-rename");
}

interface CitedPlace {
  readonly file: FileHash;
  readonly row: number;
  readonly column: string;
  readonly page?: number;
}

/** The file of a selected exhibit or flow, else the first place the selected entity points at. */
function citedPlace(): CitedPlace | null {
  const { entities, flows } = useCaseMirror.getState();
  const { selection } = useDesk.getState();
  const flow = selection.flow === null ? undefined : flows.get(selection.flow)?.sources[0];
  if (flow !== undefined) return { file: flow.file, row: flow.rows[0] ?? 0, column: "" };
  const [first] = selection.entities;
  const entity = first === undefined ? undefined : entities.get(first);
  return entity === undefined ? null : (ownFile(entity) ?? firstSource(entity));
}

function ownFile(entity: Entity): CitedPlace | null {
  const file = fileOf(entity);
  return file === null ? null : { file, row: 0, column: "" };
}

function firstSource(entity: Entity): CitedPlace | null {
  const source: Source | null | undefined = Object.values(entity.facts)
    .flat()
    .find((fact) => fact.source !== null)?.source;
  if (source === null || source === undefined) return null;
  const { row, column, page } = source.place;
  return { file: source.file, row, column, page };
}

function showCitedPlace(): void {
  const place = citedPlace();
  if (place === null) return;
  const { file, ...where } = place;
  openDialog({ kind: "exhibit", sha256: file, ...where });
}
