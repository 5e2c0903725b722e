// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled past do not exist, which a <table> cannot say
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid itself has the keys
// biome-ignore-all lint/a11y/useFocusableInteractive: a grid is one tab stop; its rows and cells are reached by aria-activedescendant
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { useFormat } from "./format.ts";
import { type GridPlace, keysBetween, movedPlace } from "./grid-moves.ts";
import { Icon } from "./icon.tsx";
import { useTranslate } from "./translate.ts";
import "./grid.css";

export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Pixels; with `isWide` the least, and the column takes what is left. */
  readonly width: number;
  readonly isWide?: boolean;
  readonly align?: "left" | "right";
  render(row: Row): ReactNode;
  /** With it the header sorts. Bigint and number by value, text by the language. */
  sortValue?(row: Row): string | number | bigint;
}
export interface GridProps<Row> {
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

/**
 * A table of any length: only the rows on screen exist. One tab stop; arrows, Home, End, PageUp and PageDown move, Shift extends,
 * Space chooses, Enter opens; above the first row is the header, where arrows choose a column and Enter sorts by it.
 */
export function Grid<Row>(props: GridProps<Row>): ReactNode {
  const { label, columns, rowKey, selectedKeys, onSelect, rowHeight = 24 } = props;
  const t = useTranslate();
  const base = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const anchor = useRef(0);
  const rows = useSorted(props, sorting);
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const selected = useMemo(() => new Set(selectedKeys), [selectedKeys]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 26,
  });
  useFollowSelection(selectedKeys?.[0], keys, (row) => {
    setAt((place) => ({ ...place, row }));
    virtual.scrollToIndex(row, { align: "auto" });
  });

  const go = (place: GridPlace, isExtending: boolean): void => {
    setAt(place);
    if (place.row < 0) return;
    virtual.scrollToIndex(place.row, { align: "auto" });
    if (!isExtending) anchor.current = place.row;
    const key = keys[place.row];
    if (key !== undefined) onSelect?.(isExtending ? keysBetween(keys, anchor.current, place.row) : [key]);
  };
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const place =
      event.altKey || event.ctrlKey || event.metaKey ? null : movedPlace(event.key, at, { rows: rows.length, columns: columns.length, page });
    if (place === null && !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (place !== null) go(place, event.shiftKey);
  };
  const act = (event: KeyboardEvent): boolean => {
    const row = rows[at.row];
    if (at.row === -1 && (event.key === "Enter" || event.key === " ")) return sortBy(at.column);
    if (event.code === "KeyA" && (event.ctrlKey || event.metaKey) && onSelect !== undefined) onSelect(keys);
    else if (event.key === " ") go(at, false);
    else if (row !== undefined && event.key === "Enter" && props.onActivate !== undefined) props.onActivate(row);
    else if (row !== undefined && isMenuKey(event) && props.onMenu !== undefined) props.onMenu(row, centreOf(`${base}-${at.row}`));
    else return false;
    return true;
  };
  const sortBy = (column: number): boolean => {
    const chosen = columns[column];
    if (chosen?.sortValue === undefined) return false;
    setSorting((now) => (now?.column !== chosen.id ? { column: chosen.id, isDown: false } : now.isDown ? null : { column: chosen.id, isDown: true }));
    return true;
  };
  const click = (event: MouseEvent, row: number): void => {
    const key = keys[row];
    if (key === undefined) return;
    if ((event.ctrlKey || event.metaKey) && onSelect !== undefined) {
      setAt({ ...at, row });
      onSelect(selected.has(key) ? [...selected].filter((other) => other !== key) : [key, ...selected]);
    } else go({ ...at, row }, event.shiftKey);
  };

  const template = {
    gridTemplateColumns: columns.map(({ width, isWide }) => (isWide === true ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" "),
  };
  return (
    <div
      ref={scroller}
      id={props.id}
      className="ui-grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable={onSelect !== undefined}
      aria-activedescendant={at.row === -1 ? `${base}-head-${at.column}` : rows.length === 0 ? undefined : `${base}-${at.row}`}
      onKeyDown={press}
    >
      <div className="ui-grid-head" role="rowgroup">
        <div className="ui-grid-row" role="row" aria-rowindex={1} style={template}>
          {columns.map((column, index) => (
            <HeaderCell
              key={column.id}
              id={`${base}-head-${index}`}
              column={column}
              sorting={sorting}
              isActive={at.row === -1 && at.column === index}
              onSort={() => sortBy(index)}
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
        <div className="ui-grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            const key = keys[index];
            if (row === undefined || key === undefined) return null;
            return (
              <div
                key={key}
                id={`${base}-${index}`}
                className={index === at.row ? "ui-grid-row ui-grid-active" : "ui-grid-row"}
                role="row"
                aria-rowindex={index + 2}
                {...(onSelect === undefined ? {} : { "aria-selected": selected.has(key) })}
                style={{ ...template, height: rowHeight, transform: `translateY(${start}px)` }}
                onClick={(event) => click(event, index)}
                onDoubleClick={() => props.onActivate?.(row)}
                onContextMenu={(event) => {
                  if (props.onMenu === undefined) return;
                  event.preventDefault();
                  if (!selected.has(key)) go({ ...at, row: index }, false);
                  props.onMenu(row, { x: event.clientX, y: event.clientY });
                }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" className={column.align === "right" ? "ui-grid-cell ui-grid-cell-right" : "ui-grid-cell"}>
                    {column.render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

function HeaderCell<Row>({
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

function useSorted<Row>({ rows, columns }: GridProps<Row>, sorting: Sorting | null): readonly Row[] {
  const format = useFormat();
  return useMemo(() => {
    const column = columns.find(({ id }) => id === sorting?.column);
    if (sorting === null || column?.sortValue === undefined) return rows;
    const sortValueOf = column.sortValue.bind(column);
    const keyed = rows.map((row) => ({ row, value: sortValueOf(row) }));
    keyed.sort((a, b) => (sorting.isDown ? -1 : 1) * compareValues(a.value, b.value, format.compare));
    return keyed.map(({ row }) => row);
  }, [rows, columns, sorting, format]);
}

/** When the first chosen row changes from outside (chart, navigator), the grid goes there. */
function useFollowSelection(first: string | undefined, keys: readonly string[], go: (row: number) => void): void {
  const latest = useRef({ keys, go });
  latest.current = { keys, go };
  useEffect(() => {
    if (first === undefined) return;
    const row = latest.current.keys.indexOf(first);
    if (row >= 0) latest.current.go(row);
  }, [first]);
}

function compareValues(a: string | number | bigint, b: string | number | bigint, compare: (a: string, b: string) => number): number {
  if (typeof a === "string" || typeof b === "string") return compare(String(a), String(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const isMenuKey = (event: KeyboardEvent): boolean => event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);

function centreOf(id: string): { readonly x: number; readonly y: number } {
  const box = document.getElementById(id)?.getBoundingClientRect();
  return box === undefined ? { x: 40, y: 40 } : { x: box.left + 40, y: box.bottom };
}
