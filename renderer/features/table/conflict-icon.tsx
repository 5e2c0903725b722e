import type { ReactNode } from "react";
import type { Conflict, Entity } from "../../../shared/projections/model.ts";
import { useDesk } from "../../state/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { hasWords, type Translate } from "../../ui/translate.ts";

/** That an entity contradicts itself: how many sources disagree on what, and whether we have ruled. Another sign once all is ruled. */
export function ConflictIcon({ entity, t }: { readonly entity: Entity; readonly t: Translate }): ReactNode {
  const us = useDesk((desk) => desk.me?.agency ?? "");
  if (entity.conflicts.length === 0) return null;
  const isRuled = (property: string): boolean =>
    entity.rulings.some((ruling) => ruling.property === property && ruling.agency === us && ruling.state === "in-force");
  const lines = entity.conflicts.map((conflict) =>
    t(`rivals:table.${isRuled(conflict.property) ? "ruled" : "open"}`, { property: propertyName(conflict, t), conflict: conflictText(conflict, t) }),
  );
  const isSettled = entity.conflicts.every(({ property }) => isRuled(property));
  return <Icon name={isSettled ? "endorsed" : "warning-sign"} size={12} title={lines.join("\n")} />;
}

function conflictText({ sources, values }: Conflict, t: Translate): string {
  return sources > 1 ? t("rivals:sources", { count: sources }) : t("rivals:oneSource", { count: values });
}

function propertyName({ property }: Conflict, t: Translate): string {
  const key = `ontology:property.${property}`;
  return hasWords(key) ? t(key) : property;
}
