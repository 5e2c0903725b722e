import { type ReactNode, useEffect, useState } from "react";
import type { ReviewedProperty, ReviewedRow, ReviewedValue, ReviewRow } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import { mayTakeIn, type Overlay, stateMarks, stateTones, takeInOverlay, useShownOverlay } from "../../state/overlay.ts";
import { useIsEditable } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { EntityName, useEntityNameText } from "../../ui/entity-name.tsx";
import { AgencyTag, GradeTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { useWords } from "./property-words.ts";
import "./overlay.css";

/** Of something the case does not have: all that is said of it in what is looked at over the case. */
export function OverlayPanel({ overlay, row }: { readonly overlay: Overlay; readonly row: ReviewRow }): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  const { entity, type, title, form, ends, agencies, handling } = row;
  return (
    <>
      <header className="entity-head entity-over-head">
        <div className="entity-head-line">
          <TypeIcon type={type} size={26} />
          <h2>{form === "link" ? typeName(type) : <EntityName entity={{ id: entity, type, title }} />}</h2>
        </div>
        <div className="entity-head-tags">
          {form === "node" && <Tag>{typeName(type)}</Tag>}
          <HandlingTag handling={handling} />
          {agencies.map((agency) => (
            <AgencyTag key={agency} agency={agency} />
          ))}
          <StateTag row={row} />
        </div>
        {ends !== null && (
          <p className="entity-over-ends">
            <EntityName entity={ends.from} /> → <EntityName entity={ends.to} />
          </p>
        )}
      </header>
      <div className="entity-groups">
        <p className="entity-muted">{t("arrival:over.notHelp")}</p>
        <Values {...{ overlay, row }} isAll />
        <TakeIn {...{ overlay, row }} />
      </div>
    </>
  );
}

/** Of something the case has: what would change of it, beside what we hold. Nothing where nothing would. */
export function OverlaySection({ entity }: { readonly entity: EntityId }): ReactNode {
  const t = useTranslate();
  const overlay = useShownOverlay();
  const row = overlay?.rows.get(entity);
  if (overlay === null || row === undefined || overlay.off.has(row.state)) return null;
  return (
    <section className="entity-over" aria-label={t("arrival:over.beside")}>
      <h3>
        {t("arrival:over.beside")} <StateTag row={row} /> <TakeIn {...{ overlay, row }} />
      </h3>
      <Values {...{ overlay, row }} isAll={false} />
    </section>
  );
}

function StateTag({ row: { state } }: { readonly row: ReviewRow }): ReactNode {
  const t = useTranslate();
  return (
    <Tag tone={stateTones[state]} title={t(`arrival:meaning.${state}`)}>
      {stateMarks[state]} {t(`arrival:state.${state}`)}
    </Tag>
  );
}

interface PartProps {
  readonly overlay: Overlay;
  readonly row: ReviewRow;
}

function TakeIn({ overlay, row }: PartProps): ReactNode {
  const t = useTranslate();
  const mayTake = useIsEditable() && mayTakeIn(overlay);
  return (
    <Button isSmall icon="tick" isDisabled={!mayTake} onClick={() => void takeInOverlay([row.entity])}>
      {t("arrival:over.takeThis")}
    </Button>
  );
}

function Values({ overlay, row, isAll }: PartProps & { readonly isAll: boolean }): ReactNode {
  const about = useAbout(overlay, row.entity);
  if (about === null) return null;
  const properties = about.properties.filter((property) => isAll || isTouched(property));
  return properties.map((property) => <Property key={property.property} {...{ about, property }} />);
}

/** Whether it brings something of a property, or something of it goes or is contested. */
function isTouched({ theirs, ours, both }: ReviewedProperty): boolean {
  return theirs.length > 0 || [...ours, ...both].some(({ fate }) => fate !== "stays");
}

function Property({
  about,
  property: { property, ours, both, theirs },
}: {
  readonly about: ReviewedRow;
  readonly property: ReviewedProperty;
}): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const held = [...ours, ...both];
  return (
    <div className="entity-property" role="group" aria-label={words.property(property)}>
      <div className="entity-label">{words.property(property)}</div>
      <div className="entity-over-values">
        {held.map((value) => (
          <Value key={value.claim} {...{ about, property, value }} side={t("arrival:column.ours")} />
        ))}
        {theirs.map((value) => (
          <Value key={value.claim} {...{ about, property, value }} side={t("arrival:column.theirs")} />
        ))}
      </div>
    </div>
  );
}

interface ValueProps {
  readonly about: ReviewedRow;
  readonly property: string;
  readonly value: ReviewedValue;
  readonly side: string;
}

function Value({ about, property, value: { value, agency, grade, fate }, side }: ValueProps): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  const nameText = useEntityNameText();
  const nameOf = (id: string): string => {
    const named = about.named.find((each) => each.id === id);
    return named === undefined ? id.slice(0, 8) : nameText(named);
  };
  const isTaken = fate === "comes";
  return (
    <span className={`entity-over-value entity-over-${fate}`}>
      <span className="entity-muted">{side}</span>
      <span className="entity-over-text">
        {property === "type" && value.kind === "text" ? (
          typeName(value.text)
        ) : (
          <ValueText value={value} type={about.type} property={property} nameOf={nameOf} />
        )}
      </span>
      <AgencyTag agency={agency} />
      <GradeTag grade={grade} />
      {isTaken && <Tag title={t("arrival:over.not")}>{t("arrival:over.short")}</Tag>}
      {fate !== "stays" && !isTaken && <Tag tone={fate === "no-longer-contested" ? "success" : "danger"}>{t(`arrival:fate.${fate}`)}</Tag>}
    </span>
  );
}

/** Asked for anew with each review; null = on its way. */
function useAbout({ review }: Overlay, entity: EntityId): ReviewedRow | null {
  const [about, setAbout] = useState<{ readonly of: unknown; readonly row: ReviewedRow } | null>(null);
  useEffect(() => {
    let isGone = false;
    void askCore("reviewRow", { token: review.token, entity }).then((answer) => {
      if (answer.ok && !isGone) setAbout({ of: review, row: answer.value });
    });
    return () => {
      isGone = true;
    };
  }, [review, entity]);
  return about?.of === review && about.row.entity === entity ? about.row : null;
}
