import { type ReactNode, useEffect, useRef } from "react";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { useIsEditable } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { FactRow } from "./fact-row.tsx";
import { entryOf, isSayable } from "./property-draft.ts";
import { useWords } from "./property-words.ts";
import { ValueEditor } from "./value-editor.tsx";

/** Which value is being edited: a claim of ours, or a new one. */
export interface Editing {
  readonly property: string;
  readonly claim: Fact["claim"] | "new";
}
interface PropertyRowProps {
  readonly entity: Entity;
  readonly property: string;
  readonly editing: Editing | null;
  readonly onEdit: (editing: Editing | null) => void;
}

/** One property: its name on the left, every live value of it on the right. */
export function PropertyRow({ entity, property, editing, onEdit }: PropertyRowProps): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const facts = entity.facts[property] ?? [];
  const row = useFocusAfterEditing(editing !== null);
  const isConflict = entity.conflicts.some((each) => each.property === property);
  const entry = entryOf(entity.type, property);
  const close = (): void => onEdit(null);
  return (
    <div className={isConflict ? "entity-property entity-property-conflict" : "entity-property"} ref={row}>
      <div className="entity-label">{words.property(property)}</div>
      <div className="entity-values">
        {isConflict && (
          <Tag tone="warning" title={t("entity:conflict.help")}>
            <Icon name="warning-sign" size={12} />
            {t("entity:conflict.tag", { count: facts.length })}
          </Tag>
        )}
        {facts.length > 0 && (
          <ul className="entity-facts">
            {facts.map((fact) =>
              editing?.claim === fact.claim && entry !== undefined ? (
                <li key={fact.claim} className="entity-fact-editing">
                  <ValueEditor {...{ property, entry, fact }} entity={entity.id} onClose={close} />
                </li>
              ) : (
                <FactRow key={fact.claim} {...{ entity, fact }} onEdit={() => onEdit({ property, claim: fact.claim })} />
              ),
            )}
          </ul>
        )}
        {editing?.claim === "new" && entry !== undefined ? (
          <ValueEditor {...{ property, entry }} fact={null} entity={entity.id} onClose={close} />
        ) : (
          <AddButton {...{ entity, property, facts }} onAdd={() => onEdit({ property, claim: "new" })} />
        )}
      </div>
    </div>
  );
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
  const isOpen = useIsEditable();
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
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (wasEditing.current && !isEditing && isLost) row.current?.querySelector("button")?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  return row;
}
