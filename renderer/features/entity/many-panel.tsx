import type { ReactNode } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror, useIsEditable } from "../../state/case-mirror.ts";
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
export function ManyPanel({ ids }: { readonly ids: readonly EntityId[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const typeName = useTypeName();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const canEdit = useIsEditable();
  const byType = Map.groupBy(ids, (id) => entities.get(id)?.type ?? "unknown");
  const [from, to] = ids;
  const isPair = ids.length === 2 && ids.every((id) => entities.get(id)?.form === "node");
  return (
    <>
      <header className="entity-head">
        <div className="entity-head-line">
          <h2>{t("entity:many.title", { count: ids.length, shown: format.number(ids.length) })}</h2>
        </div>
        <div className="entity-many-actions">
          {canEdit && isPair && from !== undefined && to !== undefined && (
            <Button isSmall icon="new-link" onClick={() => openDialog({ kind: "add-link", from, to })}>
              {t("entity:many.link")}
            </Button>
          )}
          <WhoIsWho />
          {canEdit && (
            <Button isSmall icon="trash" intent="danger" isMinimal onClick={() => void removeEntities(ids)}>
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
            rows={ids}
            render={(id) => (
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
