// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled past do not exist, which a <table> cannot say
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid itself has the keys
// biome-ignore-all lint/a11y/useFocusableInteractive: a grid is one tab stop; its rows and cells are reached by aria-activedescendant
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { tellCutText } from "./cut-text.ts";
import { useFormat } from "./format.ts";
import { type GridPlace, keysBetween, movedPlace } from "./grid-moves.ts";
import { Icon } from "./icon.tsx";
import { KeptOrder } from "./kept-order.ts";
import { useTranslate } from "./translate.ts";
import "./grid.css";

export interface GridColumn<Row extends object> {
  readonly id: string;
  readonly title: string;
  /** Pixels; with `isWide` the least, and the column takes what is left. */
  readonly width: number;
  readonly isWide?: boolean;
  readonly align?: "left" | "right";
  render(row: Row): ReactNode;
  /** With it the header sorts. Bigint and number by value, text by the language. */
  sortValue?(row: Row): SortValue;
}
export interface GridProps<Row extends object> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selectedKeys?: readonly string[];
  /** Hears every change of selection; the row just chosen is first. */
  readonly onSelect?: (keys: readonly string[]) => void;
  /** Enter or a double click. */
  readonly onActivate?: (row: Row) => void;
  /** A right click or the menu key, at a point of the window. */
  readonly onMenu?: (row: Row, at: { readonly x: number; readonly y: number }) => void;
  readonly rowHeight?: number;
  readonly emptyText?: string;
  readonly id?: string;
}
interface Sorting {
  readonly column: string;
  readonly isDown: boolean;
}

/** Height of the header in pixels; the stylesheet says the same. */
const headHeight = 26;

/**
 * A table of any length: only the rows on screen exist. One tab stop; arrows, Home, End, PageUp and PageDown move, Shift extends,
 * Space chooses, Enter opens; above the first row is the header, where arrows choose a column and Enter sorts by it.
 */
export function Grid<Row extends object>(props: GridProps<Row>): ReactNode {
  const t = useTranslate();
  const grid = useGrid(props);
  const { rows, at, base } = grid;
  // A row that was scrolled away is not in the page, and must not be pointed at.
  const isDrawn = grid.virtual.getVirtualItems().some(({ index }) => index === at.row);
  const template = gridTemplate(props.columns);
  const minWidth = props.columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <div
      ref={grid.scroller}
      id={props.id}
      className="ui-grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={props.columns.length}
      aria-multiselectable={props.onSelect !== undefined}
      aria-activedescendant={at.row === -1 ? `${base}-head-${at.column}` : isDrawn ? `${base}-${at.row}` : undefined}
      onKeyDown={grid.press}
      onPointerOver={({ target }) => tellCutText(target, ".ui-grid-cell")}
    >
      <div className="ui-grid-head" role="rowgroup" style={{ minWidth }}>
        <div className="ui-grid-row" role="row" aria-rowindex={1} style={template}>
          {props.columns.map((column, index) => (
            <HeaderCell
              key={column.id}
              id={`${base}-head-${index}`}
              column={column}
              sorting={grid.sorting}
              isActive={at.row === -1 && at.column === index}
              onSort={() => grid.sortBy(index)}
            />
          ))}
        </div>
      </div>
      {rows.length === 0 ? (
        <div role="rowgroup">
          <div role="row" className="ui-grid-empty">
            <span role="gridcell">{props.emptyText ?? t("common:grid.empty")}</span>
          </div>
        </div>
      ) : (
        <div className="ui-grid-body" role="rowgroup" style={{ height: grid.virtual.getTotalSize(), minWidth }}>
          {grid.virtual.getVirtualItems().map(({ index, start }) => (
            <BodyRow key={grid.keys[index]} props={props} grid={grid} index={index} top={start - headHeight} template={template} />
          ))}
        </div>
      )}
    </div>
  );
}

interface BodyRowProps<Row extends object> {
  readonly props: GridProps<Row>;
  readonly grid: GridState<Row>;
  readonly index: number;
  readonly top: number;
  readonly template: CSSProperties;
}

