import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { useCaseMirror, useIsEarly } from "../state/case-mirror.ts";
import { closeDialog } from "../state/desk.ts";
import { tellCutText } from "../ui/cut-text.ts";
import { EntityName } from "../ui/entity-name.tsx";
import { HashText } from "../ui/hash-text.tsx";
import { Icon, isIconName } from "../ui/icon.tsx";
import { keysText } from "../ui/keys-text.ts";
import { useReturnedFocus } from "../ui/returned-focus.ts";
import { SafeText } from "../ui/safe-text.tsx";
import { useTranslate } from "../ui/translate.ts";
import { TypeIcon } from "../ui/type-icon.tsx";
import { focusWhenLost } from "./panel-focus.ts";
import { findInPalette, type PaletteItem } from "./palette-search.ts";

/** Ctrl+K: `>` looks among commands, `@` among entities, plain text among both. */
export function Palette(): ReactNode {
  const t = useTranslate();
  const base = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { items, itemsOf } = useItems(text);
  const isEarly = useIsEarly();
  useReturnedFocus();
  const active = Math.max(0, Math.min(at, items.length - 1));
  const type = (next: string): void => {
    setText(next);
    setAt(0);
  };
  const press = (event: KeyboardEvent): void => {
    const next = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 10, PageUp: active - 10 }[event.key];
    if (next !== undefined) setAt(Math.max(0, Math.min(items.length - 1, next)));
    else if (event.key === "Enter") choose(itemsOf(text)[active]);
    else if (event.key === "Escape") closeDialog();
    else if (event.key !== "Tab") return; // the input is the only stop there is
    event.preventDefault();
  };
  return createPortal(
    <div className="shell-veil" role="presentation" onPointerDown={(event) => event.target === event.currentTarget && closeDialog()}>
      <div className="shell-palette" role="dialog" aria-modal={true} aria-label={t("shell:palette.title")}>
        <div className="shell-palette-input">
          <Icon name="search" />
          <input
            // biome-ignore lint/a11y/noAutofocus: the palette is opened to be typed into
            autoFocus
            role="combobox"
            aria-expanded={true}
            aria-controls={`${base}-list`}
            aria-activedescendant={items.length === 0 ? undefined : `${base}-${active}`}
            aria-label={t("shell:palette.title")}
            placeholder={t("shell:palette.placeholder")}
            spellCheck={false}
            autoComplete="off"
            value={text}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={press}
          />
          <kbd className="ui-keys">Esc</kbd>
        </div>
        <PaletteList base={base} items={items} active={active} />
        {items.length === 0 && !isEarly && <p className="shell-palette-none">{t("shell:palette.none")}</p>}
        {isEarly && <p className="shell-palette-none">{t("shell:palette.early")}</p>}
        <p className="visually-hidden" role="status">
          {t("shell:palette.found", { count: items.length })}
        </p>
      </div>
    </div>,
    document.body,
  );
}

interface ListProps {
  readonly base: string;
  readonly items: readonly PaletteItem[];
  readonly active: number;
}

function PaletteList({ base, items, active }: ListProps): ReactNode {
  const t = useTranslate();
  return (
    <div
      className="shell-palette-list"
      role="listbox"
      id={`${base}-list`}
      aria-label={t("shell:palette.title")}
      tabIndex={-1}
      onPointerOver={({ target }) => tellCutText(target, ".shell-palette-row > span")}
    >
      {items.map((item, index) => (
        <PaletteRow key={item.id} item={item} id={`${base}-${index}`} isActive={index === active} />
      ))}
    </div>
  );
}

/** What fits the text, a drawing later than it is typed: typing never waits for a hundred thousand names. Who presses Enter sooner asks `itemsOf`. */
function useItems(text: string): { readonly items: readonly PaletteItem[]; itemsOf(text: string): readonly PaletteItem[] } {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const sought = useDeferredValue(text);
  const items = useMemo(() => findInPalette(sought, entities, t), [sought, entities, t]);
  return { items, itemsOf: (asked) => (asked === sought ? items : findInPalette(asked, entities, t)) };
}

function PaletteRow({ item, id, isActive }: { readonly item: PaletteItem; readonly id: string; readonly isActive: boolean }): ReactNode {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are reached by aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className="shell-palette-row"
      ref={(row) => {
        if (isActive) row?.scrollIntoView({ block: "nearest" });
      }}
      onClick={() => choose(item)}
    >
      {item.kind === "entity" ? <TypeIcon type={item.entity.type} /> : isIconName(item.icon) && <Icon name={item.icon} />}
      <span className="shell-palette-name">{item.kind === "entity" ? <EntityName entity={item.entity} /> : item.label}</span>
      {item.kind === "entity" && item.by !== "" && (
        <span className="shell-muted shell-palette-by">
          {item.by.length > 32 && !/\s/.test(item.by) ? <HashText text={item.by} kind="hash" /> : <SafeText text={item.by} />}
        </span>
      )}
      <span className="shell-muted">{item.group}</span>
      {item.kind === "command" && item.keys !== "" && <kbd className="ui-keys">{keysText(item.keys)}</kbd>}
    </div>
  );
}

function choose(item: PaletteItem | undefined): void {
  if (item === undefined) return;
  closeDialog();
  item.run();
  if (item.kind === "entity") focusWhenLost("table");
}
