// biome-ignore-all lint/a11y/useFocusableInteractive: a tree is one tab stop; its items are reached by aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the tree itself has the keys
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { tellCutText } from "./cut-text.ts";
import { Icon } from "./icon.tsx";
import { CountTag } from "./tag.tsx";
import "./tree-view.css";

/** One visible line of a tree; who draws the tree says which lines are visible. */
export interface TreeRow {
  readonly id: string;
  /** From 1. */
  readonly level: number;
  /** null = nothing under it. */
  readonly isOpen: boolean | null;
  readonly isSelected: boolean;
  readonly icon?: ReactNode;
  readonly label: ReactNode;
  readonly count?: number;
  /** Stands before the count, in small letters. */
  readonly note?: string;
  /** Hidden elsewhere: drawn pale. */
  readonly isPale?: boolean;
  /** One small button at the end, for the pointer; the same must be in the menu. */
  readonly tool?: ReactNode;
}
interface TreeViewProps {
  readonly label: string;
  readonly rows: readonly TreeRow[];
  readonly onToggle: (id: string, isOpen: boolean) => void;
  /** A click, Enter or Space. */
  readonly onChoose: (id: string) => void;
  /** A right click or the menu key. */
  readonly onMenu?: (id: string, at: { readonly x: number; readonly y: number }) => void;
}

/** A tree of any size with one tab stop: arrows move, open and close; Home and End; Enter chooses. */
export function TreeView({ label, rows, onToggle, onChoose, onMenu }: TreeViewProps): ReactNode {
  const base = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState("");
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === activeId),
  );
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => 24, overscan: 15 });
  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setActiveId(row.id);
    virtual.scrollToIndex(rows.indexOf(row), { align: "auto" });
  };
  const move = { rows, at, go, onToggle, onChoose, onMenu, base };
  return (
    <div
      ref={scroller}
      className="ui-tree"
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={true}
      aria-activedescendant={rows.length === 0 ? undefined : `${base}-${at}`}
      onKeyDown={(event) => press(event, move)}
      onPointerOver={({ target }) => tellCutText(target, ".ui-tree-label, .ui-tree-note")}
    >
      <div className="ui-tree-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <TreeLine
              key={row.id}
              id={`${base}-${index}`}
              row={row}
              top={start}
              isActive={index === at}
              onToggle={onToggle}
              onChoose={() => {
                setActiveId(row.id);
                onChoose(row.id);
              }}
              onMenu={(point) => {
                setActiveId(row.id);
                onMenu?.(row.id, point);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface TreeLineProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly top: number;
  readonly isActive: boolean;
  readonly onToggle: TreeViewProps["onToggle"];
  readonly onChoose: () => void;
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
}

function TreeLine({ id, row, top, isActive, onToggle, onChoose, onMenu }: TreeLineProps): ReactNode {
  return (
    <div
      id={id}
      className={["ui-tree-row", isActive ? "ui-tree-active" : "", row.isPale === true ? "ui-tree-pale" : ""].filter(Boolean).join(" ")}
      role="treeitem"
      aria-level={row.level}
      aria-selected={row.isSelected}
      {...(row.isOpen === null ? {} : { "aria-expanded": row.isOpen })}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 4 + (row.level - 1) * 18 }}
      onClick={onChoose}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <Twisty row={row} onToggle={onToggle} />
      {row.icon}
      <span className="ui-tree-label">{row.label}</span>
      {row.note !== undefined && <span className="ui-tree-note">{row.note}</span>}
      {row.tool}
      {row.count !== undefined && <CountTag count={row.count} />}
    </div>
  );
}

function Twisty({ row, onToggle }: { readonly row: TreeRow; readonly onToggle: TreeViewProps["onToggle"] }): ReactNode {
  if (row.isOpen === null) return <span className="ui-tree-twisty" />;
  const toggle = (event: { stopPropagation(): void }): void => {
    event.stopPropagation();
    onToggle(row.id, row.isOpen !== true);
  };
  return (
    <span className="ui-tree-twisty" aria-hidden={true} onClick={toggle}>
      <Icon name={row.isOpen ? "chevron-down" : "chevron-right"} size={12} />
    </span>
  );
}

interface TreeMove extends Pick<TreeViewProps, "rows" | "onToggle" | "onChoose"> {
  readonly base: string;
  readonly at: number;
  readonly go: (index: number) => void;
  readonly onMenu: TreeViewProps["onMenu"];
}

function press(event: KeyboardEvent, move: TreeMove): void {
  const row = move.rows[move.at];
  if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const isMenu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
  if (isMenu && move.onMenu !== undefined) move.onMenu(row.id, pointOf(`${move.base}-${move.at}`));
  else if (!moveInTree(event.key, row, move)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Does what a key says; false for a key that says nothing to a tree. */
function moveInTree(key: string, row: TreeRow, { rows, at, go, onToggle, onChoose }: TreeMove): boolean {
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 15, PageUp: at - 15, Home: 0, End: rows.length - 1 }[key];
  if (target !== undefined) go(target);
  else if (key === "ArrowRight" && row.isOpen === false) onToggle(row.id, true);
  else if (key === "ArrowRight" && row.isOpen === true) go(at + 1);
  else if (key === "ArrowLeft" && row.isOpen === true) onToggle(row.id, false);
  else if (key === "ArrowLeft") go(rows.slice(0, at).findLastIndex(({ level }) => level < row.level));
  else if (key === "Enter" || key === " ") onChoose(row.id);
  else return false;
  return true;
}

function pointOf(id: string): { readonly x: number; readonly y: number } {
  const box = document.getElementById(id)?.getBoundingClientRect();
  return box === undefined ? { x: 40, y: 80 } : { x: box.left + 40, y: box.bottom };
}
