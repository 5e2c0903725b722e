import { type ReactNode, useDeferredValue, useLayoutEffect, useMemo } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror, useIsBack, useIsChecking } from "../../state/case-mirror.ts";
import { selectEntities, selectFlow, setFilterText, setTableTab, useDesk } from "../../state/desk.ts";
import { IconButton } from "../../ui/button.tsx";
import { Grid } from "../../ui/grid.tsx";
import { commandEntries, showCommandMenu } from "../../ui/menu.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { type TabEntry, Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { entityRows, filterOf, flowRows, linkRows } from "./case-rows.ts";
import { entityColumns, flowColumns, linkColumns, sharedZone, type TableColumn, useWording, type Wording } from "./columns.tsx";
import { tableCommands } from "./commands.ts";
import { currentTable, type ShownTable, showTable } from "./shown-table.ts";
import "./table.css";

const tabNames = ["entities", "links", "flows"] as const;
type TabName = (typeof tabNames)[number];

/** The rows of the case: entities, links and flows, filtered and selected like chart and navigator. */
export function TablePanel(): ReactNode {
  const t = useTranslate();
  const tab = useDesk((desk) => desk.tableTab);
  const filterText = useDesk((desk) => desk.filterText);
  const tables = useTables(useWording());
  const { shown, total } = tables[tab];
  const isChecking = useIsChecking();
  const tabs: readonly TabEntry[] = tabNames.map((name) => ({
    id: name,
    title: t(`table:tab.${name}`),
    count: tables[name].total,
    panel: tables[name].grid,
  }));
  const choose = (id: string): void => {
    const chosen = tabNames.find((name) => name === id);
    if (chosen !== undefined) setTableTab(chosen);
  };
  const tools = (
    <div className="table-tools">
      <span className="table-shown" role="status">
        {shown === total ? "" : t("table:shown", { shown: tables.count(shown), total: tables.count(total) })}
      </span>
      <div className="table-filter">
        <SearchField id="table-filter" label={t("table:filter")} clearLabel={t("table:clearFilter")} value={filterText} onChange={setFilterText} />
      </div>
      {tableCommands
        .filter(({ id }) => id === "table.copy" || id === "table.export")
        .map((command) => (
          <IconButton
            key={command.id}
            isSmall
            icon={command.id === "table.copy" ? "duplicate" : "export"}
            label={t(command.titleKey)}
            isDisabled={shown === 0 || isChecking}
            onClick={() => void command.run()}
          />
        ))}
    </div>
  );
  return (
    <div className="table-panel" data-scope="table" data-shown={shown} data-total={total}>
      <Tabs label={t("table:tabs")} tabs={tabs} active={tab} onChange={choose} tools={tools} />
    </div>
  );
}

interface TabTable {
  readonly shown: number;
  readonly total: number;
  readonly grid: ReactNode;
}

function useTables(wording: Wording): Readonly<Record<TabName, TabTable>> & { count(value: number): string } {
  const tab = useDesk((desk) => desk.tableTab);
  const entities = useCaseMirror((mirror) => mirror.entities);
  const flows = useCaseMirror((mirror) => mirror.flows);
  const hiddenTypes = useDesk((desk) => desk.hiddenTypes);
  const isWanted = useFilter();
  const { nameOf, typeName } = wording;
  const nodes = useMemo(() => entityRows(entities), [entities]);
  const links = useMemo(() => linkRows(entities), [entities]);
  const sums = useMemo(() => flowRows(entities, flows), [entities, flows]);
  const isShown = (type: string): boolean => !hiddenTypes.includes(type);
  const shownNodes = useShown(
    tab === "entities",
    nodes,
    [isWanted, hiddenTypes, nameOf],
    ({ entity, identifier }) =>
      isShown(entity.type) && isWanted(entity.title === "" ? nameOf(entity) : entity.title, identifier, typeName(entity.type)),
  );
  const shownLinks = useShown(
    tab === "links",
    links,
    [isWanted, hiddenTypes, nameOf],
    ({ link, from, to }) => isShown(link.type) && isWanted(link.title, typeName(link.type), from?.title ?? "", to?.title ?? ""),
  );
  const shownSums = useShown(
    tab === "flows",
    sums,
    [isWanted, hiddenTypes, nameOf],
    ({ flow, from, to }) => isShown("flow") && isWanted(flow.asset.symbol, from?.title ?? "", to?.title ?? ""),
  );
  const [nodeColumns, linkColumnsNow] = useMemo(() => [entityColumns(wording), linkColumns(wording)] as const, [wording]);
  const sumColumns = useMemo(() => flowColumns(wording, sharedZone(sums, wording)), [wording, sums]);
  return {
    count: (value) => wording.format.number(value),
    entities: {
      shown: shownNodes.length,
      total: nodes.length,
      grid: <RowsGrid name="entities" columns={nodeColumns} rows={shownNodes} total={nodes.length} />,
    },
    links: {
      shown: shownLinks.length,
      total: links.length,
      grid: <RowsGrid name="links" columns={linkColumnsNow} rows={shownLinks} total={links.length} />,
    },
    flows: { shown: shownSums.length, total: sums.length, grid: <RowsGrid name="flows" columns={sumColumns} rows={shownSums} total={sums.length} /> },
  };
}

