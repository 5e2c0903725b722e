import { type ReactNode, useMemo, useState } from "react";
import type { ReviewNotice, ReviewRow } from "../../../shared/case/review-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, GradeTag, Tag, type Tone } from "../../ui/tag.tsx";
import { hasWords, type Translate, useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { RowName } from "./row-name.tsx";

interface NoticeRow extends ReviewNotice {
  readonly key: string;
}
type Kind = ReviewNotice["kind"];

const tones: Readonly<Record<Kind, Tone>> = {
  retracted: "danger",
  disputed: "warning",
  "no-longer-disputed": "success",
  restored: "success",
  rival: "warning",
  ruled: "primary",
  "ruling-withdrawn": "primary",
  merged: "primary",
  "merge-contested": "warning",
  unmerged: "primary",
  copy: "none",
};

/** What a bundle takes back, contests, rules or merges of what we hold, kind by kind: to be looked at before it is accepted. */
export function BundleNotices({
  notices,
  rows: changed,
}: {
  readonly notices: readonly ReviewNotice[];
  readonly rows: readonly ReviewRow[];
}): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [chosen, choose] = useState<Kind | null>(null);
  const rows = useMemo(() => notices.map((notice, at): NoticeRow => ({ ...notice, key: String(at) })), [notices]);
  const kinds = useMemo(() => [...Map.groupBy(notices, ({ kind }) => kind)].map(([kind, all]) => ({ kind, count: all.length })), [notices]);
  const shown = chosen === null ? rows : rows.filter(({ kind }) => kind === chosen);
  const columns = useMemo(() => columnsOf(t, new Map(changed.map((row) => [row.entity, row]))), [t, changed]);
  return (
    <div className="exchange-notices">
      <div className="exchange-notice-kinds" role="group" aria-label={t("review:column.kind")}>
        <Button isSmall isMinimal isActive={chosen === null} onClick={() => choose(null)}>
          {t("review:all")} {format.number(notices.length)}
        </Button>
        {kinds.map(({ kind, count }) => (
          <Button key={kind} isSmall isMinimal isActive={chosen === kind} title={t(`review:meaning.${kind}`)} onClick={() => choose(kind)}>
            {t(`review:kind.${kind}`)} {format.number(count)}
          </Button>
        ))}
      </div>
      <p className="exchange-notice-hint" role="status">
        {t(chosen === null ? "review:hint" : `review:meaning.${chosen}`)}
      </p>
      <Grid label={t("review:tab")} columns={columns} rows={shown} rowKey={keyOf} emptyText={t("review:none")} />
    </div>
  );
}

const keyOf = ({ key }: NoticeRow): string => key;

function columnsOf(t: Translate, rowOf: ReadonlyMap<EntityId, ReviewRow>): readonly GridColumn<NoticeRow>[] {
  return [
    {
      id: "kind",
      title: t("review:column.kind"),
      width: 170,
      render: ({ kind }) => (
        <Tag tone={tones[kind]} title={t(`review:meaning.${kind}`)}>
          {t(`review:kind.${kind}`)}
        </Tag>
      ),
    },
    {
      id: "entity",
      title: t("review:column.entity"),
      width: 240,
      render: ({ entity, type, title }) => <RowName row={rowOf.get(entity) ?? { entity, type, title, ends: null }} />,
      sortValue: ({ title }) => title,
    },
    {
      id: "property",
      title: t("review:column.property"),
      width: 300,
      isWide: true,
      render: (notice) => <What notice={notice} />,
      sortValue: ({ property }) => property,
    },
    {
      id: "agency",
      title: t("review:column.agency"),
      width: 80,
      render: ({ agency }) => <AgencyTag agency={agency} />,
      sortValue: ({ agency }) => agency,
    },
    { id: "why", title: t("review:column.why"), width: 220, render: ({ why }) => <SafeText text={why} />, sortValue: ({ why }) => why },
  ];
}

/** Which of equal values it is: how sure it was said, and from what. */
function Said({ said: { grade, source, isContestedByUs } }: { readonly said: NonNullable<ReviewNotice["said"]> }): ReactNode {
  const t = useTranslate();
  const place =
    source === null
      ? []
      : [
          source.name,
          source.page > 0 ? t("rivals:place.page", { page: source.page }) : "",
          source.row > 0 ? t("entity:source.row", { row: source.row }) : "",
        ];
  return (
    <>
      <GradeTag grade={grade} />
      {isContestedByUs && <Tag tone="danger">{t("review:contestedByUs")}</Tag>}
      {place.length > 0 && (
        <span className="exchange-muted">
          <SafeText text={place.filter((part) => part !== "").join(", ")} />
        </span>
      )}
    </>
  );
}

/** A type by its word, and when something was done by the clock of this place, as everywhere else. */
function Value({
  value,
  type,
  property,
}: { readonly value: NonNullable<ReviewNotice["value"]> } & Pick<ReviewNotice, "type" | "property">): ReactNode {
  const typeName = useTypeName();
  const format = useFormat();
  const at = property === "happenedAt" && value.kind === "date" && value.from.includes("T") ? Date.parse(value.from) : Number.NaN;
  if (Number.isFinite(at)) return format.dateTime(at);
  return property === "type" && value.kind === "text" ? typeName(value.text) : <ValueText value={value} type={type} property={property} />;
}

/** "Country: Kazakhstan", "→ the release", or all of it. */
function What({ notice: { type, property, value, other, said } }: { readonly notice: NoticeRow }): ReactNode {
  const t = useTranslate();
  if (other !== "") return <SafeText text={`→ ${other}`} />;
  if (property === "") return <span className="exchange-muted">{t("review:whole")}</span>;
  const label = `ontology:property.${property}`;
  return (
    <>
      <span className="exchange-muted">{hasWords(label) ? t(label) : <SafeText text={property} />}: </span>
      {value !== null && <Value {...{ value, type, property }} />}
      {said !== null && <Said said={said} />}
    </>
  );
}
