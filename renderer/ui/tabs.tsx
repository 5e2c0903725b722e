import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { tellCutText } from "./cut-text.ts";
import { CountTag } from "./tag.tsx";
import "./panels.css";

export interface TabEntry {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly panel: ReactNode;
}
interface TabsProps {
  /** The accessible name of the row of tabs. */
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly active: string;
  readonly onChange: (id: string) => void;
  /** Stands right of the tabs. */
  readonly tools?: ReactNode;
}

/** Tabs with one tab stop: arrows, Home and End move and choose. Only the active panel is mounted. */
export function Tabs({ label, tabs, active, onChange, tools }: TabsProps): ReactNode {
  const base = useId();
  const row = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex(({ id }) => id === active),
  );
  const shown = tabs[at];
  const move = (event: KeyboardEvent): void => {
    const next = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = next === undefined ? undefined : tabs[next];
    if (tab === undefined || next === undefined) return;
    event.preventDefault();
    onChange(tab.id);
    const button = row.current?.children[next];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className="ui-tabs">
      <div className="ui-tabs-bar">
        <div className="ui-tabs-row" role="tablist" aria-label={label} ref={row} onKeyDown={move}>
          {tabs.map(({ id, title, count }) => (
            <button
              key={id}
              id={`${base}-${id}`}
              type="button"
              role="tab"
              className="ui-tab"
              aria-selected={id === shown?.id}
              aria-controls={id === shown?.id ? `${base}-panel` : undefined}
              tabIndex={id === shown?.id ? 0 : -1}
              onClick={() => onChange(id)}
              onPointerOver={({ target }) => tellCutText(target, ".ui-tab")}
            >
              <span className="ui-tab-title">{title}</span>
              {count !== undefined && <CountTag count={count} />}
            </button>
          ))}
        </div>
        {tools}
      </div>
      <div className="ui-tabs-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={shown === undefined ? undefined : `${base}-${shown.id}`}>
        {shown?.panel}
      </div>
    </div>
  );
}
