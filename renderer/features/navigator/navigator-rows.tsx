import type { Entity } from "../../../shared/projections/model.ts";
import { toggleType } from "../../state/desk.ts";
import { IconButton } from "../../ui/button.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import type { Translate } from "../../ui/translate.ts";
import type { TreeRow } from "../../ui/tree-view.tsx";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { FileDamage } from "./file-damage.tsx";
import { overRows } from "./over-rows.tsx";
import type { Branch, Groups } from "./navigator-groups.ts";

/** More names than this under one branch help nobody: the filter does. */
const mostNames = 500;

export interface RowSetting {
  readonly open: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly hiddenTypes: readonly string[];
  readonly t: Translate;
  typeName(type: string, form: "many"): string;
  /** The entities of a branch by name, as the language has it. */
  sorted(branch: string, entities: readonly Entity[]): readonly Entity[];
}

/** The visible lines of the navigator, from the groups and what is open. */
export function rowsOf(groups: Groups, setting: RowSetting): readonly TreeRow[] {
  const { t } = setting;
  const over = groups.over.reduce((sum, { rows }) => sum + rows.length, 0);
  return [
    ...group("over", t("arrival:over.group"), over, setting, () => overRows(groups.over, setting)),
    ...group("entities", t("navigator:entities"), total(groups.types), setting, () => groups.types.flatMap((branch) => typeRows(branch, setting))),
    ...group("links", t("navigator:links"), total(groups.links), setting, () => groups.links.flatMap((branch) => typeRows(branch, setting))),
    ...group("exhibits", t("navigator:exhibits"), groups.exhibits.length, setting, () => nameRows("exhibits", groups.exhibits, 2, setting)),
    ...group("agencies", t("navigator:agencies"), groups.agencies.length, setting, () => groups.agencies.map((branch) => agencyRow(branch, setting))),
  ];
}

function group(id: string, label: string, count: number, { open }: RowSetting, rows: () => readonly TreeRow[]): readonly TreeRow[] {
  if (count === 0) return [];
  const isOpen = open.has(id);
  return [
    { id, level: 1, isOpen, isSelected: false, icon: <Icon name={groupIcons[id] ?? "folder-close"} />, label, count },
    ...(isOpen ? rows() : []),
  ];
}

const groupIcons: Readonly<Record<string, "database" | "link" | "archive" | "office" | "layers">> = {
  over: "layers",
  entities: "database",
  links: "link",
  exhibits: "archive",
  agencies: "office",
};

function typeRows(branch: Branch, setting: RowSetting): readonly TreeRow[] {
  const { open, hiddenTypes, typeName, t } = setting;
  const isHidden = hiddenTypes.includes(branch.name);
  const isOpen = open.has(branch.id);
  const eye = (
    <IconButton
      isSmall
      icon={isHidden ? "eye-off" : "eye-open"}
      label={t(isHidden ? "navigator:show" : "navigator:hide")}
      isStop={false}
      onClick={() => toggleType(branch.name)}
    />
  );
  const row: TreeRow = {
    id: branch.id,
    level: 2,
    isOpen,
    isSelected: isAllSelected(branch, setting),
    icon: <TypeIcon type={branch.name} />,
    label: typeName(branch.name, "many"),
    ...(branch.open === undefined ? {} : { note: t("common:match.branch", { open: branch.open }) }),
    count: branch.entities.length,
    isPale: isHidden,
    tool: eye,
  };
  return [row, ...(isOpen ? nameRows(branch.id, branch.entities, 3, setting) : [])];
}

function agencyRow(branch: Branch, setting: RowSetting): TreeRow {
  return {
    id: branch.id,
    level: 2,
    isOpen: null,
    isSelected: isAllSelected(branch, setting),
    label: <AgencyTag agency={branch.name} />,
    count: branch.entities.length,
  };
}

function nameRows(parent: string, entities: readonly Entity[], level: number, { selected, sorted, t }: RowSetting): readonly TreeRow[] {
  const shown = sorted(parent, entities).slice(0, mostNames);
  const rest = entities.length - shown.length;
  const rows = shown.map((entity) => ({
    id: `entity:${entity.id}`,
    level,
    isOpen: null,
    isSelected: selected.has(entity.id),
    icon: <TypeIcon type={entity.type} size={14} />,
    label: (
      <>
        <FileDamage entity={entity} /> <EntityName entity={entity} />
      </>
    ),
  }));
  return rest === 0
    ? rows
    : [
        ...rows,
        { id: `more:${parent}`, level, isOpen: null, isSelected: false, isPale: false, label: <em>{t("navigator:more", { count: rest })}</em> },
      ];
}

function isAllSelected({ entities }: Branch, { selected }: RowSetting): boolean {
  return selected.size >= entities.length && entities.every(({ id }) => selected.has(id));
}

function total(branches: readonly Branch[]): number {
  return branches.reduce((sum, { entities }) => sum + entities.length, 0);
}
