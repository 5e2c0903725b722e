import { useMemo } from "react";
import type { Entity, Flow } from "../../../shared/projections/model.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { hasWords, type Translate, useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import type { SceneEdge } from "./scene.ts";
import { shortAmount } from "./short-amount.ts";

/** The chart's words in the language of the window. Everything that came from outside is made safe here. */
export interface ChartWords {
  readonly t: Translate;
  readonly format: Format;
  nameOf(entity: Entity): string;
  typeName(type: string, form?: "one" | "many"): string;
  verbOf(type: string): string;
  edgeLabel(edge: SceneEdge): string;
}

export function useChartWords(): ChartWords {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useEntityNameText();
  const typeName = useTypeName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: nameOf and typeName are new functions at every drawing, with the same words as t
  return useMemo(() => {
    const verbOf = (type: string): string => t(hasWords(`ontology:verb.${type}`) ? `ontology:verb.${type}` : "ontology:verb.unknown");
    const sum = (total: string, symbol: string, count: number): string =>
      t("graph:flowLabel", { amount: format.amount(shortAmount(total), safeText(symbol)), count: format.number(count) });
    return {
      t,
      format,
      nameOf,
      typeName,
      verbOf,
      edgeLabel: ({ link, flow, isAnswered }) => {
        if (isAnswered) return t("common:match.answered");
        if (flow !== null) return sum(flow.total, symbolOf(flow), flow.count);
        const said = link === null ? null : saidFlow(link);
        return said === null ? verbOf(link?.type ?? "unknown") : sum(said.total, said.symbol, said.count);
      },
    };
  }, [t, format]);
}

/** A token that only looks like the known one carries a question mark wherever its symbol is read. */
export function symbolOf({ asset }: Flow): string {
  return asset.isKnown ? asset.symbol : `${asset.symbol}?`;
}

/** Sum and count of a statement about a flow; null for other links and for a flow whose sum is withheld. */
export function saidFlow(link: Entity): { readonly total: string; readonly symbol: string; readonly count: number } | null {
  const total = link.type === "flow" ? link.facts["total"]?.[0]?.value : undefined;
  const count = link.facts["count"]?.[0]?.value;
  if (total?.kind !== "amount") return null;
  return { total: total.text, symbol: total.asset, count: count?.kind === "decimal" ? Number(count.text) : 0 };
}
