import type { ReactNode } from "react";
import type { Comparison } from "../../../shared/projections/figure-lint.ts";
import type { Fact } from "../../../shared/projections/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { AgencyTag, GradeTag, Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { CheckedFigure } from "./checked-figures.ts";
import { useFigureWords } from "./figure-words.ts";
import { SourceName } from "./source-name.tsx";

const tones: Readonly<Record<Comparison["verdict"], Tone>> = {
  slip: "danger",
  disagrees: "danger",
  rival: "warning",
  "no-rate": "info",
  "not-positive": "info",
  consistent: "success",
};

/** What needs a look stands first. */
const order: readonly Comparison["verdict"][] = ["slip", "disagrees", "rival", "no-rate", "not-positive", "consistent"];

/** The live values of one figure, the one relied on first, and what each pair of them says. */
export function FigureDetails({ checked: { figure, check } }: { readonly checked: CheckedFigure }): ReactNode {
  const t = useTranslate();
  const words = useFigureWords();
  const properties = check.unsettled.map((property) => t(`ontology:property.${property}`)).join(", ");
  return (
    <>
      <h3>
        <EntityName entity={figure} />
      </h3>
      <div className="figures-columns">
        <div>
          <Values title={t("ontology:property.amount")} facts={figure.facts["amount"] ?? []} />
          <Values title={t("ontology:property.count")} facts={figure.facts["count"] ?? []} />
        </div>
        <div className="figures-callouts">
          {check.unsettled.length > 0 && <Callout tone="warning">{t("figures:unsettled", { properties })}</Callout>}
          {check.comparisons
            .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
            .map((comparison) => {
              const [finding, ...why] = words.findings(comparison);
              return (
                <Callout key={`${comparison.a.claim} ${comparison.b.claim}`} tone={tones[comparison.verdict]} title={finding}>
                  {why.length > 0 && why.join(" ")}
                </Callout>
              );
            })}
          {check.comparisons.length === 0 && <p className="figures-muted">{t("figures:single")}</p>}
        </div>
      </div>
    </>
  );
}

/** Each value once, with everybody who says it: copies of one source count as one. */
function Values({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }): ReactNode {
  const t = useTranslate();
  const words = useFigureWords();
  const values = [...Map.groupBy(facts, ({ value }) => words.quantity(value))];
  if (values.length === 0) return null;
  return (
    <ul className="figures-values" aria-label={title}>
      {values.map(([quantity, said], at) => (
        <li key={quantity}>
          <div className="figures-said">
            <span className="figures-value tabular">{quantity}</span>
            {at === 0 && values.length > 1 && <Tag tone="primary">{t("figures:relied")}</Tag>}
            <span className="figures-muted">{t("figures:origins", { count: said[0]?.corroboration ?? 1 })}</span>
          </div>
          <ul className="figures-sources">
            {said.map((fact) => (
              <li key={fact.claim}>
                <GradeTag grade={fact.grade} />
                <AgencyTag agency={fact.agency} />
                {fact.source !== null && <SourceName source={fact.source} />}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
