// biome-ignore-all lint/a11y/useFocusableInteractive: the treegrid is one tab stop; its cells are read with their row
import type { ReactNode } from "react";
import type { Entity, Flow } from "../../../shared/projections/model.ts";
import { useStolenCount } from "../../state/stolen.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { parseEntityId } from "../../../shared/kernel/brand.ts";
import { stateMarks, stateTones, useShownOverlay } from "../../state/overlay.ts";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import { AgencyTag, Tag } from "../../ui/tag.tsx";
import { Icon } from "../../ui/icon.tsx";
import { StolenCountTag } from "../../ui/stolen-tag.tsx";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { type ChartWords, symbolOf } from "./chart-words.ts";
import type { ListRow } from "./list-rows.ts";

interface CellsProps {
  readonly row: ListRow;
  readonly words: ChartWords;
  /** Opens and closes the row. */
  readonly twist: ReactNode;
}

/** The three cells of a line: name, what it is, and what there is to it. */
export function ListCells(props: CellsProps): ReactNode {
  const [name, kind, details] = cellsOf(props);
  return (
    <>
      <div role="gridcell" className={`graph-list-cell graph-list-level-${props.row.level}`}>
        {props.twist}
        {name}
      </div>
      <div role="gridcell" className="graph-list-cell">
        {kind}
      </div>
      <div role="gridcell" className="graph-list-cell">
        {details}
      </div>
    </>
  );
}

function cellsOf({ row, words }: CellsProps): readonly [ReactNode, ReactNode, ReactNode] {
  const { t, typeName, verbOf, edgeLabel } = words;
  switch (row.kind) {
    case "node":
      return [
        <Named key="name" entity={row.entity} />,
        typeName(row.entity.type),
        <span key="lines">
          {t("graph:neighbourLines", { count: row.lines })}{" "}
          {row.entity.agencies.map((agency) => (
            <AgencyTag key={agency} agency={agency} />
          ))}
        </span>,
      ];
    case "edge": {
      const kind = row.edge.link === null ? typeName("flow") : verbOf(row.edge.link.type);
      return [
        <span key="name" className="graph-list-name">
          <Icon name={row.direction === "out" ? "arrow-right" : "arrow-left"} size={14} title={t(`graph:list.${row.direction}`)} />
          <Named entity={row.other} />
        </span>,
        row.edge.link === null ? kind : <Verb key="kind" link={row.edge.link} words={words} />,
        edgeLabel(row.edge) === kind ? "" : edgeLabel(row.edge),
      ];
    }
    case "fact": {
      const { property, value } = row.fact;
      const key = `ontology:property.${property}`;
      return [
        <span key="name">{hasWords(key) ? t(key) : property}</span>,
        <AgencyTag key="kind" agency={row.fact.agency} />,
        <ValueText key="value" value={value} property={property} {...(row.edge.link === null ? {} : { type: row.edge.link.type })} />,
      ];
    }
    case "flow":
      return [
        <span key="name">{t(`graph:list.${row.property}`)}</span>,
        t("graph:computed"),
        row.edge.flow === null ? "" : flowText(row.edge.flow, row.property, words),
      ];
  }
}

/** What a link says, and that it rests on a stolen key. */
function Verb({ link, words }: { readonly link: Entity; readonly words: ChartWords }): ReactNode {
  return (
    <span className="graph-list-name">
      {words.verbOf(link.type)}
      <StolenCountTag count={useStolenCount(link.id)} />
    </span>
  );
}

function Named({ entity }: { readonly entity: Parameters<typeof EntityName>[0]["entity"] }): ReactNode {
  return (
    <span className="graph-list-name">
      <TypeIcon type={entity.type} />
      <EntityName entity={entity} />
      <StolenCountTag count={useStolenCount(entity.id)} />
      <OverlayMark id={entity.id} />
    </span>
  );
}

/** What of it would change, and that the case does not have it. */
function OverlayMark({ id }: { readonly id: string }): ReactNode {
  const t = useTranslate();
  const overlay = useShownOverlay();
  const entity = parseEntityId(id);
  const state = entity === null ? undefined : overlay?.rows.get(entity)?.state;
  if (entity === null || state === undefined) return null;
  return (
    <Tag tone={stateTones[state]} title={t(`arrival:meaning.${state}`)}>
      {stateMarks[state]} {t(overlay?.ghosts.has(entity) === true ? "arrival:over.not" : `arrival:state.${state}`)}
    </Tag>
  );
}

function flowText(flow: Flow, property: "total" | "count" | "first" | "last", { format }: ChartWords): string {
  switch (property) {
    case "total":
      return format.amount(flow.total, symbolOf(flow));
    case "count":
      return format.number(flow.count);
    default:
      return format.dateTime(flow[property]);
  }
}
