import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import { createRoot } from "react-dom/client";
import { Icon, isIconName } from "./icon.tsx";
import { keysText } from "./keys-text.ts";
import { translate } from "./translate.ts";
import "./menu.css";

/** One line of a menu. */
export interface MenuEntry {
  readonly label: string;
  /** A name of icon.tsx. */
  readonly icon?: string;
  /** A tinykeys pattern ("$mod+KeyZ"), shown as people read it. */
  readonly keys?: string;
  readonly isDisabled?: boolean;
  readonly intent?: "none" | "danger";
  run(): void | Promise<void>;
}
/** What of a command a menu needs. */
interface CommandLike {
  readonly titleKey: string;
  readonly icon: string;
  readonly keys: readonly string[];
  isEnabled(): boolean;
  run(): void | Promise<void>;
}

/** Commands as lines of a menu. */
export function commandEntries(commands: readonly CommandLike[]): readonly MenuEntry[] {
  return commands.map((command) => ({
    label: translate(command.titleKey),
    icon: command.icon,
    ...(command.keys[0] === undefined ? {} : { keys: command.keys[0] }),
    isDisabled: !command.isEnabled(),
    run: () => command.run(),
  }));
}

/** Opens a menu at a point of the window; Escape, Tab and a click beside it close it and the focus goes back. */
export function showCommandMenu(at: { readonly x: number; readonly y: number }, items: readonly (MenuEntry | "divider")[]): void {
  const before = document.activeElement;
  const place = document.createElement("div");
  // A dialog takes back the focus that leaves it: its menus are part of it.
  (before?.closest("[role=dialog]") ?? document.body).append(place);
  const root = createRoot(place);
  const close = (): void => {
    root.unmount();
    place.remove();
    if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
  };
  root.render(<OpenMenu at={at} items={items} onClose={close} />);
}

function OpenMenu({
  at,
  items,
  onClose,
}: {
  readonly at: { readonly x: number; readonly y: number };
  readonly items: readonly (MenuEntry | "divider")[];
  readonly onClose: () => void;
}): ReactNode {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const drawn = menu.current;
    if (drawn === null) return;
    const { width, height } = drawn.getBoundingClientRect();
    drawn.style.left = `${Math.max(8, Math.min(at.x, window.innerWidth - width - 8))}px`;
    drawn.style.top = `${Math.max(8, Math.min(at.y, window.innerHeight - height - 8))}px`;
    entriesIn(drawn)[0]?.focus();
  }, [at]);
  const choose = (item: MenuEntry): void => {
    if (item.isDisabled === true) return;
    onClose();
    void item.run();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the veil only takes the click beside the menu; Escape does the same
    <div
      className="ui-menu-veil"
      role="presentation"
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div
        ref={menu}
        className="ui-menu"
        role="menu"
        aria-label={translate("common:menu")}
        tabIndex={-1}
        onKeyDown={(event) => moveInMenu(event, onClose)}
      >
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an open menu never move
          <MenuLine key={index} item={item} onChoose={choose} />
        ))}
      </div>
    </div>
  );
}

function MenuLine({ item, onChoose }: { readonly item: MenuEntry | "divider"; readonly onChoose: (item: MenuEntry) => void }): ReactNode {
  if (item === "divider") return <hr className="ui-menu-divider" />;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={item.isDisabled === true}
      className={item.intent === "danger" ? "ui-menu-item ui-menu-danger" : "ui-menu-item"}
      onClick={() => onChoose(item)}
    >
      {item.icon !== undefined && isIconName(item.icon) ? <Icon name={item.icon} /> : <span className="ui-menu-blank" />}
      <span className="ui-menu-label">{item.label}</span>
      {item.keys !== undefined && <kbd className="ui-keys">{keysText(item.keys)}</kbd>}
    </button>
  );
}

function moveInMenu(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  event.stopPropagation();
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    return onClose();
  }
  const entries = entriesIn(event.currentTarget);
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? entries.indexOf(focused) : -1;
  const next = { ArrowDown: (at + 1) % entries.length, ArrowUp: (at + entries.length - 1) % entries.length, Home: 0, End: entries.length - 1 }[
    event.key
  ];
  if (next === undefined) return;
  event.preventDefault();
  entries[next]?.focus();
}

function entriesIn(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
}
