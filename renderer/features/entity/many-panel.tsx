import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useIsEditable } from "../../state/case-mirror.ts";
import { commandsNamed } from "../../state/command-list.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { isIconName } from "../../ui/icon.tsx";
import { CountTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { removeEntities } from "./acts.ts";
import { Cut, EntityButton } from "./links-tab.tsx";

/** Several things at once: how many of what, the list of them, and what can be done with all. */
export function ManyPanel({ entities }: { readonly entities: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const typeName = useTypeName();
  const canEdit = useIsEditable();
  const byType = Map.groupBy(entities, ({ type }) => type);
  const [from, to] = entities;
  const isPair = entities.length === 2 && entities.every(({ form }) => form === "node");
  return (
    <>
      <header className="entity-head">
        <div className="entity-head-line">
          <h2>{t("entity:many.title", { count: entities.length, shown: format.number(entities.length) })}</h2>
        </div>
        <div className="entity-many-actions">
          {canEdit && isPair && from !== undefined && to !== undefined && (
            <Button isSmall icon="new-link" onClick={() => openDialog({ kind: "add-link", from: from.id, to: to.id })}>
              {t("entity:many.link")}
            </Button>
          )}
          <WhoIsWho />
          {canEdit && (
            <Button isSmall icon="trash" intent="danger" isMinimal onClick={() => void removeEntities(entities.map(({ id }) => id))}>
              {t("entity:many.remove")}
            </Button>
          )}
        </div>
      </header>
      <div className="entity-groups entity-scroll">
        <section className="entity-group" aria-label={t("entity:many.types")}>
          <h3>{t("entity:many.types")}</h3>
          <ul className="entity-list">
            {[...byType].map(([type, members]) => (
              <li key={type} className="entity-many-type">
                <TypeIcon type={type} />
                <span>{typeName(type, "many")}</span>
                <CountTag count={members.length} />
              </li>
            ))}
          </ul>
        </section>
        <section className="entity-group" aria-label={t("entity:many.list")}>
          <h3>{t("entity:many.list")}</h3>
          <Cut
            rows={entities}
            render={({ id }) => (
              <li key={id}>
                <EntityButton id={id} />
              </li>
            )}
          />
        </section>
      </div>
    </>
  );
}

/** Whether the chosen are one, may be, or are surely not: offered when it can be said of them. */
function WhoIsWho(): ReactNode {
  const t = useTranslate();
  const offered = commandsNamed(["sameness.merge", "sameness.possible", "sameness.distinct"]).filter((command) => command.isEnabled());
  return offered.map(({ id, icon, titleKey, run }) => (
    <Button key={id} isSmall {...(isIconName(icon) ? { icon } : {})} onClick={() => void run()}>
      {t(titleKey)}
    </Button>
  ));
}
