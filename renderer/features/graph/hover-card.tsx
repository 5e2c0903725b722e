import type { ReactNode } from "react";
import type { Entity, Fact, Flow } from "../../../shared/projections/model.ts";
import { typeEntry } from "../../../shared/ontology/read.ts";
import { useStolenCount } from "../../state/stolen.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { StolenCountTag } from "../../ui/stolen-tag.tsx";
import { hasWords } from "../../ui/translate.ts";
import { AgencyTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { stateMarks, stateTones } from "../../state/overlay.ts";
import type { SceneOverlay } from "./scene.ts";
import type { Chart } from "./chart.ts";
import type { Hover } from "./chart-gestures.ts";
import { type ChartWords, symbolOf } from "./chart-words.ts";

interface CardProps {
  readonly chart: Chart;
  readonly hover: Hover;
  readonly words: ChartWords;
}

/** What the pointer rests on, in a few lines. The inspector says the same and more to the keyboard, so this is hidden from it. */
export function HoverCard({ chart, hover, words }: CardProps): ReactNode {
  const [width, height] = [chart.cy.width(), chart.cy.height()];
  const isLeft = hover.x > width - 300;
  const isAbove = hover.y > height - 200;
  const place = {
    ...(isLeft ? { right: width - hover.x + 26 } : { left: hover.x + 26 }),
    ...(isAbove ? { bottom: height - hover.y + 6 } : { top: hover.y + 6 }),
  };
  const entity = chart.entityOf(hover.id);
  const edge = chart.edgeOf(hover.id);
  if (entity === undefined && edge === undefined) return null;
  return (
    <div className="graph-card" aria-hidden={true} style={place}>
      {entity !== undefined && <EntityCard entity={entity} words={words} overlay={chart.shown.overlay} />}
      {edge?.flow && <FlowCard flow={edge.flow} chart={chart} words={words} />}
      {edge?.link && <EntityCard entity={edge.link} isAnswered={edge.isAnswered} words={words} overlay={chart.shown.overlay} />}
    </div>
  );
}

interface EntityCardProps {
  readonly entity: Entity;
  readonly isAnswered?: boolean;
  readonly words: ChartWords;
  readonly overlay: SceneOverlay;
}

function EntityCard({ entity, isAnswered = false, words, overlay }: EntityCardProps): ReactNode {
  const { t, typeName } = words;
  const facts = topFacts(entity);
  const [state, isGhost] = [overlay.states.get(entity.id), overlay.ghosts.has(entity.id)];
  const sources = new Set(Object.values(entity.facts).flatMap((some) => some.flatMap(({ source }) => source?.file ?? [])));
  return (
    <>
      <div className="graph-card-head">
        <TypeIcon type={entity.type} size={18} />
        <strong>{entity.form === "link" ? words.verbOf(entity.type) : <EntityName entity={entity} />}</strong>
      </div>
      <div className="graph-card-tags">
        <Tag>{typeName(entity.type)}</Tag>
        <HandlingTag handling={entity.handling} />
        {entity.agencies.map((agency) => (
          <AgencyTag key={agency} agency={agency} />
        ))}
        {state !== undefined && (
          <Tag tone={stateTones[state]}>
            {stateMarks[state]} {t(`arrival:state.${state}`)}
          </Tag>
        )}
        {isGhost && <Tag>{t("arrival:over.not")}</Tag>}
        {isAnswered && <Tag>{t("common:match.answered")}</Tag>}
        {entity.isDisputed && <Tag tone="danger">{t("graph:disputed")}</Tag>}
        <StolenCountTag count={useStolenCount(entity.id)} />
      </div>
      <dl className="graph-card-facts">
        {facts.map(({ claim, property, value }) => (
          <div key={claim}>
            <dt>{hasWords(`ontology:property.${property}`) ? t(`ontology:property.${property}`) : property}</dt>
            <dd>
              <ValueText value={value} type={entity.type} property={property} />
            </dd>
          </div>
        ))}
      </dl>
      {!isGhost && <p className="graph-card-foot">{t("graph:sources", { count: sources.size })}</p>}
    </>
  );
}

/** The first few facts in the order of the type, one per property, without its ends and type. */
function topFacts(entity: Entity): readonly Fact[] {
  const order = Object.keys(typeEntry(entity.type)?.properties ?? {});
  return order
    .flatMap((property) => entity.facts[property]?.[0] ?? [])
    .filter(({ value }) => value.kind !== "entity")
    .slice(0, 4);
}

function FlowCard({ flow, chart, words }: { readonly flow: Flow; readonly chart: Chart; readonly words: ChartWords }): ReactNode {
  const { t, format } = words;
  const [from, to] = [chart.entityOf(flow.from), chart.entityOf(flow.to)];
  return (
    <>
      <div className="graph-card-head">
        <TypeIcon type="flow" size={18} />
        <strong>{format.amount(flow.total, symbolOf(flow))}</strong>
      </div>
      <div className="graph-card-tags">
        <Tag>{t("graph:computed")}</Tag>
        {!flow.asset.isKnown && <Tag tone="warning">{t("graph:legend.lookAlike")}</Tag>}
      </div>
      <dl className="graph-card-facts">
        <div>
          <dt>{t("graph:card.from")}</dt>
          <dd>{from && <EntityName entity={from} />}</dd>
        </div>
        <div>
          <dt>{t("graph:card.to")}</dt>
          <dd>{to && <EntityName entity={to} />}</dd>
        </div>
        <div>
          <dt>{t("graph:card.transfers")}</dt>
          <dd>{format.number(flow.count)}</dd>
        </div>
        <div>
          <dt>{t("graph:card.when")}</dt>
          <dd>
            {format.date(flow.first)}
            {format.date(flow.first) === format.date(flow.last) ? "" : ` – ${format.date(flow.last)}`}
          </dd>
        </div>
      </dl>
      <p className="graph-card-foot">{t("graph:sources", { count: flow.sources.length })}</p>
    </>
  );
}