/** The filter, a drawing later than it is typed, so that typing never waits for ten thousand rows. */
function useFilter(): (...parts: readonly string[]) => boolean {
  const text = useDeferredValue(useDesk((desk) => desk.filterText));
  return useMemo(() => filterOf(text), [text]);
}

/** Rows of the active tab that are wanted; other tabs wait until they are looked at. */
function useShown<Row>(isActive: boolean, rows: readonly Row[], by: readonly unknown[], isWanted: (row: Row) => boolean): readonly Row[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `by` names all that isWanted reads
  return useMemo(() => (isActive ? rows.filter(isWanted) : rows), [isActive, rows, ...by]);
}

interface RowOf {
  readonly id: EntityId | string;
}

interface RowsProps<Row> {
  readonly name: TabName;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** Before the filter. */
  readonly total: number;
}

function RowsGrid<Row extends RowOf>({ name, columns: all, rows, total }: RowsProps<Row>): ReactNode {
  const t = useTranslate();
  const isChecking = useIsChecking();
  // Values are not here before they are checked: an empty cell would say that there is none.
  const columns = useMemo(() => (isChecking ? all.filter(({ id }) => !ofFacts.has(id)) : all), [all, isChecking]);
  const selection = useDesk((desk) => desk.selection);
  const isBack = useIsBack();
  const chosen: readonly string[] = name === "flows" ? (selection.flow === null ? [] : [selection.flow]) : selection.entities;
  useLayoutEffect(() => {
    const table: ShownTable = {
      name,
      shown: rows.length,
      plainRows: (which) => {
        const keys = new Set(chosen);
        const some = rows.filter((row) => keys.has(row.id));
        const written = which === "shown" || some.length === 0 ? rows : some;
        return [columns.map(({ title }) => title), ...written.map((row) => columns.map((column) => column.plain(row)))];
      },
    };
    // What is not checked is not written out.
    showTable(isChecking ? null : table);
    return () => {
      if (currentTable() === table) showTable(null);
    };
  }, [name, rows, columns, chosen, isChecking]);
  const select = (keys: readonly string[]): void => selectRows(name, keys);
  return (
    <Grid
      label={t(`table:tab.${name}`)}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      selectedKeys={chosen}
      onSelect={select}
      onActivate={(row) => {
        select([row.id]);
        inspect();
      }}
      onMenu={(_row, at) =>
        showCommandMenu(at, [{ label: t("table:inspect"), icon: "properties", run: inspect }, "divider", ...commandEntries(tableCommands)])
      }
      emptyText={t(total > 0 ? `table:empty.${name}` : isBack ? "looking:nothing.description" : `table:none.${name}`)}
    />
  );
}

/** Columns that are read from facts. */
const ofFacts: ReadonlySet<string> = new Set(["identifier", "facts", "changed"]);
const keyOf = ({ id }: RowOf): string => id;

function selectRows(name: TabName, keys: readonly string[]): void {
  const { entities } = useCaseMirror.getState();
  if (name === "flows") {
    if (keys[0] !== undefined) selectFlow(keys[0]);
    return;
  }
  const wanted = new Set(keys);
  const ids = keys.length > 50 ? [...entities.keys()].filter((id) => wanted.has(id)) : keys.flatMap((key) => idOf(entities, key));
  selectEntities(ids);
}

function idOf(entities: ReadonlyMap<EntityId, unknown>, key: string): readonly EntityId[] {
  for (const id of entities.keys()) if (id === key) return [id];
  return [];
}

/** The inspector is where a row is read in full. */
function inspect(): void {
  const panel = document.querySelector<HTMLElement>("[data-panel=inspector]");
  (panel?.querySelector<HTMLElement>("[role=tab][aria-selected=true]") ?? panel)?.focus();
}
