import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { rivalryOf, rulingsAbout } from "../../state/rivalry.ts";
import { shownPropertySettled, useShownProperty } from "../../state/shown-property.ts";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Editing } from "./editing.ts";
import { FactList } from "./fact-list.tsx";
import { entryOf, isSayable } from "./property-draft.ts";
import { useWords } from "./property-words.ts";
import { RivalsMark } from "./rivals-mark.tsx";
import { RulingNotes } from "./ruling-notes.tsx";
import { ValueEditor } from "./value-editor.tsx";

interface PropertyRowProps {
  readonly entity: Entity;
  readonly property: string;
  readonly editing: Editing | null;
  readonly onEdit: (editing: Editing | null) => void;
}

/** One property: its name on the left, every live value of it on the right; where they contradict each other, what we rely on first, and why. */
export function PropertyRow({ entity, property, editing, onEdit }: PropertyRowProps): ReactNode {
  const words = useWords();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const facts = entity.facts[property] ?? [];
  const row = useFocusAfterEditing(editing !== null);
  useBroughtIntoView(row, entity, property);
  const rivalry = rivalryOf(entity, property, us);
  const rulings = rulingsAbout(entity, property);
  const entry = entryOf(entity.type, property);
  const list = { entity, property, editing, onEdit } as const;
  return (
    <div
      className={rivalry === null ? "entity-property" : "entity-property entity-property-conflict"}
      ref={row}
      tabIndex={-1}
      role="group"
      aria-label={words.property(property)}
      onKeyDown={keepThing}
    >
      <div className="entity-label">{words.property(property)}</div>
      <div className="entity-values">
        {rivalry !== null && <RivalsMark conflict={rivalry.conflict} />}
        {rivalry === null ? (
          <FactList {...list} facts={facts} standing="alone" />
        ) : (
          <FactList {...list} facts={[rivalry.relied, ...rivalry.alike]} standing="relied" titleKey="rivals:group.relied" />
        )}
        <RulingNotes entity={entity} rulings={rulings.filter(({ agency }) => agency === us)} />
        {rivalry !== null && (
          <>
            <FactList {...list} facts={rivalry.rivals} standing="rival" titleKey="rivals:group.others" />
            <FactList {...list} facts={rivalry.otherTimes} standing="alone" titleKey="rivals:group.otherTimes" />
          </>
        )}
        <RulingNotes entity={entity} rulings={rulings.filter(({ agency }) => agency !== us)} />
        {editing?.claim === "new" && entry !== undefined ? (
          <ValueEditor {...{ property, entry }} fact={null} entity={entity.id} onClose={() => onEdit(null)} />
        ) : (
          <AddButton {...{ entity, property, facts }} onAdd={() => onEdit({ property, claim: "new" })} />
        )}
      </div>
    </div>
  );
}

/** With the focus on a property, or on a control of one of its values, Delete would take away all we said of the thing: it does nothing here. */
function keepThing(event: KeyboardEvent): void {
  if (event.key === "Delete") event.stopPropagation();
}

interface AddButtonProps {
  readonly entity: Entity;
  readonly property: string;
  readonly facts: readonly Fact[];
  readonly onAdd: () => void;
}

/** Offered while we have said nothing of the property, and for lists always. */
function AddButton({ entity, property, facts, onAdd }: AddButtonProps): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const isOpen = useCaseMirror(isEditable);
  if (!isOpen || !isSayable(entity.type, property)) return null;
  const isOffered = entryOf(entity.type, property)?.isMany === true || facts.every((fact) => fact.agency !== us);
  if (!isOffered) return null;
  return (
    <button type="button" className={facts.length === 0 ? "entity-add" : "entity-add entity-add-more"} onClick={onAdd}>
      <Icon name="small-plus" size={14} />
      {t(facts.length === 0 ? "entity:value.add" : "entity:value.addMore")}
      <span className="visually-hidden">: {words.property(property)}</span>
    </button>
  );
}

/** When an editor closes, the focus goes back into its row instead of being lost. */
function useFocusAfterEditing(isEditing: boolean) {
  const row = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // The page, or the panel that caught the focus when the edited value went.
    const isLost = document.activeElement === null || document.activeElement.contains(row.current);
    if (wasEditing.current && !isEditing && isLost) row.current?.querySelector("button")?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  return row;
}

/** The property somebody came for (from the list of contradictions) is scrolled to and takes the focus. */
function useBroughtIntoView(row: { readonly current: HTMLDivElement | null }, entity: Entity, property: string): void {
  const isAsked = useShownProperty(({ asked }) => asked !== null && asked.entity === entity.id && asked.property === property);
  useEffect(() => {
    if (!isAsked) return;
    // After the dialog it came from is gone and has given the focus back.
    const timer = setTimeout(() => {
      row.current?.scrollIntoView({ block: "nearest" });
      row.current?.focus();
      shownPropertySettled();
    });
    return () => clearTimeout(timer);
  }, [isAsked, row]);
}
