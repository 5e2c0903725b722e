// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled past do not exist, which a <table> cannot say
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the treegrid itself has the keys
// biome-ignore-all lint/a11y/useFocusableInteractive: a treegrid is one tab stop; its rows are reached by aria-activedescendant
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { selectEntities, selectFlow, useDesk } from "../../state/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { activeChart } from "./active-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartWords } from "./chart-words.ts";
import { inspectChosen } from "./inspect-chosen.ts";
import { ListCells } from "./list-cells.tsx";
import { type ListRow, listRows, meaningOf } from "./list-rows.ts";
import { useChartStatus } from "./use-chart.ts";

const rowHeight = 24;
const overscan = 12;

/** The chart for those who cannot see or point: node, what runs to it, facts of that line. The same selection, the same menu. */
export function ChartList({ chart, words }: { readonly chart: Chart; readonly words: ChartWords }): ReactNode {
  const { t } = words;
  const base = useId();
  const selection = useDesk((desk) => desk.selection);
  const { rows, active, goTo, toggle } = useListRows(chart, words);
  const { scroller, first, last, reveal } = useWindow(rows.length);
  useEffect(() => reveal(active), [reveal, active]);
  const press = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey || !act(event.key, row)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const act = (key: string, row: ListRow): boolean => {
    const next = movedTo(key, active, rows, Math.max(1, last - first - 2 * overscan));
    if (next !== null) goTo(next);
    else if (key === "ArrowRight" && row.isOpen === false) toggle(row);
    else if (key === "ArrowLeft" && row.isOpen === true) toggle(row);
    else if (key === " ") choose(row, true);
    else if (key === "Enter") inspectRow(row);
    else return false;
    return true;
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
      <ListHead words={words} />
      <div role="rowgroup" className="graph-list-body" style={{ height: rows.length * rowHeight }}>
        {rows.slice(first, last).map((row, offset) => (
          <Row
            key={row.key}
            id={`${base}-${first + offset}`}
            row={row}
            index={first + offset}
            isActive={first + offset === active}
            isChosen={isChosen(row, selection)}
            words={words}
            onGo={() => goTo(first + offset)}
            onToggle={() => toggle(row)}
          />
        ))}
      </div>
    </div>
  );
}

/** The lines, which of them are open, and the one the keyboard stands on. */
function useListRows(chart: Chart, words: ChartWords) {
  const status = useChartStatus(chart);
  const hiddenTypes = useDesk((desk) => desk.hiddenTypes);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [at, goTo] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the status is new whenever the scene of the chart is
  const rows = useMemo(() => listRows(chart.shown, open, hiddenTypes, words), [chart, status, open, hiddenTypes, words]);
  const toggle = (row: ListRow): void => {
    const next = new Set(open);
    if (!next.delete(row.key)) next.add(row.key);
    setOpen(next);
  };
  return { rows, active: Math.min(at, rows.length - 1), goTo, toggle };
}

function ListHead({ words }: { readonly words: ChartWords }): ReactNode {
  return (
    <div role="rowgroup" className="graph-list-head">
      <div role="row" aria-rowindex={1} className="graph-list-row">
        {(["name", "kind", "details"] as const).map((column) => (
          <div key={column} role="columnheader" className="graph-list-cell">
            {words.t(`graph:list.${column}`)}
          </div>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: ListRow;
  readonly index: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly words: ChartWords;
  onGo(): void;
  onToggle(): void;
}

function Row({ id, row, index, isActive, isChosen: isRowChosen, words, onGo, onToggle }: RowProps): ReactNode {
  const click = (event: MouseEvent): void => {
    onGo();
    choose(row, event.ctrlKey || event.metaKey);
  };
  const menu = (event: MouseEvent): void => {
    event.preventDefault();
    onGo();
    if (!isRowChosen) choose(row, false);
    activeChart()?.openMenu({ x: event.clientX, y: event.clientY });
  };
  return (
    <div
      id={id}
      role="row"
      className={isActive ? "graph-list-row graph-list-active" : "graph-list-row"}
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-selected={isRowChosen}
      {...(row.isOpen === null ? {} : { "aria-expanded": row.isOpen })}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      onClick={click}
      onDoubleClick={() => row.isOpen !== null && onToggle()}
      onContextMenu={menu}
    >
      <ListCells row={row} words={words} twist={<Twist row={row} onToggle={onToggle} />} />
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
      return row === undefined || row.isOpen === true || row.level === 1
        ? null
        : rows.findLastIndex((above, index) => index < at && above.level < row.level);
    default:
      return null;
  }
}

function choose(row: ListRow, isAdding: boolean): void {
  const { entity, flow } = meaningOf(row);
  const { entities } = useDesk.getState().selection;
  if (entity !== null)
    selectEntities(!isAdding ? [entity] : entities.includes(entity) ? entities.filter((id) => id !== entity) : [entity, ...entities]);
  else if (flow !== null) selectFlow(flow);
}

function isChosen(row: ListRow, selection: { readonly entities: readonly string[]; readonly flow: string | null }): boolean {
  if (row.level === 3) return false;
  const { entity, flow } = meaningOf(row);
  return entity === null ? flow !== null && selection.flow === flow : selection.entities.includes(entity);
}

function inspectRow(row: ListRow): void {
  choose(row, false);
  inspectChosen();
}
