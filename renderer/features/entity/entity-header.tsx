import type { ReactNode } from "react";
import { typeEntry } from "../../../shared/ontology/read.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { useDamage } from "../../state/quarantine.ts";
import { useIsDestroyed } from "../../state/custody.ts";
import { useStolenCount } from "../../state/stolen.ts";
import { DamageTag } from "../../ui/damage-tag.tsx";
import { DestroyedTag } from "../../ui/destroyed-tag.tsx";
import { useIsEditable } from "../../state/case-mirror.ts";
import { commandsNamed } from "../../state/command-list.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { IconButton } from "../../ui/button.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { CopyButton } from "../../ui/hash-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { StolenCountTag } from "../../ui/stolen-tag.tsx";
import { AgencyTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { removeEntities } from "./acts.ts";
import { FigureTag } from "./figure-tag.tsx";
import { fileOf } from "../../state/exhibit-of.ts";
import { isSayable } from "./property-draft.ts";
import { EntityButton } from "./links-tab.tsx";
import type { Editing } from "./editing.ts";
import { useWords } from "./property-words.ts";

interface EntityHeaderProps {
  readonly entity: Entity;
  readonly onEdit: (editing: Editing) => void;
}

/** Who or what this is: icon, name, type, marking, agencies, id, and what can be done with the whole of it. */
export function EntityHeader({ entity, onEdit }: EntityHeaderProps): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  const damage = useDamage(entity);
  const isDestroyed = useIsDestroyed(entity);
  const stolen = useStolenCount(entity.id);
  return (
    <header className="entity-head">
      <div className="entity-head-line">
        <TypeIcon type={entity.type} size={26} />
        <h2 title={safeText(entity.title)}>{entity.form === "link" ? typeName(entity.type) : <EntityName entity={entity} />}</h2>
        <Acts entity={entity} onEdit={onEdit} />
      </div>
      <div className="entity-head-tags">
        {entity.form === "node" && <Tag>{typeName(entity.type)}</Tag>}
        <HandlingTag handling={entity.handling} />
        {entity.agencies.map((agency) => (
          <AgencyTag key={agency} agency={agency} />
        ))}
        {entity.conflicts.length > 0 && <Tag tone="warning">{t("rivals:count", { count: entity.conflicts.length })}</Tag>}
        <StolenCountTag count={stolen} />
        <DestroyedTag isDestroyed={isDestroyed} />
        <DamageTag damage={damage} />
        {entity.type === "figure" && <FigureTag figure={entity} />}
        {entity.isDisputed && <Tag tone="danger">{t("entity:links.disputed")}</Tag>}
        <span className="entity-id mono" title={t("entity:head.id", { id: entity.id })}>
          {entity.id.slice(0, 6)}
          <CopyButton text={entity.id} />
        </span>
      </div>
      {entity.form === "link" && <LinkEnds entity={entity} />}
    </header>
  );
}

/** What can be done with the whole of it. */
function Acts({ entity, onEdit }: EntityHeaderProps): ReactNode {
  const t = useTranslate();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const canEdit = useIsEditable();
  const rename = canEdit ? renaming(entity, us) : null;
  const file = fileOf(entity);
  return (
    <div className="entity-head-acts">
      {rename !== null && <IconButton isSmall icon="edit" id="entity-rename" label={t("entity:command.rename")} onClick={() => onEdit(rename)} />}
      {file !== null && (
        <IconButton
          isSmall
          icon="document-open"
          label={t("entity:sources.open")}
          onClick={() => openDialog({ kind: "exhibit", sha256: file, row: 0, column: "" })}
        />
      )}
      {canEdit && entity.form === "node" && (
        <IconButton
          isSmall
          icon="new-link"
          label={t("entity:links.add")}
          onClick={() => openDialog({ kind: "add-link", from: entity.id, to: null })}
        />
      )}
      {entity.type === "exhibit" &&
        commandsNamed(["lineage.markCopy"])
          .filter((command) => command.isEnabled())
          .map((command) => <IconButton key={command.id} isSmall icon="duplicate" label={t(command.titleKey)} onClick={() => void command.run()} />)}
      {canEdit && <IconButton isSmall takesAway icon="trash" label={t("entity:command.remove")} onClick={() => void removeEntities([entity.id])} />}
    </div>
  );
}

/** From whom to whom a link runs. */
function LinkEnds({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  if (entity.ends === null) return <p className="entity-muted">{t("entity:links.withheldEnd")}</p>;
  const entry = typeEntry(entity.type);
  const isDirected = entry?.form !== "link" || entry.isDirected;
  return (
    <div className="entity-ends">
      <EntityButton id={entity.ends.from} />
      <div className="entity-ends-verb">
        <Icon name={isDirected ? "arrow-down" : "double-caret-vertical"} size={14} />
        {words.verb(entity.type)}
      </div>
      <EntityButton id={entity.ends.to} />
    </div>
  );
}

/** The value that F2 edits: the one that names the entity if it is ours, else the first name we may still give. */
function renaming(entity: Entity, us: string): Editing | null {
  const named = (typeEntry(entity.type)?.title ?? []).filter((property) => isSayable(entity.type, property));
  for (const property of named) {
    const facts = entity.facts[property];
    const ours = facts?.find((fact) => fact.agency === us);
    if (ours !== undefined) return { property, claim: ours.claim };
    if (facts !== undefined) break;
  }
  const [first] = named;
  return first === undefined ? null : { property: first, claim: "new" };
}
