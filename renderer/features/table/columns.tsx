import { type ReactNode, useMemo } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { EntityName, useEntityNameText } from "../../ui/entity-name.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { hasWords, type Translate, useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { type Overlay, useShownOverlay } from "../../state/overlay.ts";
import { OverlayMark } from "./overlay-mark.tsx";
import { ConflictIcon } from "./conflict-icon.tsx";
import type { EntityRow, FlowRow, LinkRow } from "./case-rows.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { FileDamage } from "./file-damage.tsx";
import { StolenIcon } from "./stolen-icon.tsx";

/** A column that can also be written as plain text: whole, exact and without formatting. */
export interface TableColumn<Row extends object> extends GridColumn<Row> {
  plain(row: Row): string;
}

export interface Wording {
  readonly t: Translate;
  readonly format: Format;
  readonly typeName: (type: string) => string;
  readonly nameOf: (entity: Entity) => string;
  /** What is looked at over the case; null = nothing. */
  readonly overlay: Overlay | null;
}

/** The words of the window's language, as one thing that changes only with it. */
export function useWording(): Wording {
  const t = useTranslate();
  const format = useFormat();
  const typeName = useTypeName();
  const nameOf = useEntityNameText();
  const overlay = useShownOverlay();
  return useMemo(() => ({ t, format, typeName, nameOf, overlay }), [t, format, typeName, nameOf, overlay]);
}

export function entityColumns(wording: Wording): readonly TableColumn<EntityRow>[] {
  const { t, typeName, nameOf, overlay } = wording;
  return [
    {
      id: "type",
      title: t("table:column.type"),
      width: 114,
      render: ({ entity }) => (
        <>
          <TypeIcon type={entity.type} />
          <span>{typeName(entity.type)}</span>
        </>
      ),
      sortValue: ({ entity }) => typeName(entity.type),
      plain: ({ entity }) => typeName(entity.type),
    },
    {
      id: "title",
      title: t("table:column.title"),
      width: 134,
      isWide: true,
      render: ({ entity }) => (
        <>
          <EntityName entity={entity} />
          <OverlayMark {...{ overlay, t }} id={entity.id} />
          <FileDamage entity={entity} />
          {entity.isDisputed && <Icon name="issue" size={12} title={t("table:disputed")} />}
          <ConflictIcon entity={entity} t={t} />
          <StolenIcon entity={entity} />
        </>
      ),
      sortValue: ({ entity }) => nameOf(entity),
      plain: ({ entity }) => entity.title,
    },
    {
      id: "identifier",
      title: t("table:column.identifier"),
      width: 124,
      render: ({ identifier }) => (identifier.length > 22 ? <HashText text={identifier} kind="address" /> : <SafeText text={identifier} />),
      sortValue: ({ identifier }) => identifier,
      plain: ({ identifier }) => identifier,
    },
    ...markColumns<EntityRow>(wording, ({ entity }) => entity),
    factsColumn(wording),
    changedColumn(wording),
  ];
}

/** When the newest statement about a thing was said. */
function changedColumn({ t, format }: Wording): TableColumn<EntityRow> {
  return {
    id: "changed",
    title: t("table:column.changed"),
    width: 90,
    render: ({ changedAt }) =>
      changedAt === 0 ? (
        ""
      ) : (
        <span className="tabular" title={format.dateTime(changedAt)}>
          {format.date(changedAt)}
        </span>
      ),
    sortValue: ({ changedAt }) => changedAt,
    plain: ({ changedAt }) => instantText(changedAt),
  };
}

export function linkColumns(wording: Wording): readonly TableColumn<LinkRow>[] {
  const { t, nameOf, overlay } = wording;
  return [
    {
      id: "verb",
      title: t("table:column.verb"),
      width: 128,
      isWide: true,
      render: ({ link, isAnswered }) => (
        <>
          <TypeIcon type={link.type} />
          <span>{isAnswered ? <Tag>{t("common:match.answered")}</Tag> : verbOf(link.type, t)}</span>
          <OverlayMark {...{ overlay, t }} id={link.id} />
          {link.isDisputed && <Icon name="issue" size={12} title={t("table:disputed")} />}
          <ConflictIcon entity={link} t={t} />
          <StolenIcon entity={link} />
        </>
      ),
      sortValue: ({ link, isAnswered }) => `${verbOf(link.type, t)} ${isAnswered ? 1 : 0}`,
      plain: ({ link, isAnswered }) => (isAnswered ? `${verbOf(link.type, t)} (${t("common:match.answered")})` : verbOf(link.type, t)),
    },
    endColumn("from", wording, ({ from }: LinkRow) => from),
    endColumn("to", wording, ({ to }: LinkRow) => to),
    {
      id: "title",
      title: t("table:column.details"),
      width: 84,
      render: ({ link }) => (link.title === "" ? null : <SafeText text={link.title} />),
      sortValue: ({ link }) => nameOf(link),
      plain: ({ link }) => link.title,
    },
    ...markColumns<LinkRow>(wording, ({ link }) => link),
    factsColumn(wording),
  ];
}

