import { useMemo } from "react";
import { checkFigure, type FigureCheck } from "../../../shared/projections/figure-lint.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { type Rate, ratesOf } from "../../../shared/projections/rate-table.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";

/** A figure and what its values say of one another. */
export interface CheckedFigure {
  readonly figure: Entity;
  readonly check: FigureCheck;
  /** What is relied on: its sum, else its number. */
  readonly front: Fact | null;
  /** Different values of that property. */
  readonly values: number;
}

/** Figures and rates of the case as it is looked at; drawn anew when one of them changes. */
export function useCheckedFigures(): { readonly figures: readonly CheckedFigure[]; readonly rates: readonly Rate[] } {
  const figures = useCaseMirror(({ index }) => index.ofType("figure"));
  const rateRows = useCaseMirror(({ index }) => index.ofType("rate"));
  return useMemo(() => {
    const rates = ratesOf(rateRows);
    return { figures: figures.map((figure) => checked(figure, rates)), rates };
  }, [figures, rateRows]);
}

function checked(figure: Entity, rates: readonly Rate[]): CheckedFigure {
  const property = figure.facts["amount"] === undefined ? "count" : "amount";
  const values = figure.conflicts.find((conflict) => conflict.property === property)?.values;
  const front = figure.facts[property]?.[0] ?? null;
  return { figure, check: checkFigure(figure, rates), front, values: values ?? (front === null ? 0 : 1) };
}
