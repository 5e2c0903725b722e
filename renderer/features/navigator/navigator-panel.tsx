import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror, useIsPart, useNothingWords } from "../../state/case-mirror.ts";
import { selectEntities, setFilterText, toggleType, useDesk } from "../../state/desk.ts";
import { Coming } from "../../ui/coming.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { KeptOrder, type Order } from "../../ui/kept-order.ts";
import { showCommandMenu } from "../../ui/menu.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { toggleOverlayState, useShownOverlay } from "../../state/overlay.ts";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { TreeView } from "../../ui/tree-view.tsx";
import { useTypeName } from "../../ui/type-icon.tsx";
import { type Branch, type Groups, groupEntities, type OverBranch } from "./navigator-groups.ts";
import { type RowSetting, rowsOf } from "./navigator-rows.tsx";
import "./navigator.css";

/** What the case holds, by type, exhibit and agency. A click on a name selects it, on a branch all that is in it. */
export function NavigatorPanel(): ReactNode {
  const t = useTranslate();
  const index = useCaseMirror((mirror) => mirror.index);
  const { filterText, selection, hiddenTypes } = useDesk();
  const wanted = useDeferredValue(filterText);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(["over", "entities", "links", "exhibits", "agencies"]));
  const typeName = useTypeName();
  const overlay = useShownOverlay();
  const groups = useMemo(() => groupEntities(index, wanted, overlay), [index, wanted, overlay]);
  const selected = useMemo(() => new Set<string>(selection.entities), [selection]);
  const sorted = useSorted();
  const rows = rowsOf(groups, { open, selected, hiddenTypes, t, typeName, sorted });
  const toggle = (id: string, isOpen: boolean): void =>
    setOpen((before) => new Set(isOpen ? [...before, id] : [...before].filter((other) => other !== id)));
  const choose = (id: string): void => {
    const chosen = chosenBy(id, groups);
    if (chosen === null) toggle(id, !open.has(id));
    else if (chosen.length > 0) selectEntities(chosen);
  };
  const menu = (id: string, at: { readonly x: number; readonly y: number }): void => {
    const branch = branchOf(id, groups);
    const over = groups.over.find((each) => each.id === id);
    if (over !== undefined) return showCommandMenu(at, overMenu(over, t));
    if (branch === undefined) return;
    const isHidden = hiddenTypes.includes(branch.name);
    showCommandMenu(at, [
      { label: t("navigator:selectAll"), icon: "select", run: () => selectEntities(branch.entities.map((entity) => entity.id)) },
      ...(id.startsWith("agency:")
        ? []
        : [
            { label: t(isHidden ? "navigator:show" : "navigator:hide"), icon: isHidden ? "eye-open" : "eye-off", run: () => toggleType(branch.name) },
          ]),
    ]);
  };
  const words = useNothingWords("navigator:empty");
  if (useIsPart()) return <Coming />;
  if (rows.length === 0 && filterText === "") {
    return <EmptyState icon="inbox" title={t(`${words}.title`)} description={t(`${words}.description`)} />;
  }
  return (
    <>
      <div className="navigator-filter">
        <SearchField
          id="navigator-filter"
          label={t("navigator:filter")}
          clearLabel={t("navigator:clearFilter")}
          value={filterText}
          onChange={setFilterText}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon="filter-remove" title={t("navigator:noMatch.title")} />
      ) : (
        <TreeView label={t("navigator:tree")} rows={rows} onToggle={toggle} onChoose={choose} onMenu={menu} />
      )}
    </>
  );
}

function overMenu({ state, rows, isOff }: OverBranch, t: Translate) {
  return [
    { label: t("navigator:selectAll"), icon: "select", run: () => selectEntities(rows.map(({ entity }) => entity)) },
    { label: t(isOff ? "navigator:show" : "navigator:hide"), icon: isOff ? "eye-open" : "eye-off", run: () => toggleOverlayState(state) },
  ];
}

/** Sorts a branch when it is first opened, and keeps its order while single things of it change, until the language changes. */
function useSorted(): RowSetting["sorted"] {
  const nameOf = useEntityNameText();
  const { compare } = useFormat();
  const orders = useMemo(() => {
    const order: Order<Entity, string> = { valueOf: nameOf, compare };
    const kept = new Map<string, KeptOrder<Entity, string>>();
    return { of: (branch: string) => kept.get(branch) ?? kept.set(branch, new KeptOrder(order)).get(branch) };
  }, [nameOf, compare]);
  return (branch, entities) => orders.of(branch)?.sort(entities) ?? entities;
}

/** The entities a line stands for; null for a heading, which only opens and closes. */
function chosenBy(id: string, groups: Groups): readonly EntityId[] | null {
  const branch = branchOf(id, groups);
  if (branch !== undefined) return branch.entities.map((entity) => entity.id);
  if (id.startsWith("more:")) return [];
  if (id.startsWith("over:")) return groups.over.flatMap((each) => (each.id === id ? each.rows.map(({ entity }) => entity) : []));
  if (id.startsWith("over-entity:")) return [parseEntityId(id.slice("over-entity:".length))].flatMap((entity) => entity ?? []);
  const name = id.startsWith("entity:") ? id.slice("entity:".length) : null;
  if (name === null) return null;
  const all = [...groups.types, ...groups.links].flatMap(({ entities }) => entities).concat(groups.exhibits);
  return all.filter((entity) => entity.id === name).map((entity) => entity.id);
}

function branchOf(id: string, groups: Groups): Branch | undefined {
  return [...groups.types, ...groups.links, ...groups.agencies].find((branch) => branch.id === id);
}
