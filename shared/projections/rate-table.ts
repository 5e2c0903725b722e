import type { EntityId } from "../kernel/brand.ts";
import type { Source, Value } from "../ledger/model.ts";
import { compareText } from "./compare-text.ts";
import { compareRatios, type Ratio, ratioOf } from "./decimal.ts";
import type { Entity } from "./model.ts";
import { holdsOn } from "./spans.ts";

/** One dated rate of the case: one unit of `base` is worth `rate` of `quote`. */
export interface Rate {
  readonly id: EntityId;
  readonly base: string;
  readonly quote: string;
  /** Exact decimal text, above zero. */
  readonly rate: string;
  /** ISO date; "" = not said. */
  readonly onDate: string;
  readonly authority: string;
  /** Where the rate in front was read. */
  readonly source: Source | null;
  /** Several rates are said for this day, and the one in front is used. */
  readonly isContested: boolean;
}

/** The rates a figure is held against. `chosen` says how: those of its period, the one nearest to it, or all there are. */
export interface RateSpan {
  readonly low: Rate;
  readonly high: Rate;
  readonly rates: readonly Rate[];
  readonly chosen: "period" | "nearest" | "all";
}

/** The rate table of a case, by date, then pair; rates that cannot be read as such are left out. O(entities). */
export function ratesOf(entities: Iterable<Entity>): readonly Rate[] {
  const rates: Rate[] = [];
  for (const entity of entities) {
    const rate = entity.type === "rate" ? rateOf(entity) : null;
    if (rate !== null) rates.push(rate);
  }
  return rates.sort((a, b) => compareText(a.onDate, b.onDate) || compareText(pairOf(a), pairOf(b)) || compareText(a.id, b.id));
}

const pairOf = ({ base, quote }: Rate): string => `${base}/${quote}`;

function rateOf({ id, facts, conflicts }: Entity): Rate | null {
  const [pair, said] = [facts["pair"]?.[0]?.value, facts["rate"]?.[0]];
  const ends = pair?.kind === "identifier" ? /^([^/\s]{1,20})\/([^/\s]{1,20})$/.exec(pair.text) : null;
  const [, base, quote] = ends ?? [];
  if (base === undefined || quote === undefined || said?.value.kind !== "decimal" || !isPositive(said.value.text)) return null;
  return {
    id,
    base: base.toUpperCase(),
    quote: quote.toUpperCase(),
    rate: said.value.text,
    onDate: dayOf(facts["onDate"]?.[0]?.value),
    authority: textIn(facts["authority"]?.[0]?.value),
    source: said.source,
    isContested: conflicts.some(({ property }) => property === "rate"),
  };
}

function isPositive(text: string): boolean {
  const ratio = ratioOf(text);
  return ratio !== null && ratio.over > 0n;
}

const dayOf = (value: Value | undefined): string => (value?.kind === "date" ? (value.from === "" ? value.to : value.from).slice(0, 10) : "");
const textIn = (value: Value | undefined): string => (value?.kind === "text" ? value.text : "");

/** The rates between two assets, whichever way round they are said; [] when none is. Pairs are not chained. */
export function ratesBetween(table: readonly Rate[], a: string, b: string): readonly Rate[] {
  const forward = table.filter(({ base, quote }) => base === a && quote === b);
  return forward.length > 0 ? forward : table.filter(({ base, quote }) => base === b && quote === a);
}

/**
 * The rates that count for a period (of a figure), lowest and highest marked: those dated within it; else the nearest; without a period all.
 *
 * Takes   rates of one pair and direction, at least one.
 */
export function spanFor(rates: readonly Rate[], period: Value | undefined): RateSpan | null {
  if (period?.kind !== "date") return spanOf(rates, "all");
  const dated = rates.filter(({ onDate }) => onDate !== "");
  const within = dated.filter(({ onDate }) => holdsOn({ from: period.from, to: period.to }, onDate));
  return within.length > 0 ? spanOf(within, "period") : (spanOf(nearest(dated, period), "nearest") ?? spanOf(rates, "all"));
}

function spanOf(rates: readonly Rate[], chosen: RateSpan["chosen"]): RateSpan | null {
  const [first] = rates;
  if (first === undefined) return null;
  let [low, high] = [first, first];
  for (const rate of rates) {
    if (compareRatios(ratio(rate), ratio(low)) < 0) low = rate;
    if (compareRatios(ratio(rate), ratio(high)) > 0) high = rate;
  }
  return { low, high, rates, chosen };
}

/** Of a rate of the table: read once already, so it is one. */
export function ratio({ rate }: Rate): Ratio {
  return ratioOf(rate) ?? { over: 0n, under: 1n };
}

/** All rates of the day nearest to a period; the earlier of two as near. */
function nearest(dated: readonly Rate[], period: Extract<Value, { kind: "date" }>): readonly Rate[] {
  let [best, least] = ["", Number.POSITIVE_INFINITY];
  for (const { onDate } of dated) {
    const distance = Math.min(...[period.from, period.to].filter((end) => end !== "").map((end) => Math.abs(Date.parse(end) - Date.parse(onDate))));
    if (distance < least) [best, least] = [onDate, distance];
  }
  return dated.filter(({ onDate }) => onDate === best);
}
