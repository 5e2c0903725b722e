// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid itself has the keys
// biome-ignore-all lint/a11y/useFocusableInteractive: a grid is one tab stop; its rows are reached by aria-activedescendant
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { movedPlace } from "./grid-moves.ts";
import { Icon } from "./icon.tsx";
import { useTranslate } from "./translate.ts";
import "./grid.css";
import "./tree-grid.css";

/** One visible line; who draws the grid says which lines are visible. */
export interface TreeGridRow {
  readonly key: string;
  /** From 1. */
  readonly level: number;
  /** null = nothing under it. */
  readonly isOpen: boolean | null;
}
export interface TreeGridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** A width as CSS grids take it: "24px", "minmax(200px, 1fr)". */
  readonly width: string;
  /** The twisty and the indent stand in this column. */
  readonly isTree?: boolean;
  render(row: Row): ReactNode;
}
interface TreeGridProps<Row> {
  readonly label: string;
  readonly columns: readonly TreeGridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly onToggle: (row: Row, isOpen: boolean) => void;
  /** Space. */
  readonly onSpace: (row: Row) => void;
  /** Other keys, by their place on the keyboard ("KeyJ"): gives the key of the row to go to, true when something was done, false when it is none of them. */
  readonly onKey?: (code: string, row: Row) => string | boolean;
  /** A word for the row's look: class `ui-tree-grid-<tone>`. */
  readonly toneOf?: (row: Row) => string;
  readonly emptyText?: string;
}

/**
 * A table whose rows open, of any length: only the rows on screen exist. One tab stop; arrows, Home, End and pages move, right and left
 * open and close, Enter opens or closes, Space acts on the row.
 */
export function TreeGrid<Row extends TreeGridRow>(props: TreeGridProps<Row>): ReactNode {
  const { label, columns, rows } = props;
  const base = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 14,
    scrollPaddingStart: 26,
  });
  const { at, choose, press } = useTreeMoves(props, scroller, (index) => virtual.scrollToIndex(index, { align: "auto" }));
  return (
    <div
      ref={scroller}
      className="ui-grid ui-tree-grid"
      role="treegrid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={rows.length === 0 ? undefined : `${base}-${at}`}
      onKeyDown={press}
    >
      <Head columns={columns} />
      {rows.length === 0 ? (
        <Empty text={props.emptyText} />
      ) : (
        <div className="ui-grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return <Line key={row.key} id={`${base}-${index}`} {...{ row, index, start }} grid={props} isActive={index === at} onChoose={choose} />;
          })}
        </div>
      )}
    </div>
  );
}

const rowHeight = 26;

/** Where the reader stands, and what keys do. */
function useTreeMoves<Row extends TreeGridRow>(
  { rows, columns, onToggle, onSpace, onKey }: TreeGridProps<Row>,
  scroller: RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void,
): { readonly at: number; readonly choose: (row: Row) => void; readonly press: (event: KeyboardEvent) => void } {
  const [activeKey, setActiveKey] = useState("");
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === activeKey),
  );
  const go = (index: number): void => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    setActiveKey(rows[to]?.key ?? "");
    scrollTo(to);
  };
  const move = (key: string, row: Row): boolean => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const place = movedPlace(key, { row: at, column: 0 }, { rows: rows.length, columns: columns.length, page });
    if (place !== null) go(place.row);
    else if (key === " ") onSpace(row);
    else if (key === "Enter" && row.isOpen !== null) onToggle(row, !row.isOpen);
    else if (key === "ArrowRight" && row.isOpen === false) onToggle(row, true);
    else if (key === "ArrowRight" && row.isOpen === true) go(at + 1);
    else if (key === "ArrowLeft" && row.isOpen === true) onToggle(row, false);
    else if (key === "ArrowLeft") go(rows.slice(0, at).findLastIndex(({ level }) => level < row.level));
    else return false;
    return true;
  };
  const other = (code: string, row: Row): boolean => {
    const answer = onKey?.(code, row) ?? false;
    if (typeof answer === "string") go(rows.findIndex(({ key }) => key === answer));
    return answer !== false;
  };
  const press = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey || !(move(event.key, row) || other(event.code, row))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { at, choose: ({ key }) => setActiveKey(key), press };
}

function Head({ columns }: { readonly columns: readonly { readonly id: string; readonly title: string; readonly width: string }[] }): ReactNode {
  return (
    <div className="ui-grid-head" role="rowgroup">
      <div className="ui-grid-row" role="row" aria-rowindex={1} style={{ gridTemplateColumns: templateOf(columns) }}>
        {columns.map(({ id, title }) => (
          <div key={id} role="columnheader" className="ui-grid-cell">
            <span>{title}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Empty({ text }: { readonly text: string | undefined }): ReactNode {
  const t = useTranslate();
  return (
    <div role="rowgroup">
      <div role="row" className="ui-grid-empty">
        <span role="gridcell">{text ?? t("common:grid.empty")}</span>
      </div>
    </div>
  );
}

interface LineProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly index: number;
  readonly start: number;
  readonly isActive: boolean;
  readonly grid: TreeGridProps<Row>;
  readonly onChoose: (row: Row) => void;
}

function Line<Row extends TreeGridRow>({ id, row, index, start, isActive, grid, onChoose }: LineProps<Row>): ReactNode {
  const { columns, onToggle, toneOf } = grid;
  const tone = toneOf?.(row) ?? "";
  const classes = ["ui-grid-row", isActive ? "ui-grid-active" : "", tone === "" ? "" : `ui-tree-grid-${tone}`].filter(Boolean).join(" ");
  return (
    <div
      id={id}
      className={classes}
      role="row"
      aria-rowindex={index + 2}
      aria-level={row.level}
      {...(row.isOpen === null ? {} : { "aria-expanded": row.isOpen })}
      style={{ gridTemplateColumns: templateOf(columns), height: rowHeight, transform: `translateY(${start}px)` }}
      onClick={() => onChoose(row)}
      onDoubleClick={() => row.isOpen !== null && onToggle(row, !row.isOpen)}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className="ui-grid-cell">
          {column.isTree === true && <Twisty row={row} onToggle={() => onToggle(row, row.isOpen !== true)} />}
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

const templateOf = (columns: readonly { readonly width: string }[]): string => columns.map(({ width }) => width).join(" ");

function Twisty({ row, onToggle }: { readonly row: TreeGridRow; readonly onToggle: () => void }): ReactNode {
  const indent = { marginLeft: (row.level - 1) * 22 };
  if (row.isOpen === null) return <span className="ui-tree-grid-twisty" style={indent} />;
  return (
    <span className="ui-tree-grid-twisty" style={indent} aria-hidden={true} onClick={onToggle}>
      <Icon name={row.isOpen ? "chevron-down" : "chevron-right"} size={12} />
    </span>
  );
}