function BodyRow<Row extends object>({ props, grid, index, top, template }: BodyRowProps<Row>): ReactNode {
  const row = grid.rows[index];
  const key = grid.keys[index];
  if (row === undefined || key === undefined) return null;
  return (
    <div
      id={`${grid.base}-${index}`}
      className={index === grid.at.row ? "ui-grid-row ui-grid-active" : "ui-grid-row"}
      role="row"
      aria-rowindex={index + 2}
      {...(props.onSelect === undefined ? {} : { "aria-selected": grid.selected.has(key) })}
      style={{ ...template, height: props.rowHeight ?? 24, transform: `translateY(${top}px)` }}
      // A double click opens; that it also marks the word under the pointer is the browser's habit. Dragging still marks text to copy.
      onMouseDown={(event) => event.detail > 1 && event.preventDefault()}
      onClick={(event) => grid.click(event, index)}
      onDoubleClick={() => props.onActivate?.(row)}
      onContextMenu={(event) => {
        if (props.onMenu === undefined) return;
        event.preventDefault();
        if (!grid.selected.has(key)) grid.go({ row: index, column: grid.at.column }, false);
        props.onMenu(row, { x: event.clientX, y: event.clientY });
      }}
    >
      {props.columns.map((column) => (
        <div key={column.id} role="gridcell" className={column.align === "right" ? "ui-grid-cell ui-grid-cell-right" : "ui-grid-cell"}>
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

function HeaderCell<Row extends object>({
  id,
  column,
  sorting,
  isActive,
  onSort,
}: {
  readonly id: string;
  readonly column: GridColumn<Row>;
  readonly sorting: Sorting | null;
  readonly isActive: boolean;
  readonly onSort: () => void;
}): ReactNode {
  const isSortable = column.sortValue !== undefined;
  const direction = sorting?.column !== column.id ? "none" : sorting.isDown ? "descending" : "ascending";
  const classes = [
    "ui-grid-cell",
    column.align === "right" ? "ui-grid-cell-right" : "",
    isSortable ? "ui-grid-sortable" : "",
    isActive ? "ui-grid-active" : "",
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <div id={id} role="columnheader" className={classes} {...(isSortable ? { "aria-sort": direction, onClick: onSort } : {})}>
      <span>{column.title}</span>
      {direction !== "none" && <Icon name={direction === "ascending" ? "caret-up" : "caret-down"} size={14} />}
    </div>
  );
}

function gridTemplate<Row extends object>(columns: readonly GridColumn<Row>[]): CSSProperties {
  return { gridTemplateColumns: columns.map(({ width, isWide }) => (isWide === true ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" ") };
}

/** What a grid knows while it is mounted. */
interface GridState<Row extends object> {
  /** Makes the ids of rows and header cells. */
  readonly base: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly sorting: Sorting | null;
  readonly at: GridPlace;
  go(place: GridPlace, isExtending: boolean): void;
  press(event: KeyboardEvent): void;
  click(event: MouseEvent, row: number): void;
  sortBy(column: number): boolean;
}

function useGrid<Row extends object>(props: GridProps<Row>): GridState<Row> {
  const { columns, rowKey, selectedKeys, onSelect, rowHeight = 24 } = props;
  const base = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const anchor = useRef<string | undefined>(undefined);
  const rows = useSorted(props, sorting);
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const [at, setAt] = usePlace(keys);
  const selected = useMemo(() => new Set(selectedKeys), [selectedKeys]);
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  useFollowSelection(selectedKeys?.[0], keys, (row) => {
    setAt({ ...at, row });
    virtual.scrollToIndex(row, { align: "auto" });
  });
  useKeptInSight(scroller, virtual, at.row);
  // Looked for only when a range is chosen: it costs a walk over the rows.
  const anchorRow = (): number => (anchor.current === undefined ? 0 : Math.max(0, keys.indexOf(anchor.current)));
  const go = (place: GridPlace, isExtending: boolean): void => {
    setAt(place);
    if (place.row < 0) return;
    virtual.scrollToIndex(place.row, { align: "auto" });
    const key = keys[place.row];
    if (!isExtending) anchor.current = key;
    if (key !== undefined) onSelect?.(isExtending ? keysBetween(keys, anchorRow(), place.row) : [key]);
  };
  const click = (event: MouseEvent, row: number): void => {
    const key = keys[row];
    if (key === undefined) return;
    if (!(event.ctrlKey || event.metaKey) || onSelect === undefined) return go({ ...at, row }, event.shiftKey);
    setAt({ ...at, row });
    onSelect(selected.has(key) ? [...selected].filter((other) => other !== key) : [key, ...selected]);
  };
  const sortBy = (column: number): boolean => {
    const chosen = columns[column];
    if (chosen?.sortValue !== undefined) setSorting((now) => nextSorting(now, chosen.id));
    return chosen?.sortValue !== undefined;
  };
  const state = { base, scroller, virtual, rows, keys, selected, sorting, at, go, click, sortBy };
  return { ...state, press: (event) => press(event, props, state) };
}

/** Up, then down, then as the rows came. */
function nextSorting(now: Sorting | null, column: string): Sorting | null {
  if (now?.column !== column) return { column, isDown: false };
  return now.isDown ? null : { column, isDown: true };
}

function press<Row extends object>(event: KeyboardEvent, props: GridProps<Row>, grid: Omit<GridState<Row>, "press">): void {
  const page = Math.max(1, Math.floor((grid.scroller.current?.clientHeight ?? 300) / (props.rowHeight ?? 24)) - 2);
  const hasModifier = event.altKey || event.ctrlKey || event.metaKey;
  const place = hasModifier ? null : movedPlace(event.key, grid.at, { rows: grid.rows.length, columns: props.columns.length, page });
  if (place === null && !act(event, props, grid)) return;
  event.preventDefault();
  event.stopPropagation();
  if (place !== null) grid.go(place, event.shiftKey);
}

/** Does what a key says beyond moving; false for a key that says nothing here. */
function act<Row extends object>(event: KeyboardEvent, props: GridProps<Row>, grid: Omit<GridState<Row>, "press">): boolean {
  const { at } = grid;
  const row = grid.rows[at.row];
  if (at.row === -1 && (event.key === "Enter" || event.key === " ")) return grid.sortBy(at.column);
  if (event.code === "KeyA" && (event.ctrlKey || event.metaKey) && props.onSelect !== undefined) props.onSelect(grid.keys);
  else if (event.key === " ") grid.go(at, false);
  else if (row !== undefined && event.key === "Enter" && props.onActivate !== undefined) props.onActivate(row);
  else if (row !== undefined && isMenuKey(event) && props.onMenu !== undefined) props.onMenu(row, pointOf(`${grid.base}-${at.row}`));
  else return false;
  return true;
}

function useSorted<Row extends object>({ rows, columns }: GridProps<Row>, sorting: Sorting | null): readonly Row[] {
  const format = useFormat();
  const order = useMemo(() => {
    const column = columns.find(({ id }) => id === sorting?.column);
    if (sorting === null || column?.sortValue === undefined) return null;
    const sign = sorting.isDown ? -1 : 1;
    return new KeptOrder<Row, SortValue>({
      valueOf: column.sortValue.bind(column),
      compare: (a, b) => sign * compareValues(a, b, format.compare),
    });
  }, [columns, sorting, format]);
  return useMemo(() => order?.sort(rows) ?? rows, [order, rows]);
}

/** Where one stands: on the same row while rows come and go around it. When it goes itself, by a filter or a look back, on what is in its place, or on the last. */
function usePlace(keys: readonly string[]): readonly [GridPlace, (place: GridPlace) => void] {
  const [stood, setStood] = useState<{ readonly place: GridPlace; readonly key: string | undefined }>({
    place: { row: 0, column: 0 },
    key: undefined,
  });
  const row = useMemo(() => {
    const { place, key } = stood;
    const moved = key === undefined || keys[place.row] === key ? place.row : keys.indexOf(key);
    return Math.min(moved < 0 ? place.row : moved, Math.max(0, keys.length - 1));
  }, [stood, keys]);
  return [{ ...stood.place, row }, (place) => setStood({ place, key: keys[place.row] })];
}

/** When the first chosen row changes from outside (chart, navigator, a new one in a list), the grid goes there: at once, or when the row has come. */
function useFollowSelection(first: string | undefined, keys: readonly string[], go: (row: number) => void): void {
  const latest = useRef(go);
  latest.current = go;
  const followed = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (first === followed.current) return;
    const row = first === undefined ? -1 : keys.indexOf(first);
    if (first !== undefined && row < 0) return;
    followed.current = first;
    if (row >= 0) latest.current(row);
  }, [first, keys]);
}

/** A grid that becomes lower, since something opens below it, keeps the row in sight that one stands on. */
function useKeptInSight(scroller: RefObject<HTMLDivElement | null>, virtual: Virtualizer<HTMLDivElement, Element>, row: number): void {
  const latest = useRef({ virtual, row });
  latest.current = { virtual, row };
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let height = box.clientHeight;
    const sizes = new ResizeObserver(() => {
      const [before, now] = [height, box.clientHeight];
      height = now;
      const { virtual: rows, row: at } = latest.current;
      const bottom = (rows.measurementsCache[at]?.end ?? 0) - box.scrollTop;
      if (now < before && bottom > now && bottom <= before) rows.scrollToIndex(at, { align: "auto" });
    });
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [scroller]);
}

type SortValue = string | number | bigint;
function compareValues(a: SortValue, b: SortValue, compare: (a: string, b: string) => number): number {
  if (typeof a === "string" || typeof b === "string") return compare(String(a), String(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const isMenuKey = (event: KeyboardEvent): boolean => event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);

function pointOf(id: string): { readonly x: number; readonly y: number } {
  const box = document.getElementById(id)?.getBoundingClientRect();
  return box === undefined ? { x: 40, y: 40 } : { x: box.left + 40, y: box.bottom };
}
