import type { Value } from "../../../shared/ledger/model.ts";
import type { Comparison } from "../../../shared/projections/figure-lint.ts";
import { type Format, useFormat } from "../../ui/format.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { countedWord } from "../../ui/value-words.ts";

/** Findings as sentences: the numbers are exact texts, only their grouping follows the language. */
export interface FigureWords {
  /** "60,000,000,000 KZT", "3,500 sites". */
  quantity(value: Value): string;
  /** "×1,000". */
  factor(power: number): string;
  /** The sentences of one pair, the finding first. */
  findings(comparison: Comparison): readonly string[];
}

export function useFigureWords(): FigureWords {
  return figureWords(useTranslate(), useFormat());
}

function figureWords(t: Translate, format: Format): FigureWords {
  const quantity = (value: Value): string => {
    if (value.kind === "amount") return format.amount(value.text, safeText(value.asset));
    if (value.kind !== "decimal") return "";
    return value.unit === undefined ? format.decimal(value.text) : `${format.decimal(value.text)} ${countedWord(t, value.text, value.unit)}`;
  };
  const factor = (power: number): string => `×${format.decimal(`1${"0".repeat(power)}`)}`;
  const findings = (found: Comparison): readonly string[] => {
    const [a, b] = [quantity(found.a.value), quantity(found.b.value)];
    const fit = found.wouldFit;
    const params = {
      a,
      b,
      factor: factor(found.power),
      aFit: fit === null ? "" : quantity(withText(found.a.value, fit.a)),
      bFit: fit === null ? "" : quantity(withText(found.b.value, fit.b)),
    };
    // In one currency what would fit is the other value itself.
    const finding = found.verdict === "slip" && found.implied === null ? "slip-alike" : found.verdict;
    return [t(`figures:finding.${finding}`, params), ...impliedIn(t, format, found), ...takenIn(t, found)];
  };
  return { quantity, factor, findings };
}

function withText(value: Value, text: string): Value {
  return value.kind === "amount" || value.kind === "decimal" ? { ...value, text } : value;
}

function impliedIn(t: Translate, format: Format, { implied, table, fitting, verdict }: Comparison): readonly string[] {
  if (implied === null) return [];
  const rate = `1 ${safeText(implied.base)} ${implied.isExact ? "=" : "≈"} ${format.amount(implied.text, safeText(implied.quote))}`;
  const said = t("figures:implied", { rate });
  if (table === null) return [said];
  const { low, high, rates, chosen } = table;
  const range = low.rate === high.rate ? format.decimal(low.rate) : `${format.decimal(low.rate)} – ${format.decimal(high.rate)}`;
  const inTable = t(`figures:table.${chosen}`, { pair: `${safeText(low.base)}/${safeText(low.quote)}`, range });
  const fits = verdict === "consistent" ? [t("figures:fitting", { fitting: format.number(fitting), all: format.number(rates.length) })] : [];
  return [said, inTable, ...fits];
}

function takenIn(t: Translate, { takenAsUsd }: Comparison): readonly string[] {
  return takenAsUsd.map((asset) => t("figures:takenAsUsd", { asset: safeText(asset) }));
}
