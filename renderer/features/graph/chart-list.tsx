// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled past do not exist, which a <table> cannot say
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the treegrid itself has the keys
// biome-ignore-all lint/a11y/useFocusableInteractive: a treegrid is one tab stop; its rows are reached by aria-activedescendant
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { selectEntities, selectFlow, useDesk } from "../../state/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { activeChart } from "./active-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartWords } from "./chart-words.ts";
import { graphCommands } from "./commands.ts";
import { ListCells } from "./list-cells.tsx";
import { type ListRow, listRows, meaningOf } from "./list-rows.ts";
import { useChartStatus } from "./use-chart.ts";

const rowHeight = 24;
const overscan = 12;

/** The chart for those who cannot see or point: node, what runs to it, facts of that line. The same selection, the same menu. */
export function ChartList({ chart, words }: { readonly chart: Chart; readonly words: ChartWords }): ReactNode {
  const { t } = words;
  const base = useId();
  const status = useChartStatus(chart);
  const hiddenTypes = useDesk((desk) => desk.hiddenTypes);
  const selection = useDesk((desk) => desk.selection);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the status is new whenever the scene of the chart is
  const rows = useMemo(() => listRows(chart.shown, open, hiddenTypes, words), [chart, status, open, hiddenTypes, words]);
  const active = Math.min(at, rows.length - 1);
  const { scroller, first, last, reveal } = useWindow(rows.length);
  useEffect(() => reveal(active), [reveal, active]);

  const toggle = (row: ListRow, isOpen: boolean): void => {
    const next = new Set(open);
    if (isOpen) next.add(row.key);
    else next.delete(row.key);
    setOpen(next);
  };
  const press = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey || !act(event, row)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const act = (event: KeyboardEvent, row: ListRow): boolean => {
    const next = movedTo(event.key, active, rows, Math.max(1, last - first - 2 * overscan));
    if (next !== null) setAt(next);
    else if (event.key === "ArrowRight" && row.isOpen === false) toggle(row, true);
    else if (event.key === "ArrowLeft" && row.isOpen === true) toggle(row, false);
    else if (event.key === " ") choose(row, true);
    else if (event.key === "Enter") {
      choose(row, false);
      runGraphCommand("graph.inspect");
    } else return false;
    return true;
  };
  const click = (event: MouseEvent, row: ListRow, index: number): void => {
    setAt(index);
    choose(row, event.ctrlKey || event.metaKey);
  };
  const menu = (event: MouseEvent, row: ListRow, index: number): void => {
    event.preventDefault();
    setAt(index);
    if (!isChosen(row, selection)) choose(row, false);
    activeChart()?.openMenu({ x: event.clientX, y: event.clientY });
  };
  return (
    <div
      ref={scroller}
      className="graph-list"
      role="treegrid"
      tabIndex={0}
      data-scope="chart"
      aria-label={t("graph:list.label")}
      aria-rowcount={rows.length + 1}
      aria-colcount={3}
      aria-multiselectable={true}
      aria-activedescendant={rows.length === 0 ? undefined : `${base}-${active}`}
      onKeyDown={press}
    >
      <div role="rowgroup" className="graph-list-head">
        <div role="row" aria-rowindex={1} className="graph-list-row">
          {(["name", "kind", "details"] as const).map((column) => (
            <div key={column} role="columnheader" className="graph-list-cell">
              {t(`graph:list.${column}`)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="graph-list-body" style={{ height: rows.length * rowHeight }}>
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset;
          return (
            <div
              key={row.key}
              id={`${base}-${index}`}
              role="row"
              className={index === active ? "graph-list-row graph-list-active" : "graph-list-row"}
              aria-rowindex={index + 2}
              aria-level={row.level}
              aria-selected={isChosen(row, selection)}
              {...(row.isOpen === null ? {} : { "aria-expanded": row.isOpen })}
              style={{ transform: `translateY(${index * rowHeight}px)` }}
              onClick={(event) => click(event, row, index)}
              onDoubleClick={() => row.isOpen !== null && toggle(row, !row.isOpen)}
              onContextMenu={(event) => menu(event, row, index)}
            >
              <ListCells row={row} words={words} twist={<Twist row={row} onToggle={() => toggle(row, row.isOpen === false)} />} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Twist({ row, onToggle }: { readonly row: ListRow; readonly onToggle: () => void }): ReactNode {
  if (row.isOpen === null) return <span className="graph-list-twist" />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; arrows do the same from the keyboard
    <span
      className="graph-list-twist"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={row.isOpen ? "chevron-down" : "chevron-right"} size={14} />
    </span>
  );
}

/** Which rows are on screen, with some around. */
function useWindow(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ top: 0, height: 400 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setRange({ top: element.scrollTop, height: element.clientHeight });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);
  const first = Math.max(0, Math.floor(range.top / rowHeight) - overscan);
  const last = Math.min(count, Math.ceil((range.top + range.height) / rowHeight) + overscan);
  const reveal = useMemo(
    () =>
      (row: number): void => {
        const element = scroller.current;
        if (element === null || row < 0) return;
        const top = row * rowHeight;
        if (top < element.scrollTop) element.scrollTop = top;
        else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * rowHeight - element.clientHeight;
      },
    [],
  );
  return { scroller, first, last, reveal };
}

function movedTo(key: string, at: number, rows: readonly ListRow[], page: number): number | null {
  const clamp = (row: number): number => Math.max(0, Math.min(rows.length - 1, row));
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return clamp(at + 1);
    case "ArrowUp":
      return clamp(at - 1);
    case "PageDown":
      return clamp(at + page);
    case "PageUp":
      return clamp(at - page);
    case "Home":
      return 0;
    case "End":
      return clamp(rows.length - 1);
    case "ArrowRight":
      return row?.isOpen === true ? clamp(at + 1) : null;
    case "ArrowLeft":
      return row === undefined || row.isOpen === true || row.level === 1 ? null : rows.findLastIndex((above, index) => index < at && above.level < row.level);
    default:
      return null;
  }
}

function choose(row: ListRow, isAdding: boolean): void {
  const { entity, flow } = meaningOf(row);
  const { entities } = useDesk.getState().selection;
  if (entity !== null) selectEntities(!isAdding ? [entity] : entities.includes(entity) ? entities.filter((id) => id !== entity) : [entity, ...entities]);
  else if (flow !== null) selectFlow(flow);
}

function isChosen(row: ListRow, selection: { readonly entities: readonly string[]; readonly flow: string | null }): boolean {
  if (row.level === 3) return false;
  const { entity, flow } = meaningOf(row);
  return entity === null ? flow !== null && selection.flow === flow : selection.entities.includes(entity);
}

function runGraphCommand(id: string): void {
  const command = graphCommands.find((known) => known.id === id);
  if (command?.isEnabled() === true) void command.run();
}
