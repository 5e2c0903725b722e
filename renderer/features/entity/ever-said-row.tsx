import type { ReactNode } from "react";
import type { EverSaid } from "../../../shared/case/ledger-door.ts";
import { reliesOnProperty, typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { useEntity } from "../../state/case-mirror.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { GradeTag, HandlingTag, Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { useOfficerName } from "./officers-context.ts";
import { useWords } from "./property-words.ts";
import { SourceChip } from "./source-chip.tsx";
import { factsOf } from "./sources-tab.tsx";
import { agencyText } from "../../ui/agency-text.ts";

/** One statement: what it said, where from, whether it is in force, and who took it back or contests it. */
export function EverSaidRow({ entity, said }: { readonly entity: Entity; readonly said: EverSaid }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const { fact, isLive } = said;
  const state = stateOf(said);
  return (
    <li className="entity-ever">
      <div className={isLive ? undefined : "entity-ever-gone"}>
        <span className="entity-muted">{words.property(fact.property)}: </span>
        <span className="entity-ever-value">
          <SaidValue entity={entity} fact={fact} />
        </span>
      </div>
      <div className="entity-ever-marks">
        <Tag tone={tones[state]}>{t(`audit:ever.${state}`)}</Tag>
        {fact.subject !== entity.id && <Tag>{t("audit:ever.was")}</Tag>}
        {fact.source !== null && <SourceChip source={fact.source} />}
        <GradeTag grade={fact.grade} />
        <HandlingTag handling={fact.handling} />
      </div>
      {said.takenBack.map((each) => (
        <TakenBack key={each.claim} fact={fact} taken={each} />
      ))}
    </li>
  );
}

type State = "inForce" | "takenBack" | "contested" | "restored";
const tones: Readonly<Record<State, Tone>> = { inForce: "none", takenBack: "warning", contested: "danger", restored: "info" };

function stateOf({ fact, isLive, takenBack }: EverSaid): State {
  if (!isLive) return "takenBack";
  if (fact.disputedBy.length > 0) return "contested";
  return takenBack.some(({ agency }) => agency === fact.agency) ? "restored" : "inForce";
}

function TakenBack({ fact, taken }: { readonly fact: Fact; readonly taken: EverSaid["takenBack"][number] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  const sentence = taken.agency === fact.agency ? "audit:ever.takenBackBy" : "audit:ever.contestedBy";
  const who = { officer: officerName(taken.author), agency: agencyText(taken.agency), time: format.dateTime(taken.saidAt) };
  return (
    <div className="entity-muted" title={format.dateTime(taken.saidAt, "utc")}>
      {t(sentence, who)}
      {!taken.isHeld && ` (${t("audit:ever.noLonger")})`}
    </div>
  );
}

/** A type reads as its name, an end as that entity's, a ruling as the value it relies on. */
function SaidValue({ entity, fact: { property, value } }: { readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const typeName = useTypeName();
  const nameText = useEntityNameText();
  const words = useWords();
  const end = useEntity(value.kind === "entity" ? value.entity : null);
  if (property === typeProperty && value.kind === "text") return typeName(value.text);
  const relied = property === reliesOnProperty && value.kind === "identifier" ? factsOf(entity).find(({ claim }) => claim === value.text) : undefined;
  if (relied !== undefined)
    return (
      <>
        {words.property(relied.property)}: <ValueText value={relied.value} type={entity.type} property={relied.property} />
      </>
    );
  const named = end === undefined ? {} : { nameOf: () => nameText(end) };
  return <ValueText value={value} type={entity.type} property={property} {...named} />;
}
