import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useTranslate } from "../../ui/translate.ts";
import { groupsOf } from "./property-groups.ts";
import { type Editing, PropertyRow } from "./property-row.tsx";

interface PropertiesTabProps {
  readonly entity: Entity;
  readonly editing: Editing | null;
  readonly onEdit: (editing: Editing | null) => void;
}

/** All properties of the entity in groups; one value at a time is being edited. */
export function PropertiesTab({ entity, editing, onEdit }: PropertiesTabProps): ReactNode {
  const t = useTranslate();
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
    </div>
  );
}
