import type { KeyboardEvent, ReactNode } from "react";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { useIsEditable } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/hash-text.tsx";
import { AgencyTag, GradeTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ValueText } from "../../ui/value-text.tsx";
import { disputeFact, removeValue } from "./acts.ts";
import { isSayable } from "./property-draft.ts";
import { useWords } from "./property-words.ts";
import { FactSource } from "./source-chip.tsx";

interface FactRowProps {
  readonly entity: Entity;
  readonly fact: Fact;
  readonly onEdit: () => void;
}

/** One live value: itself, what can be done with it, and below where it comes from and how it is graded and marked. */
export function FactRow({ entity, fact, onEdit }: FactRowProps): ReactNode {
  const isOurs = useDesk((desk) => desk.me?.agency === fact.agency);
  const isOpen = useIsEditable();
  const canEdit = isOpen && isOurs && isSayable(entity.type, fact.property);
  return (
    <li className="entity-fact" data-claim={fact.claim}>
      <div className="entity-fact-line">
        <FactValue {...{ entity, fact, onEdit, canEdit }} />
        {fact.value.kind === "identifier" && fact.value.text.length > 24 && <CopyButton text={fact.value.text} />}
        {isOurs ? canEdit && <RemoveButton fact={fact} /> : isOpen && <DisputeButton fact={fact} />}
      </div>
      <div className="entity-fact-marks">
        <FactSource fact={fact} isAgencyShown={isOurs} />
        {!isOurs && <AgencyTag agency={fact.agency} />}
        <GradeTag grade={fact.grade} />
        <HandlingTag handling={fact.handling} />
        <DisputedTag fact={fact} />
      </div>
    </li>
  );
}

function FactValue({ entity, fact, onEdit, canEdit }: FactRowProps & { readonly canEdit: boolean }): ReactNode {
  const t = useTranslate();
  const shown = <ValueText value={fact.value} type={entity.type} property={fact.property} />;
  // On a value Delete means the value, not the whole of what is inspected.
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Delete") return;
    event.stopPropagation();
    void removeValue(fact.claim);
  };
  if (!canEdit) return <span className="entity-value entity-value-fixed">{shown}</span>;
  return (
    <button type="button" className="entity-value" title={t("entity:value.edit")} onClick={onEdit} onKeyDown={press}>
      <span className="visually-hidden">{t("entity:value.edit")}: </span>
      {shown}
    </button>
  );
}

function RemoveButton({ fact }: { readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  return (
    <IconButton
      isSmall
      icon="trash"
      label={t("entity:value.remove", { property: words.property(fact.property) })}
      onClick={() => void removeValue(fact.claim)}
    />
  );
}

function DisputeButton({ fact }: { readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  if (fact.disputedBy.includes(us)) return null;
  return (
    <IconButton
      isSmall
      icon="disable"
      label={t("entity:value.dispute", { agency: fact.agency.toUpperCase() })}
      onClick={() => void disputeFact(fact)}
    />
  );
}

function DisputedTag({ fact }: { readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  if (fact.disputedBy.length === 0) return null;
  return <Tag tone="danger">{t("entity:value.disputedBy", { agencies: fact.disputedBy.map((agency) => agency.toUpperCase()).join(", ") })}</Tag>;
}
