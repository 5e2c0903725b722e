import type { EntityId } from "../kernel/brand.ts";
import { canonicalText } from "../kernel/canonical.ts";
import type { Value } from "../ledger/model.ts";
import type { Entity } from "./model.ts";

/** One respect in which figures do not measure the same: what each says, as painted in front; null = it does not say. */
export interface Unlikeness {
  readonly kind: "measureType" | "period" | "scope" | "unit" | "asset" | "sum-or-number";
  readonly values: readonly { readonly figure: EntityId; readonly value: Value | null }[];
}

/** Why figures must not simply be set side by side; [] when they measure alike. A figure that does not say differs from one that does. O(figures). */
export function unlikeMeasures(figures: readonly Entity[]): readonly Unlikeness[] {
  if (figures.length < 2) return [];
  const said = (property: string) => (figure: Entity) => front(figure, property);
  const candidates: readonly Unlikeness[] = [
    unlikeness("measureType", figures, said("measureType")),
    unlikeness("sum-or-number", figures, sumOrNumber),
    unlikeness("asset", carriersOf(figures, "amount"), (figure) => assetOf(front(figure, "amount"))),
    unlikeness("unit", carriersOf(figures, "count"), (figure) => unitOf(front(figure, "count"))),
    unlikeness("period", figures, said("period")),
    unlikeness("scope", figures, said("scope")),
  ];
  return candidates.filter(({ values }) => new Set(values.map(({ value }) => keyOf(value))).size > 1);
}

function unlikeness(kind: Unlikeness["kind"], figures: readonly Entity[], read: (figure: Entity) => Value | null): Unlikeness {
  return { kind, values: figures.map((figure) => ({ figure: figure.id, value: read(figure) })) };
}

const front = ({ facts }: Entity, property: string): Value | null => facts[property]?.[0]?.value ?? null;
const carriersOf = (figures: readonly Entity[], property: string): readonly Entity[] => figures.filter((figure) => front(figure, property) !== null);
const keyOf = (value: Value | null): string => (value === null ? "" : canonicalText({ ...value }));

const assetOf = (value: Value | null): Value | null => (value?.kind === "amount" ? { kind: "text", text: value.asset } : null);
const unitOf = (value: Value | null): Value | null =>
  value?.kind === "decimal" && value.unit !== undefined ? { kind: "text", text: value.unit } : null;

/** Whether it is a sum of money or a number of things: "amount", "count", or both. */
function sumOrNumber(figure: Entity): Value | null {
  const has = (["amount", "count"] as const).filter((property) => front(figure, property) !== null);
  return has.length === 0 ? null : { kind: "text", text: has.join("-") };
}
