import { type ReactNode, useLayoutEffect, useMemo } from "react";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { useIsEarly, useIsPart, useNothingWords } from "../../state/case-mirror.ts";
import { selectEntities, selectFlow, setFilterText, setTableTab, useDesk } from "../../state/desk.ts";
import { type Overlay, setOverlayAlone, useShownOverlay } from "../../state/overlay.ts";
import { stolenCountOf } from "../../state/stolen.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Coming } from "../../ui/coming.tsx";
import { Grid } from "../../ui/grid.tsx";
import { commandEntries, showCommandMenu } from "../../ui/menu.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { type TabEntry, Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { entityColumns, flowColumns, linkColumns, sharedZone, type TableColumn, useWording, type Wording } from "./columns.tsx";
import { tableCommands } from "./commands.ts";
import { isGhostRow } from "./overlay-rows.ts";
import { withStolen } from "./plain-rows.ts";
import { type TabRows, useTabRows } from "./shown-rows.ts";
import { currentTable, type ShownTable, showTable } from "./shown-table.ts";
import "./table.css";

const tabNames = ["entities", "links", "flows"] as const;
type TabName = (typeof tabNames)[number];

/** The rows of the case: entities, links and flows, filtered and selected like chart and navigator. */
export function TablePanel(): ReactNode {
  const t = useTranslate();
  const tab = useDesk((desk) => desk.tableTab);
  const filterText = useDesk((desk) => desk.filterText);
  const isPart = useIsPart();
  const tables = useTables(useWording());
  const { shown, total } = tables[tab];
  const said = [
    ...(shown === total || isPart ? [] : [t("table:shown", { shown: tables.count(shown), total: tables.count(total) })]),
    ...(tab === "links" && tables.matches !== null && !isPart
      ? [t("common:match.count", { open: tables.count(tables.matches.open), all: tables.count(tables.matches.all) })]
      : []),
  ].join(" · ");
  const isEarly = useIsEarly();
  const tabs: readonly TabEntry[] = tabNames.map((name) => ({
    id: name,
    title: t(`table:tab.${name}`),
    ...(isPart ? {} : { count: tables[name].total }),
    panel: isPart ? <Coming /> : tables[name].grid,
  }));
  const choose = (id: string): void => {
    const chosen = tabNames.find((name) => name === id);
    if (chosen !== undefined) setTableTab(chosen);
  };
  const tools = (
    <div className="table-tools">
      <span className="table-shown" role="status" title={said}>
        {said}
      </span>
      <OverlayFilter />
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
            isDisabled={shown === 0 || isEarly}
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

/** Lists only what would change by what is looked at over the case. */
function OverlayFilter(): ReactNode {
  const t = useTranslate();
  const overlay = useShownOverlay();
  if (overlay === null) return null;
  return (
    <Button isSmall isMinimal icon="layers" isActive={overlay.isAlone} onClick={() => setOverlayAlone(!overlay.isAlone)}>
      {t("arrival:over.only")}
    </Button>
  );
}

interface TabTable {
  readonly shown: number;
  readonly total: number;
  readonly grid: ReactNode;
}

function useTables(
  wording: Wording,
): Readonly<Record<TabName, TabTable>> & { count(value: number): string } & Pick<ReturnType<typeof useTabRows>, "matches"> {
  const { entities, links, flows, matches } = useTabRows(wording);
  const ghosts = wording.overlay?.ghosts ?? null;
  const [entityColumnsNow, linkColumnsNow] = useMemo(() => [entityColumns(wording), linkColumns(wording)] as const, [wording]);
  const flowColumnsNow = useMemo(() => flowColumns(wording, sharedZone(flows.shown, wording)), [wording, flows.shown]);
  return {
    matches,
    count: (value) => wording.format.number(value),
    entities: tabTable("entities", entityColumnsNow, entities, ghosts),
    links: tabTable("links", linkColumnsNow, links, ghosts),
    flows: tabTable("flows", flowColumnsNow, flows, null),
  };
}

function tabTable<Row extends RowOf>(
  name: TabName,
  columns: readonly TableColumn<Row>[],
  { shown, total }: TabRows<Row>,
  ghosts: Overlay["ghosts"] | null,
): TabTable {
  const ofCase = shown.filter((row) => !isGhostRow(row, ghosts)).length;
  return { shown: ofCase, total, grid: <RowsGrid name={name} columns={columns} rows={shown} total={total} /> };
}

interface RowOf {
  readonly id: EntityId | string;
}

interface RowsProps<Row extends RowOf> {
  readonly name: TabName;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** Before the filter. */
  readonly total: number;
}

function RowsGrid<Row extends RowOf>({ name, columns: all, rows, total }: RowsProps<Row>): ReactNode {
  const t = useTranslate();
  const isEarly = useIsEarly();
  // Values are not here yet: an empty cell would say that there is none.
  const columns = useMemo(() => (isEarly ? all.filter(({ id }) => !ofFacts.has(id)) : all), [all, isEarly]);
  const selection = useDesk((desk) => desk.selection);
  const nothing = useNothingWords("");
  const ghosts = useShownOverlay()?.ghosts ?? null;
  const chosen: readonly string[] = name === "flows" ? (selection.flow === null ? [] : [selection.flow]) : selection.entities;
  useLayoutEffect(() => {
    const ofCase = ghosts === null ? rows : rows.filter((row) => !isGhostRow(row, ghosts));
    const table: ShownTable = {
      name,
      shown: ofCase.length,
      total,
      ids: (which) => {
        const keys = new Set(chosen);
        return ofCase.flatMap(({ id }) => (which === "shown" || keys.has(id) ? [id] : []));
      },
      plainRows: (which) => {
        const keys = new Set(chosen);
        const some = ofCase.filter((row) => keys.has(row.id));
        const written = which === "shown" || some.length === 0 ? ofCase : some;
        return withStolen(
          [columns.map(({ title }) => title), ...written.map((row) => columns.map((column) => column.plain(row)))],
          written.map(({ id }) => stolenCountOf(id)),
          t("stolen:column.resting"),
        );
      },
    };
    // What is not all there, or not checked, is not written out.
    showTable(isEarly ? null : table);
    return () => {
      if (currentTable() === table) showTable(null);
    };
  }, [name, rows, total, columns, chosen, isEarly, ghosts, t]);
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
      emptyText={t(total > 0 ? `table:empty.${name}` : nothing === "" ? `table:none.${name}` : `${nothing}.description`)}
    />
  );
}

/** Columns that are read from facts. */
const ofFacts: ReadonlySet<string> = new Set(["identifier", "facts", "changed"]);
const keyOf = ({ id }: RowOf): string => id;

function selectRows(name: TabName, keys: readonly string[]): void {
  if (name === "flows") {
    if (keys[0] !== undefined) selectFlow(keys[0]);
    return;
  }
  selectEntities(keys.flatMap((key) => parseEntityId(key) ?? []));
}

/** The inspector is where a row is read in full. */
function inspect(): void {
  const panel = document.querySelector<HTMLElement>("[data-panel=inspector]");
  (panel?.querySelector<HTMLElement>("[role=tab][aria-selected=true]") ?? panel)?.focus();
}
