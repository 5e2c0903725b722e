import { type ReactNode, useState } from "react";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { Button } from "../../ui/button.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Editing } from "./editing.ts";
import { FactRow } from "./fact-row.tsx";
import { entryOf } from "./property-draft.ts";
import { ValueEditor } from "./value-editor.tsx";

/** Values shown at once; the rest of a long list on demand. */
const shownAtFirst = 5;

interface FactListProps {
  readonly entity: Entity;
  readonly property: string;
  readonly facts: readonly Fact[];
  readonly standing: "alone" | "relied" | "rival";
  /** Words above it. */
  readonly titleKey?: string;
  readonly editing: Editing | null;
  readonly onEdit: (editing: Editing | null) => void;
}

/** Values of one property that stand alike, the better first; the one being edited as its editor. */
export function FactList({ entity, property, facts, standing, titleKey, editing, onEdit }: FactListProps): ReactNode {
  const t = useTranslate();
  const [isWhole, setWhole] = useState(false);
  const entry = entryOf(entity.type, property);
  if (facts.length === 0) return null;
  const rest = facts.length - shownAtFirst;
  // One more row is no longer than the button that hides it.
  const shown = isWhole || rest <= 1 ? facts : facts.filter((fact, at) => at < shownAtFirst || fact.claim === editing?.claim);
  return (
    <>
      {titleKey !== undefined && <h4 className={`entity-standing entity-standing-${standing}`}>{t(titleKey)}</h4>}
      <ul className="entity-facts">
        {shown.map((fact) =>
          editing?.claim === fact.claim && entry !== undefined ? (
            <li key={fact.claim} className="entity-fact-editing">
              <ValueEditor {...{ property, entry, fact }} entity={entity.id} onClose={() => onEdit(null)} />
            </li>
          ) : (
            <FactRow key={fact.claim} {...{ entity, fact, standing }} onEdit={() => onEdit({ property, claim: fact.claim })} />
          ),
        )}
      </ul>
      {shown.length < facts.length && (
        <div className="entity-fact-act">
          <Button isSmall isMinimal icon="chevron-down" onClick={() => setWhole(true)}>
            {t("rivals:more.values", { count: facts.length - shown.length })}
          </Button>
        </div>
      )}
    </>
  );
}
