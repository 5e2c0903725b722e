import { type ReactNode, useMemo } from "react";
import { gravestOf } from "../../../shared/projections/figure-lint.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import type { CheckedFigure } from "./checked-figures.ts";
import { type FigureWords, useFigureWords } from "./figure-words.ts";

interface FiguresGridProps {
  readonly figures: readonly CheckedFigure[];
  readonly chosen: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
}

type Gravest = Exclude<ReturnType<typeof gravestOf>, null>;
const tones: Readonly<Record<Gravest, Tone>> = {
  slip: "danger",
  disagrees: "danger",
  unsettled: "warning",
  rival: "warning",
  "no-rate": "none",
  "not-positive": "none",
  consistent: "success",
};
/** What needs a look stands first. */
const order: readonly (Gravest | null)[] = ["slip", "disagrees", "unsettled", "rival", "no-rate", "not-positive", "consistent", null];

/** Every figure of the case, with what is relied on and what the check says first. */
export function FiguresGrid({ figures, chosen, onChoose }: FiguresGridProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const words = useFigureWords();
  const rows = useMemo(
    () =>
      figures.toSorted(
        (a, b) => order.indexOf(gravestOf(a.check)) - order.indexOf(gravestOf(b.check)) || format.compare(a.figure.title, b.figure.title),
      ),
    [figures, format],
  );
  return (
    <Grid
      label={t("figures:tab.figures")}
      columns={columnsOf(t, format, words)}
      rows={rows}
      rowKey={keyOf}
      rowHeight={28}
      selectedKeys={chosen}
      onSelect={onChoose}
    />
  );
}

const keyOf = ({ figure }: CheckedFigure): string => figure.id;

function columnsOf(t: Translate, format: Format, words: FigureWords): readonly GridColumn<CheckedFigure>[] {
  const value = (property: string, width: number): GridColumn<CheckedFigure> => ({
    id: property,
    title: t(`ontology:property.${property}`),
    width,
    render: ({ figure }) => {
      const said = figure.facts[property]?.[0]?.value;
      return said === undefined ? "–" : <ValueText value={said} type="figure" property={property} />;
    },
  });
  return [
    {
      id: "figure",
      title: t("figures:column.figure"),
      width: 250,
      isWide: true,
      render: ({ figure }) => (
        <>
          <TypeIcon type="figure" />
          <span>
            <EntityName entity={figure} />
          </span>
        </>
      ),
      sortValue: ({ figure }) => figure.title,
    },
    value("measureType", 230),
    {
      id: "front",
      title: t("figures:column.front"),
      width: 190,
      align: "right",
      render: ({ front }) => (front === null ? "–" : <span className="tabular">{words.quantity(front.value)}</span>),
    },
    {
      id: "values",
      title: t("figures:column.values"),
      width: 90,
      align: "right",
      render: ({ values }) => format.number(values),
      sortValue: ({ values }) => values,
    },
    value("period", 100),
    {
      id: "check",
      title: t("figures:column.check"),
      width: 230,
      render: ({ check }) => <CheckTag gravest={gravestOf(check)} />,
      sortValue: ({ check }) => order.indexOf(gravestOf(check)),
    },
  ];
}

function CheckTag({ gravest }: { readonly gravest: Gravest | null }): ReactNode {
  const t = useTranslate();
  return gravest === null ? (
    <span className="figures-muted">{t("figures:tag.none")}</span>
  ) : (
    <Tag tone={tones[gravest]}>{t(`figures:tag.${gravest}`)}</Tag>
  );
}