/** `zone` = the time zone all rows share, which then stands in the header; null when clocks changed between them. */
export function flowColumns(wording: Wording, zone: string | null): readonly TableColumn<FlowRow>[] {
  const { t, format } = wording;
  return [
    endColumn("from", wording, ({ from }: FlowRow) => from),
    endColumn("to", wording, ({ to }: FlowRow) => to),
    {
      id: "total",
      title: t("table:column.total"),
      width: 110,
      align: "right",
      render: ({ flow }) => <span>{format.decimal(flow.total)}</span>,
      sortValue: ({ flow }) => scaled(flow.total),
      plain: ({ flow }) => flow.total,
    },
    {
      id: "asset",
      title: t("table:column.asset"),
      width: 124,
      render: ({ flow: { asset } }) => (
        <>
          <SafeText text={asset.symbol} />
          {asset.isKnown ? null : (
            <Tag tone="warning" title={t("table:unknownAssetHelp")}>
              {t("table:unknownAsset")}
            </Tag>
          )}
        </>
      ),
      sortValue: ({ flow: { asset } }) => `${asset.symbol} ${asset.isKnown ? 0 : 1}`,
      plain: ({ flow: { asset } }) => (asset.contract === "" ? asset.symbol : `${asset.symbol} ${asset.contract}`),
    },
    {
      id: "count",
      title: t("table:column.count"),
      width: 84,
      align: "right",
      render: ({ flow }) => <span>{format.number(flow.count)}</span>,
      sortValue: ({ flow }) => flow.count,
      plain: ({ flow }) => String(flow.count),
    },
    instantColumn("first", wording, zone),
    instantColumn("last", wording, zone),
  ];
}

function markColumns<Row extends object>({ t }: Wording, entityOf: (row: Row) => Entity): readonly TableColumn<Row>[] {
  return [
    {
      id: "agencies",
      title: t("table:column.agencies"),
      width: 80,
      render: (row) => <Agencies agencies={entityOf(row).agencies} />,
      sortValue: (row) => entityOf(row).agencies.join(" "),
      plain: (row) => entityOf(row).agencies.map(agencyText).join(" "),
    },
    {
      id: "handling",
      title: t("table:column.handling"),
      width: 92,
      isWide: true,
      render: (row) => <HandlingTag handling={entityOf(row).handling} />,
      sortValue: (row) => entityOf(row).handling,
      plain: (row) => `TLP:${entityOf(row).handling.toUpperCase()}`,
    },
  ];
}

function factsColumn<Row extends { readonly id: EntityId; readonly facts: number }>({ t, format, overlay }: Wording): TableColumn<Row> {
  return {
    id: "facts",
    title: t("table:column.facts"),
    width: 76,
    align: "right",
    // Of a row the case does not have: how many would come.
    render: ({ id, facts }) => (
      <span>{overlay?.ghosts.has(id) === true ? `+${format.number(overlay.rows.get(id)?.come ?? 0)}` : format.number(facts)}</span>
    ),
    sortValue: ({ facts }) => facts,
    plain: ({ facts }) => String(facts),
  };
}

function endColumn<Row extends object>(id: "from" | "to", { t, nameOf }: Wording, endOf: (row: Row) => Entity | null): TableColumn<Row> {
  return {
    id,
    title: t(`table:column.${id}`),
    width: 124,
    isWide: true,
    render: (row) => {
      const end = endOf(row);
      if (end === null) return <span className="table-withheld">{t("table:withheld")}</span>;
      return (
        <>
          <TypeIcon type={end.type} />
          <EntityName entity={end} />
        </>
      );
    },
    sortValue: (row) => nameOr(endOf(row), nameOf),
    plain: (row) => endOf(row)?.title ?? "",
  };
}

function instantColumn(id: "first" | "last", { t, format }: Wording, zone: string | null): TableColumn<FlowRow> {
  const title = t(`table:column.${id}`);
  return {
    id,
    title: zone === null ? title : `${title}, ${zone}`,
    width: zone === null ? 156 : 124,
    render: ({ flow }) => (
      <span className="tabular">{zone === null ? format.dateTime(flow[id]) : `${format.date(flow[id])} ${format.time(flow[id])}`}</span>
    ),
    sortValue: ({ flow }) => flow[id],
    plain: ({ flow }) => instantText(flow[id]),
  };
}

/** The one zone in which all these instants are written, or null: Kazakhstan changed its clocks within many a case. */
export function sharedZone(rows: readonly FlowRow[], { format }: Wording): string | null {
  const zones = new Set(rows.flatMap(({ flow }) => [flow.first, flow.last]).map((instant) => format.dateTime(instant).split(" ").at(-1)));
  const [zone] = zones;
  return zones.size === 1 && zone !== undefined ? zone : null;
}

const nameOr = (entity: Entity | null, nameOf: (entity: Entity) => string): string => (entity === null ? "" : nameOf(entity));
const verbOf = (type: string, t: Translate): string => t(hasWords(`ontology:verb.${type}`) ? `ontology:verb.${type}` : "ontology:verb.unknown");
const instantText = (instant: number): string => (instant === 0 ? "" : new Date(instant).toISOString());

/** A decimal text as a whole number of 10⁻¹⁸, to order amounts exactly. */
function scaled(text: string): bigint {
  const parts = /^(-?)(\d+)(?:\.(\d{1,18}))?/.exec(text);
  if (parts === null) return 0n;
  const [, sign, whole = "0", fraction = ""] = parts;
  const size = BigInt(whole + fraction.padEnd(18, "0"));
  return sign === "-" ? -size : size;
}

/** The first agency that says something of it, and how many more do; all of them in the title. */
function Agencies({ agencies }: { readonly agencies: readonly string[] }): ReactNode {
  const [first] = agencies;
  if (first === undefined) return null;
  return (
    <span className="table-agencies" title={agencies.map(agencyText).join(", ")}>
      <AgencyTag agency={first} />
      {agencies.length > 1 && <span className="table-muted">+{agencies.length - 1}</span>}
    </span>
  );
}
