import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { IconButton } from "./button.tsx";
import { EntityName, type Named } from "./entity-name.tsx";
import "./picker.css";
import { useTranslate } from "./translate.ts";
import { TypeIcon, useTypeName } from "./type-icon.tsx";

interface PickerProps<Item extends Named> {
  readonly label: string;
  /** What was picked; undefined = nothing yet. */
  readonly picked: Item | undefined;
  readonly onPick: (item: Item | null) => void;
  /** What is called so, best first, not many. Another function only when there is something else to find. */
  readonly find: (query: string) => readonly Item[];
  readonly autoFocus?: boolean;
  /** Stands for what was picked where its name alone would not do. */
  readonly shown?: ReactNode;
  /** Of the button that lets it go; usually "choose another". */
  readonly dropLabel?: string;
}

/** Finds one thing by typing: a field with a list below, which the thing picked takes the place of. */
export function Picker<Item extends Named>(props: PickerProps<Item>): ReactNode {
  const { picked, label, shown, dropLabel } = props;
  // What is put in the place of the other takes the focus, once the person has acted here.
  const hasActed = useRef(false);
  const onPick = (item: Item | null): void => {
    hasActed.current = true;
    props.onPick(item);
  };
  if (picked === undefined) return <PickerSearch {...props} onPick={onPick} autoFocus={props.autoFocus === true || hasActed.current} />;
  return <Picked {...{ label, shown, dropLabel }} entity={picked} onDrop={() => onPick(null)} autoFocus={hasActed.current} />;
}

interface PickedProps {
  readonly label: string;
  readonly entity: Named;
  readonly onDrop: () => void;
  readonly autoFocus: boolean;
  readonly shown: ReactNode;
  readonly dropLabel: string | undefined;
}

function Picked({ label, entity, onDrop, autoFocus, shown, dropLabel }: PickedProps): ReactNode {
  const t = useTranslate();
  const id = useId();
  const typeName = useTypeName();
  const group = useRef<HTMLDivElement>(null);
  // Not its button: Blueprint would take the Enter that picked, when it is let go, for a press of it.
  useEffect(() => {
    if (autoFocus) group.current?.focus();
  }, [autoFocus]);
  return (
    <div ref={group} className="ui-field" role="group" aria-labelledby={id} tabIndex={-1}>
      <span id={id} className="ui-field-label">
        {label}
      </span>
      <div className="ui-picked">
        {shown !== undefined ? (
          <span className="ui-picked-name">{shown}</span>
        ) : (
          <>
            <TypeIcon type={entity.type} size={20} />
            <span className="ui-picked-name" title={entity.title}>
              <EntityName entity={entity} />
            </span>
            <span className="visually-hidden">{typeName(entity.type)}</span>
          </>
        )}
        <IconButton isSmall icon="small-cross" label={dropLabel ?? t("common:picker.change", { label })} onClick={onDrop} />
      </div>
    </div>
  );
}

/** The combobox of WAI-ARIA with a list: arrows walk, Enter takes, Escape closes the list. */
function PickerSearch<Item extends Named>({ label, onPick, autoFocus = false, find }: PickerProps<Item>): ReactNode {
  const t = useTranslate();
  const id = useId();
  const { query, isOpen, found, chosen, type, setOpen, press } = useSearch(find, onPick);
  return (
    <div className="ui-field ui-picker">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="bp6-input"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(isOpen && chosen !== undefined ? { "aria-activedescendant": `${id}-${chosen.id}` } : {})}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the first field of a dialog
        autoFocus={autoFocus}
        placeholder={t("common:picker.placeholder")}
        value={query}
        onChange={(event) => type(event.currentTarget.value)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      <Options
        id={`${id}-list`}
        optionId={(entity) => `${id}-${entity.id}`}
        label={label}
        isOpen={isOpen}
        found={found}
        chosen={chosen}
        onPick={onPick}
      />
    </div>
  );
}

interface Search<Item> {
  readonly query: string;
  readonly isOpen: boolean;
  readonly found: readonly Item[];
  /** The option that Enter takes. */
  readonly chosen: Item | undefined;
  type(query: string): void;
  setOpen(isOpen: boolean): void;
  press(event: KeyboardEvent): void;
}

function useSearch<Item extends Named>(find: PickerProps<Item>["find"], onPick: (item: Item) => void): Search<Item> {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const { found, foundBy } = useFound(query, find);
  const press = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const meant = event.key === "Enter" && isOpen ? optionAt(foundBy(query), active) : undefined;
    if (step !== 0) {
      setOpen(true);
      if (isOpen) setActive((active + step + found.length) % Math.max(1, found.length));
    } else if (meant !== undefined) onPick(meant);
    else if (event.key === "Escape" && isOpen) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const type = (next: string): void => {
    setQuery(next);
    setActive(0);
    setOpen(true);
  };
  return { query, isOpen, found, chosen: optionAt(found, active), type, setOpen, press };
}

function optionAt<Item>(found: readonly Item[], at: number): Item | undefined {
  return found[Math.min(at, found.length - 1)];
}

interface OptionsProps<Item> {
  readonly id: string;
  readonly optionId: (entity: Item) => string;
  readonly label: string;
  readonly isOpen: boolean;
  readonly found: readonly Item[];
  readonly chosen: Item | undefined;
  readonly onPick: (entity: Item) => void;
}

function Options<Item extends Named>({ id, optionId, label, isOpen, found, chosen, onPick }: OptionsProps<Item>): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  return (
    <>
      <div id={id} role="listbox" aria-label={label} className="ui-picker-options" hidden={!isOpen || found.length === 0}>
        {found.map((entity) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox hears the keys
          <div
            key={entity.id}
            id={optionId(entity)}
            role="option"
            tabIndex={-1}
            aria-selected={entity === chosen}
            className="ui-picker-option"
            ref={(option) => {
              if (entity === chosen && isOpen) option?.scrollIntoView({ block: "nearest" });
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(entity)}
          >
            <TypeIcon type={entity.type} />
            <span className="ui-picked-name">
              <EntityName entity={entity} />
            </span>
            <span className="ui-picker-kind">
              {typeName(entity.type)}
              {hasTwin(entity, found) && <span className="mono"> {entity.id.slice(0, 6)}</span>}
            </span>
          </div>
        ))}
      </div>
      {isOpen && found.length === 0 && <div className="ui-field-help">{t("common:picker.none")}</div>}
      <div role="status" className="visually-hidden">
        {isOpen ? t("common:picker.found", { count: found.length }) : ""}
      </div>
    </>
  );
}

/** Two things of one name are told apart by the beginning of their ids. */
function hasTwin(entity: Named, found: readonly Named[]): boolean {
  return found.some((other) => other !== entity && other.type === entity.type && other.title === entity.title);
}

interface Found<Item> {
  readonly found: readonly Item[];
  /** The same for the query as it is now. */
  foundBy(query: string): readonly Item[];
}

/** What is found is drawn later than it is typed: typing never waits. Who presses Enter sooner asks `foundBy`. */
function useFound<Item>(query: string, find: (query: string) => readonly Item[]): Found<Item> {
  const asked = useDeferredValue(query);
  const found = useMemo(() => find(asked), [find, asked]);
  return { found, foundBy: (now) => (now === asked ? found : find(now)) };
}
