import type { ReactNode } from "react";
import type { ReviewRow } from "../../../shared/case/review-door.ts";
import { stateMarks, toggleOverlayState } from "../../state/overlay.ts";
import { IconButton } from "../../ui/button.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import type { Translate } from "../../ui/translate.ts";
import type { TreeRow } from "../../ui/tree-view.tsx";
import { TypeIcon } from "../../ui/type-icon.tsx";
import type { OverBranch } from "./navigator-groups.ts";

/** More names than this under one branch help nobody: the filter does. */
const mostNames = 500;

interface OverSetting {
  readonly open: ReadonlySet<string>;
  readonly selected: ReadonlySet<string>;
  readonly t: Translate;
}

/** The lines of what is looked at over the case: a branch for each state, under it what is in that state. */
export function overRows(branches: readonly OverBranch[], setting: OverSetting): readonly TreeRow[] {
  return branches.flatMap((branch) => {
    const { id, state, rows, isOff } = branch;
    const { open, t } = setting;
    const isOpen = open.has(id);
    const label = `${stateMarks[state]} ${t(`arrival:filter.${state}`)}`;
    const head: TreeRow = { id, level: 2, isOpen, isSelected: false, label, count: rows.length, isPale: isOff, tool: <Eye {...{ branch, t }} /> };
    return [head, ...(isOpen ? rows.slice(0, mostNames).map((row) => nameRow(row, setting)) : [])];
  });
}

function Eye({ branch: { state, isOff }, t }: { readonly branch: OverBranch; readonly t: Translate }): ReactNode {
  return (
    <IconButton
      isSmall
      icon={isOff ? "eye-off" : "eye-open"}
      label={t(isOff ? "navigator:show" : "navigator:hide")}
      isStop={false}
      onClick={() => toggleOverlayState(state)}
    />
  );
}

function nameRow({ entity, type, title, ends }: ReviewRow, { selected }: OverSetting): TreeRow {
  const label =
    ends === null || title !== "" ? (
      <EntityName entity={{ id: entity, type, title }} />
    ) : (
      <>
        <EntityName entity={ends.from} /> → <EntityName entity={ends.to} />
      </>
    );
  return { id: `over-entity:${entity}`, level: 3, isOpen: null, isSelected: selected.has(entity), icon: <TypeIcon type={type} size={14} />, label };
}
