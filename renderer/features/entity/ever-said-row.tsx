import type { ReactNode } from "react";
import type { EverSaid } from "../../../shared/case/ledger-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { titleOf } from "../../../shared/ontology/read.ts";
import { textOfValue } from "../../../shared/projections/value-text.ts";
import { reliesOnProperty, typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { useEntity } from "../../state/case-mirror.ts";
import { EntityName, useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { GradeTag, HandlingTag, Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { useOfficerName } from "./officers-context.ts";
import { useWords } from "./property-words.ts";
import { SourceChip } from "./source-chip.tsx";
import { factsOf } from "./sources-tab.tsx";
import { agencyText } from "../../ui/agency-text.ts";

type Taking = EverSaid["takenBack"][number];

/** One statement: what it said, where from, whether it is in force, and who took it back or contests it. */
export function EverSaidRow({ entity, said }: { readonly entity: Entity; readonly said: EverSaid }): ReactNode {
  const t = useTranslate();
  const { fact, isLive } = said;
  const state = stateOf(said);
  return (
    <li className="entity-ever">
      <Words {...{ entity, said }} isGone={!isLive} />
      {fact.note !== "" && (
        <div className="entity-muted">
          <SafeText text={fact.note} />
        </div>
      )}
      <div className="entity-ever-marks">
        <Tag tone={tones[state]}>{t(`audit:ever.${state}`)}</Tag>
        {said.relation === null && fact.subject !== entity.id && <Tag>{t("audit:ever.was")}</Tag>}
        {fact.source !== null && <SourceChip source={fact.source} />}
        <GradeTag grade={fact.grade} />
        <HandlingTag handling={fact.handling} />
      </div>
      {directOf(said).map((each) => (
        <TakenBack key={each.claim} fact={fact} taken={each} />
      ))}
    </li>
  );
}

/** In the act that did it: a statement that was taken back or contested, and why. */
export function TakenRow({ entity, said, taking }: { readonly entity: Entity; readonly said: EverSaid; readonly taking: Taking }): ReactNode {
  const t = useTranslate();
  const { effect } = taking;
  return (
    <li className="entity-ever">
      <Words {...{ entity, said }} isGone={effect === "taken-back"} />
      <div className="entity-ever-marks">
        <Tag tone={effectTones[effect]}>{t(`audit:ever.effect.${effect}`)}</Tag>
        {!taking.isHeld && <Tag>{t("audit:ever.noLonger")}</Tag>}
      </div>
      {taking.why !== "" && (
        <div className="entity-muted">
          <SafeText text={taking.why} />
        </div>
      )}
    </li>
  );
}

/** What a statement says, in a line. */
function Words({ entity, said, isGone }: { readonly entity: Entity; readonly said: EverSaid; readonly isGone: boolean }): ReactNode {
  const words = useWords();
  const { fact, relation } = said;
  return (
    <div className={isGone ? "entity-ever-gone" : undefined}>
      <span className="entity-muted">
        {relation === null ? words.property(fact.property) : words.verb(relation.type)}
        {": "}
      </span>
      <span className="entity-ever-value">
        {relation === null ? <SaidValue entity={entity} fact={fact} /> : <OtherName entity={entity} id={relation.other} />}
      </span>
    </div>
  );
}

type State = "inForce" | "takenBack" | "contested" | "restored";
const tones: Readonly<Record<State, Tone>> = { inForce: "none", takenBack: "warning", contested: "danger", restored: "info" };

function stateOf({ fact, isLive, takenBack }: EverSaid): State {
  if (!isLive) return "takenBack";
  if (fact.disputedBy.length > 0) return "contested";
  return takenBack.some(({ effect }) => effect === "taken-back") ? "restored" : "inForce";
}

/** What names the statement itself; what takes that back stands in the act that did it. */
const directOf = ({ fact, takenBack }: EverSaid): readonly Taking[] => takenBack.filter(({ target }) => target === fact.claim);

const effectTones: Readonly<Record<Taking["effect"], Tone>> = {
  "taken-back": "warning",
  contested: "danger",
  "brought-back": "info",
  "no-longer-contested": "info",
};

function TakenBack({ fact, taken }: { readonly fact: Fact; readonly taken: Taking }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  const sentence = taken.agency === fact.agency ? "audit:ever.takenBackBy" : "audit:ever.contestedBy";
  const who = { officer: officerName(taken.author), agency: agencyText(taken.agency), time: format.dateTime(taken.saidAt) };
  return (
    <div className="entity-muted" title={format.dateTime(taken.saidAt, "utc")}>
      {t(sentence, who)}
      {!taken.isHeld && ` (${t("audit:ever.noLonger")})`}
      {taken.why !== "" && (
        <>
          {": "}
          <SafeText text={taken.why} />
        </>
      )}
    </div>
  );
}

/** The other end of what relates this to another: what is merged into this goes by what was said of itself. */
function OtherName({ entity, id }: { readonly entity: Entity; readonly id: EntityId }): ReactNode {
  const t = useTranslate();
  const other = useEntity(id);
  if (other !== undefined) return <EntityName entity={other} />;
  if (!entity.members.includes(id)) return t("entity:links.withheld");
  const ownText = (property: string): string => textOfValue(entity.facts[property]?.find(({ subject }) => subject === id)?.value);
  return <EntityName entity={{ id, type: entity.type, title: titleOf(entity.type, ownText) }} />;
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
