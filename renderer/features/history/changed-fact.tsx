import type { ReactNode } from "react";
import type { AuditChange } from "../../../shared/case/ledger-door.ts";
import type { Source } from "../../../shared/ledger/model.ts";
import { reliesOnProperty, speaksAgainstProperty, typeProperty } from "../../../shared/ontology/model.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { useEntity } from "../../state/case-mirror.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, GradeTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { useNamed } from "./thing-name.tsx";
import { agencyText } from "../../ui/agency-text.ts";

interface ChangedFactProps {
  readonly change: AuditChange;
  readonly fact: Fact;
  /** Whether the other side has it too, or only this one. */
  readonly mark: "same" | "gone" | "came";
}

/** One value of one side: what it is, who says it, where from, how it is graded and marked. */
export function ChangedFact({ change, fact, mark }: ChangedFactProps): ReactNode {
  const t = useTranslate();
  return (
    <li className={`history-fact history-fact-${mark}`}>
      <div>
        <span>
          <FactValue change={change} fact={fact} />
        </span>
        {mark !== "same" && <Tag tone={mark === "gone" ? "danger" : "success"}>{t(`audit:details.${mark}`)}</Tag>}
      </div>
      {fact.note !== "" && fact.property !== speaksAgainstProperty && (
        <div className="history-muted">
          <SafeText text={fact.note} />
        </div>
      )}
      <div className="history-fact-marks">
        <AgencyTag agency={fact.agency} />
        {fact.source !== null && <SourceName source={fact.source} />}
        <GradeTag grade={fact.grade} />
        <HandlingTag handling={fact.handling} />
        {fact.disputedBy.length > 0 && (
          <Tag tone="danger">{t("audit:details.disputedBy", { agencies: fact.disputedBy.map(agencyText).join(", ") })}</Tag>
        )}
      </div>
    </li>
  );
}

/** A type reads as its name, an entity as its own; a ruling as the value it relies on, an objection as its reason. */
function FactValue({ change: { type }, fact: { subject, property, value, note } }: Pick<ChangedFactProps, "change" | "fact">): ReactNode {
  const typeName = useTypeName();
  const nameText = useEntityNameText();
  const named = useNamed();
  const row = useEntity(subject);
  if (property === typeProperty && value.kind === "text") return typeName(value.text);
  if (property === speaksAgainstProperty) return <SafeText text={note} />;
  if (property === reliesOnProperty && value.kind === "identifier") {
    const relied = Object.values(row?.facts ?? {})
      .flat()
      .find(({ claim }) => claim === value.text);
    return relied === undefined ? <span className="mono">{value.text.slice(0, 16)}…</span> : <Relied type={type} fact={relied} />;
  }
  const end = value.kind === "entity" ? named(value.entity) : null;
  return <ValueText value={value} type={type} property={property} {...(end === null ? {} : { nameOf: () => nameText(end) })} />;
}

function Relied({ type, fact }: { readonly type: string; readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const key = `ontology:property.${fact.property}`;
  return (
    <>
      {hasWords(key) ? t(key) : fact.property}: <ValueText value={fact.value} type={type} property={fact.property} />
    </>
  );
}

/** The file and the row; the whole hash is in the title. */
function SourceName({ source }: { readonly source: Source }): ReactNode {
  const t = useTranslate();
  const exhibit = useEntity(entityIdFor("exhibit", source.file));
  const name = exhibit?.title ?? "";
  return (
    <span className="history-source" title={source.file}>
      <Icon name="paperclip" size={12} />
      {name === "" ? t("audit:details.unnamed", { hash: source.file.slice(0, 8) }) : <SafeText text={name} />}
      {source.place.row > 0 && <span> · {t("audit:details.row", { row: source.place.row })}</span>}
    </span>
  );
}
