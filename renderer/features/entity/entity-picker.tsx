import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror, useEntity } from "../../state/case-mirror.ts";
import { IconButton } from "../../ui/button.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { findEntities } from "./found-entities.ts";

const mostShown = 30;

interface EntityPickerProps {
  readonly label: string;
  readonly value: EntityId | null;
  readonly onChange: (id: EntityId | null) => void;
  readonly autoFocus?: boolean;
  /** Only things of these types; absent = every node. */
  readonly types?: readonly string[];
}

/** Finds one node of the case by any of its names and identifiers, in Kazakh, Russian or Latin spelling. */
export function EntityPicker(props: EntityPickerProps): ReactNode {
  const picked = useEntity(props.value);
  // What is put in the place of the other takes the focus, once the person has acted here.
  const hasActed = useRef(false);
  const onChange = (id: EntityId | null): void => {
    hasActed.current = true;
    props.onChange(id);
  };
  if (picked === undefined) return <PickerSearch {...props} onChange={onChange} autoFocus={props.autoFocus === true || hasActed.current} />;
  return <Picked {...props} entity={picked} onChange={onChange} autoFocus={hasActed.current} />;
}

function Picked({ label, entity, onChange, autoFocus = false }: EntityPickerProps & { readonly entity: Entity }): ReactNode {
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
      <div className="entity-picked">
        <TypeIcon type={entity.type} size={20} />
        <span className="entity-picked-name" title={entity.title}>
          <EntityName entity={entity} />
        </span>
        <span className="visually-hidden">{typeName(entity.type)}</span>
        <IconButton isSmall icon="small-cross" label={t("entity:picker.change", { label })} onClick={() => onChange(null)} />
      </div>
    </div>
  );
}

/** The combobox of WAI-ARIA with a list: arrows walk, Enter takes, Escape closes the list. */
function PickerSearch({ label, onChange, autoFocus = false, types }: EntityPickerProps): ReactNode {
  const t = useTranslate();
  const id = useId();
  const { query, isOpen, found, chosen, type, setOpen, press } = useSearch(types, onChange);
  return (
    <div className="ui-field entity-picker">
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
        placeholder={t("entity:picker.placeholder")}
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
        onPick={(entity) => onChange(entity.id)}
      />
    </div>
  );
}

interface Search {
  readonly query: string;
  readonly isOpen: boolean;
  readonly found: readonly Entity[];
  /** The option that Enter takes. */
  readonly chosen: Entity | undefined;
  type(query: string): void;
  setOpen(isOpen: boolean): void;
  press(event: KeyboardEvent): void;
}

function useSearch(types: readonly string[] | undefined, onChange: (id: EntityId) => void): Search {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const { found, foundBy } = useFound(query, types);
  const press = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const meant = event.key === "Enter" && isOpen ? optionAt(foundBy(query), active) : undefined;
    if (step !== 0) {
      setOpen(true);
      if (isOpen) setActive((active + step + found.length) % Math.max(1, found.length));
    } else if (meant !== undefined) onChange(meant.id);
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

const optionAt = (found: readonly Entity[], at: number): Entity | undefined => found[Math.min(at, found.length - 1)];

interface OptionsProps {
  readonly id: string;
  readonly optionId: (entity: Entity) => string;
  readonly label: string;
  readonly isOpen: boolean;
  readonly found: readonly Entity[];
  readonly chosen: Entity | undefined;
  readonly onPick: (entity: Entity) => void;
}

function Options({ id, optionId, label, isOpen, found, chosen, onPick }: OptionsProps): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  return (
    <>
      <div id={id} role="listbox" aria-label={label} className="entity-options" hidden={!isOpen || found.length === 0}>
        {found.map((entity) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox hears the keys
          <div
            key={entity.id}
            id={optionId(entity)}
            role="option"
            tabIndex={-1}
            aria-selected={entity === chosen}
            className="entity-option"
            ref={(option) => {
              if (entity === chosen && isOpen) option?.scrollIntoView({ block: "nearest" });
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(entity)}
          >
            <TypeIcon type={entity.type} />
            <span className="entity-picked-name">
              <EntityName entity={entity} />
            </span>
            <span className="entity-muted">
              {typeName(entity.type)}
              {hasTwin(entity, found) && <span className="mono"> {entity.id.slice(0, 6)}</span>}
            </span>
          </div>
        ))}
      </div>
      {isOpen && found.length === 0 && <div className="ui-field-help">{t("entity:picker.none")}</div>}
      <div role="status" className="visually-hidden">
        {isOpen ? t("entity:picker.found", { count: found.length }) : ""}
      </div>
    </>
  );
}

/** Two things of one name are told apart by the beginning of their ids. */
function hasTwin(entity: Entity, found: readonly Entity[]): boolean {
  return found.some((other) => other !== entity && other.type === entity.type && other.title === entity.title);
}

interface Found {
  readonly found: readonly Entity[];
  /** The same for the query as it is now. */
  foundBy(query: string): readonly Entity[];
}

/** Nodes that hold the query in any text of theirs, a drawing later than it is typed: typing never waits. Who presses Enter sooner asks `foundBy`. */
function useFound(query: string, types: readonly string[] | undefined): Found {
  const wanted = types?.join(" ");
  const index = useCaseMirror((mirror) => mirror.index);
  const offered = useMemo(() => (wanted === undefined ? index.nodes : wanted.split(" ").flatMap((type) => index.ofType(type))), [index, wanted]);
  const asked = useDeferredValue(query);
  const found = useMemo(() => findEntities(offered, asked, mostShown), [offered, asked]);
  return { found, foundBy: (now) => (now === asked ? found : findEntities(offered, now, mostShown)) };
}
