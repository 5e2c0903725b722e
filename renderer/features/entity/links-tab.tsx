import { type ReactNode, useMemo, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror, useEntity, useIsEditable } from "../../state/case-mirror.ts";
import { openDialog, selectEntities, selectFlow } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { type FlowAt, type LinkAt, flowsAt, linksAt } from "./links-of.ts";
import { useWords } from "./property-words.ts";
import "./links.css";

const shownAtFirst = 60;

/** Links and flows at an entity: which way, what, and who is at the other end. */
export function useLinksAt(id: EntityId): { readonly links: readonly LinkAt[]; readonly flows: readonly FlowAt[] } {
  const index = useCaseMirror((mirror) => mirror.index);
  const flows = useCaseMirror((mirror) => mirror.flows);
  return useMemo(() => ({ links: linksAt(index, id), flows: flowsAt(flows, id) }), [index, flows, id]);
}

interface LinksTabProps {
  readonly entity: Entity;
  readonly links: readonly LinkAt[];
  readonly flows: readonly FlowAt[];
}

export function LinksTab({ entity, links, flows }: LinksTabProps): ReactNode {
  const t = useTranslate();
  const canEdit = useIsEditable();
  return (
    <div className="entity-groups">
      <section className="entity-group" aria-label={t("entity:links.stated")}>
        <h3>{t("entity:links.stated")}</h3>
        {links.length === 0 && <p className="entity-muted">{t("entity:links.none")}</p>}
        <Cut rows={links} render={(row) => <LinkRow key={row.link.id} row={row} />} />
        {canEdit && (
          <Button isSmall icon="new-link" onClick={() => openDialog({ kind: "add-link", from: entity.id, to: null })}>
            {t("entity:links.add")}
          </Button>
        )}
      </section>
      {flows.length > 0 && (
        <section className="entity-group" aria-label={t("entity:links.computed")}>
          <h3>{t("entity:links.computed")}</h3>
          <Cut rows={flows} render={(row) => <FlowRow key={row.flow.id} row={row} />} />
        </section>
      )}
    </div>
  );
}

/** The first rows of a list, and the rest when asked for. */
export function Cut<Row>({ rows, render }: { readonly rows: readonly Row[]; readonly render: (row: Row) => ReactNode }): ReactNode {
  const t = useTranslate();
  const [shown, setShown] = useState(shownAtFirst);
  return (
    <>
      <ul className="entity-list">{rows.slice(0, shown).map(render)}</ul>
      {rows.length > shown && (
        <Button isSmall isMinimal onClick={() => setShown(shown + 500)}>
          {t("entity:links.more", { count: rows.length - shown })}
        </Button>
      )}
    </>
  );
}

function LinkRow({ row: { link, other, direction, isAnswered } }: { readonly row: LinkAt }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  return (
    <li className="entity-link">
      <button type="button" className="entity-link-verb" title={t("entity:links.open")} onClick={() => selectEntities([link.id])}>
        <Icon name={direction === "out" ? "arrow-right" : "arrow-left"} size={12} title={t(`entity:links.${direction}`)} />
        {words.verb(link.type)}
      </button>
      <EntityButton id={other} />
      {isAnswered && <Tag>{t("common:match.answered")}</Tag>}
      {link.isDisputed && <Tag tone="danger">{t("entity:links.disputed")}</Tag>}
    </li>
  );
}

function FlowRow({ row: { flow, other, direction } }: { readonly row: FlowAt }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <li className="entity-link">
      <button type="button" className="entity-link-verb tabular" title={t("entity:links.openFlow")} onClick={() => selectFlow(flow.id)}>
        <span className="entity-link-sum">
          <Icon name={direction === "out" ? "arrow-right" : "arrow-left"} size={12} title={t(`entity:links.${direction}`)} />
          {format.amount(flow.total, flow.asset.symbol)}
        </span>
        <span className="entity-muted">×{format.number(flow.count)}</span>
      </button>
      <EntityButton id={other} />
    </li>
  );
}

/** An entity by its name; selects it. */
export function EntityButton({ id }: { readonly id: EntityId }): ReactNode {
  const t = useTranslate();
  const entity = useEntity(id);
  if (entity === undefined) return <span className="entity-muted">{t("entity:links.withheld")}</span>;
  return (
    <button type="button" className="entity-other" title={t("entity:links.select")} onClick={() => selectEntities([id])}>
      <TypeIcon type={entity.type} size={16} />
      <span className="entity-other-name">
        <EntityName entity={entity} />
      </span>
    </button>
  );
}
