import { type ReactNode, useMemo } from "react";
import type { Rate } from "../../../shared/projections/rate-table.ts";
import { openDialog } from "../../state/desk.ts";
import { type Format, useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tag } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { SourceName } from "./source-name.tsx";

/** The dated rates of the case, by date; Enter opens where a rate was read. */
export function RateTable({ rates }: { readonly rates: readonly Rate[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <div className="figures-rates">
      <p className="figures-muted">{t("figures:rates.help")}</p>
      <Grid
        label={t("figures:tab.rates")}
        columns={columns}
        rows={rates}
        rowKey={keyOf}
        emptyText={t("figures:rates.none")}
        onActivate={openSource}
      />
    </div>
  );
}

const keyOf = ({ id }: Rate): string => id;

function openSource({ source }: Rate): void {
  if (source !== null) openDialog({ kind: "exhibit", sha256: source.file, row: source.place.row, column: source.place.column });
}

function columnsOf(t: Translate, format: Format): readonly GridColumn<Rate>[] {
  return [
    {
      id: "date",
      title: t("ontology:property.onDate"),
      width: 120,
      render: ({ onDate }) => <span className="tabular">{onDate === "" ? "–" : format.date(onDate)}</span>,
      sortValue: ({ onDate }) => onDate,
    },
    {
      id: "pair",
      title: t("ontology:property.pair"),
      width: 130,
      render: ({ base, quote }) => <SafeText text={`${base}/${quote}`} />,
      sortValue: ({ base, quote }) => `${base}/${quote}`,
    },
    {
      id: "rate",
      title: t("ontology:property.rate"),
      width: 140,
      align: "right",
      render: ({ rate, isContested }) => (
        <>
          {isContested && <Tag tone="warning">{t("figures:rates.contested")}</Tag>}
          <span className="tabular">{format.decimal(rate)}</span>
        </>
      ),
    },
    {
      id: "authority",
      title: t("ontology:property.authority"),
      width: 300,
      isWide: true,
      render: ({ authority }) => <SafeText text={authority} />,
      sortValue: ({ authority }) => authority,
    },
    {
      id: "source",
      title: t("figures:column.source"),
      width: 240,
      render: ({ source }) => (source === null ? "–" : <SourceName source={source} isStop={false} />),
    },
  ];
}
