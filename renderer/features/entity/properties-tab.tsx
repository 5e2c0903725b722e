import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useDesk } from "../../state/desk.ts";
import { useTranslate } from "../../ui/translate.ts";
import { groupsOf } from "./property-groups.ts";
import { RulingNotes } from "./ruling-notes.tsx";
import type { Editing } from "./editing.ts";
import { PropertyRow } from "./property-row.tsx";

interface PropertiesTabProps {
  readonly entity: Entity;
  readonly editing: Editing | null;
  readonly onEdit: (editing: Editing | null) => void;
}

/** All properties of the entity in groups; one value at a time is being edited. */
export function PropertiesTab({ entity, editing, onEdit }: PropertiesTabProps): ReactNode {
  const t = useTranslate();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  return (
    <div className="entity-groups">
      {groupsOf(entity).map((group) => (
        <section key={group.name} className="entity-group" aria-label={t(`entity:group.${group.name}`)}>
          <h3>{t(`entity:group.${group.name}`)}</h3>
          {group.properties.map((property) => (
            <PropertyRow key={property} {...{ entity, property, onEdit }} editing={editing?.property === property ? editing : null} />
          ))}
        </section>
      ))}
      <RulingsOnGone entity={entity} />
      {entity.agencies.some((agency) => agency !== us) && <p className="entity-muted entity-partner-note">{t("rivals:partner.note")}</p>}
    </div>
  );
}

/** Rulings whose value was taken back: nothing relies on them, and ours can be withdrawn. */
function RulingsOnGone({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const gone = entity.rulings.filter(({ state }) => state === "void");
  if (gone.length === 0) return null;
  return (
    <section className="entity-group" aria-label={t("rivals:group.gone")}>
      <h3>{t("rivals:group.gone")}</h3>
      <RulingNotes entity={entity} rulings={gone} />
    </section>
  );
}
