import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { type Unlikeness, unlikeMeasures } from "../../../shared/projections/unlike-measures.ts";
import { Callout } from "../../ui/callout.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ValueText } from "../../ui/value-text.tsx";
import { useFigureWords } from "./figure-words.ts";

const rows = ["measureType", "amount", "count", "period", "scope"] as const;
type Row = (typeof rows)[number];
/** Which lines of the table an unlikeness is about. */
const linesOf: Readonly<Record<Unlikeness["kind"], readonly Row[]>> = {
  measureType: ["measureType"],
  period: ["period"],
  scope: ["scope"],
  unit: ["count"],
  asset: ["amount"],
  "sum-or-number": ["amount", "count"],
};

/** Figures beside one another, after a warning of each respect in which they do not measure alike. */
export function SideBySide({ figures }: { readonly figures: readonly Entity[] }): ReactNode {
  const t = useTranslate();
  const unlike = unlikeMeasures(figures);
  const marked = new Set(unlike.flatMap(({ kind }) => linesOf[kind]));
  return (
    <>
      {unlike.length === 0 ? (
        <Callout tone="success">{t("figures:alike")}</Callout>
      ) : (
        <Callout tone="warning" title={t("figures:unlike.title")}>
          <ul className="figures-unlike">
            {unlike.map(({ kind }) => (
              <li key={kind}>{t(`figures:unlike.${kind}`)}</li>
            ))}
          </ul>
        </Callout>
      )}
      <table className="figures-side">
        <thead>
          <tr>
            <th scope="col">{t("figures:column.respect")}</th>
            {figures.map((figure) => (
              <th key={figure.id} scope="col">
                <EntityName entity={figure} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((property) => (
            <tr key={property} className={marked.has(property) ? "figures-differs" : undefined}>
              <th scope="row">{t(`ontology:property.${property}`)}</th>
              {figures.map((figure) => (
                <td key={figure.id}>
                  <Cell figure={figure} property={property} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What is relied on, and how many other values stand beside it. */
function Cell({ figure, property }: { readonly figure: Entity; readonly property: Row }): ReactNode {
  const t = useTranslate();
  const words = useFigureWords();
  const value = figure.facts[property]?.[0]?.value;
  if (value === undefined) return <span className="figures-muted">{t("figures:notSaid")}</span>;
  const rivals = (figure.conflicts.find((conflict) => conflict.property === property)?.values ?? 1) - 1;
  const isQuantity = value.kind === "amount" || value.kind === "decimal";
  return (
    <>
      {isQuantity ? words.quantity(value) : <ValueText value={value} type="figure" property={property} />}
      {rivals > 0 && <span className="figures-muted"> {t("figures:others", { count: rivals })}</span>}
    </>
  );
}
