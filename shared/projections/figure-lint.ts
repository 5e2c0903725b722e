import type { EntityId } from "../kernel/brand.ts";
import { compareRatios, divideRatios, type Ratio, ratioOf, ratioText, scaleRatio, shiftDecimal } from "./decimal.ts";
import type { Entity, Fact } from "./model.ts";
import { type Rate, ratesBetween, type RateSpan, ratio, spanFor } from "./rate-table.ts";

/** How far an implied rate may be from a rate of the table and still agree with it, in percent. Sources round, and say no day. */
export const tolerancePercent = 15n;
/** Powers of ten a slip is looked for in: thousand, million and billion taken for one another, and a nought too many. */
const furthestPower = 12;
const shownDigits = 8;

/** Stable coins that follow the US dollar: taken as USD for comparison, and said so. */
const dollarCoins: ReadonlySet<string> = new Set(["USDT", "USDC"]);

/**
 * "consistent" = agrees with the table; "slip" = it would, were one of the two ten, a thousand, … times as much; "disagrees" = neither;
 * "rival" = one asset, two sums, no such power between them; "no-rate" = no rate to hold them against; "not-positive" = no rate can be implied.
 */
export type Verdict = "consistent" | "slip" | "disagrees" | "rival" | "no-rate" | "not-positive";

/** Two live values of one figure, held against each other. `a` is nearer the front. */
export interface Comparison {
  readonly property: "amount" | "count";
  readonly a: Fact;
  readonly b: Fact;
  readonly verdict: Verdict;
  /** What the two say one unit of `base` is worth in `quote`; null for one asset, or when none follows. */
  readonly implied: { readonly base: string; readonly quote: string; readonly text: string; readonly isExact: boolean } | null;
  readonly table: RateSpan | null;
  /** Of the rates it is held against, those it agrees with. */
  readonly fitting: number;
  /** Of a slip: one is 10^power times what would fit; above zero. Else 0. */
  readonly power: number;
  /** Of a slip: what `a` would be if `b` is right, and the other way round. Exact. */
  readonly wouldFit: { readonly a: string; readonly b: string } | null;
  /** Assets that were taken as USD. */
  readonly takenAsUsd: readonly string[];
}

export interface FigureCheck {
  readonly figure: EntityId;
  readonly comparisons: readonly Comparison[];
  /** What it measures, in which period and scope, is itself in conflict. */
  readonly unsettled: readonly ("measureType" | "period" | "scope")[];
  readonly isFlagged: boolean;
}

/**
 * Holds a figure's live values against each other and against the rate table. Says what does not fit, never which one is true.
 *
 * Cost    O(values² × rates of its period).
 */
export function checkFigure(figure: Entity, table: readonly Rate[]): FigureCheck {
  const comparisons = [...pairsOf(figure, "amount"), ...pairsOf(figure, "count")].map(([a, b]) => compareFacts(figure, a, b, table));
  const unsettled = (["measureType", "period", "scope"] as const).filter((name) => figure.conflicts.some(({ property }) => property === name));
  const isFlagged = unsettled.length > 0 || comparisons.some(({ verdict }) => verdict === "slip" || verdict === "disagrees");
  return { figure: figure.id, comparisons, unsettled, isFlagged };
}

/** Different values of a property, each by the fact in front of those that say it, pairwise. */
function pairsOf({ facts }: Entity, property: "amount" | "count"): readonly (readonly [Fact, Fact])[] {
  const byValue = new Map<string, Fact>();
  for (const fact of facts[property] ?? []) {
    const key = quantityOf(fact);
    if (key !== null && !byValue.has(`${key.text} ${key.measure}`)) byValue.set(`${key.text} ${key.measure}`, fact);
  }
  const distinct = [...byValue.values()];
  return distinct.flatMap((a, at) => distinct.slice(at + 1).map((b) => [a, b] as const));
}

interface Quantity {
  readonly text: string;
  /** Asset of an amount, unit of a count. */
  readonly measure: string;
}

function quantityOf({ value }: Fact): Quantity | null {
  if (value.kind === "amount") return { text: value.text, measure: value.asset.toUpperCase() };
  return value.kind === "decimal" ? { text: value.text, measure: value.unit ?? "" } : null;
}

function compareFacts(figure: Entity, a: Fact, b: Fact, table: readonly Rate[]): Comparison {
  const property = a.property === "count" ? "count" : "amount";
  const [first, second] = [quantityOf(a), quantityOf(b)];
  const nothing = { property, a, b, implied: null, table: null, fitting: 0, power: 0, wouldFit: null, takenAsUsd: [] } as const;
  const [x, y] = [ratioOf(first?.text ?? ""), ratioOf(second?.text ?? "")];
  if (first === null || second === null || x === null || y === null || x.over <= 0n || y.over <= 0n) return { ...nothing, verdict: "not-positive" };
  if (first.measure === second.measure) return { ...nothing, ...compareAlike(first, second, x, y) };
  if (property === "count") return { ...nothing, verdict: "no-rate" };
  return { ...nothing, ...compareAssets(figure, [first, second], [x, y], table) };
}

const one: Ratio = { over: 1n, under: 1n };

/** Two sums in one asset: a power of ten between them is a slip of the pen until shown otherwise. */
function compareAlike(first: Quantity, second: Quantity, x: Ratio, y: Ratio): Pick<Comparison, "verdict" | "power" | "wouldFit"> {
  const power = powerToFit(divideRatios(x, y), one, one);
  if (power === null || power === 0) return { verdict: "rival", power: 0, wouldFit: null };
  // x × 10^power is about y.
  return { verdict: "slip", power: Math.abs(power), wouldFit: { a: shiftDecimal(first.text, power), b: shiftDecimal(second.text, -power) } };
}

type Found = Pick<Comparison, "verdict" | "implied" | "table" | "fitting" | "power" | "wouldFit" | "takenAsUsd">;

function compareAssets(figure: Entity, said: readonly [Quantity, Quantity], ratios: readonly [Ratio, Ratio], table: readonly Rate[]): Found {
  const as = said.map(({ measure }) => (dollarCoins.has(measure) && !isPriced(table, measure) ? "USD" : measure));
  const takenAsUsd = said.flatMap(({ measure }, at) => (as[at] === measure ? [] : [measure]));
  const [a = "", b = ""] = as;
  const rates = a === b ? [] : ratesBetween(table, a, b);
  const span = spanFor(rates, figure.facts["period"]?.[0]?.value);
  const base = span === null ? b : span.low.base;
  const isFirstBase = base === a && a !== b;
  const [over, under] = isFirstBase ? [ratios[1], ratios[0]] : ratios;
  const worth = divideRatios(over, under);
  const [baseSaid, quoteSaid] = isFirstBase ? [said[0].measure, said[1].measure] : [said[1].measure, said[0].measure];
  const implied = { base: baseSaid, quote: quoteSaid, ...ratioText(worth, shownDigits) };
  const [low, high] = a === b ? [one, one] : span === null ? [null, null] : [ratio(span.low), ratio(span.high)];
  const common = { implied, table: span, takenAsUsd };
  if (low === null || high === null) return { ...common, verdict: "no-rate", fitting: 0, power: 0, wouldFit: null };
  const fitting = (span?.rates ?? []).filter((rate) => isWithin(worth, ratio(rate), ratio(rate))).length;
  const power = powerToFit(worth, low, high);
  if (power === null) return { ...common, verdict: "disagrees", fitting: 0, power: 0, wouldFit: null };
  if (power === 0) return { ...common, verdict: "consistent", fitting, power: 0, wouldFit: null };
  // The quoted sum × 10^power would fit, or the base sum ÷ 10^power.
  const [shiftA, shiftB] = isFirstBase ? [-power, power] : [power, -power];
  const wouldFit = { a: shiftDecimal(said[0].text, shiftA), b: shiftDecimal(said[1].text, shiftB) };
  return { ...common, verdict: "slip", fitting: 0, power: Math.abs(power), wouldFit };
}

/** A coin the table itself prices is not taken for the dollar. */
function isPriced(table: readonly Rate[], asset: string): boolean {
  return table.some(({ base, quote }) => base === asset || quote === asset);
}

/** The least power of ten that brings a ratio within tolerance of a span; 0 = it is there already; null = none does. */
function powerToFit(worth: Ratio, low: Ratio, high: Ratio): number | null {
  for (let power = 0; power <= furthestPower; power++) {
    if (isWithin(scaleRatio(worth, power), low, high)) return power;
    if (isWithin(scaleRatio(worth, -power), low, high)) return -power;
  }
  return null;
}

/** Not below the lowest less the tolerance, nor above the highest plus it: exact, ends included. */
function isWithin(worth: Ratio, low: Ratio, high: Ratio): boolean {
  const least = { over: low.over * (100n - tolerancePercent), under: low.under * 100n };
  const most = { over: high.over * (100n + tolerancePercent), under: high.under * 100n };
  return compareRatios(worth, least) >= 0 && compareRatios(worth, most) <= 0;
}

/** What of a check is told first: the gravest; null = there is nothing to hold against anything. */
export function gravestOf({ comparisons, unsettled }: FigureCheck): Verdict | "unsettled" | null {
  const found = new Set(comparisons.map(({ verdict }) => verdict));
  const first = (["slip", "disagrees"] as const).find((verdict) => found.has(verdict));
  if (first !== undefined) return first;
  if (unsettled.length > 0) return "unsettled";
  return (["rival", "no-rate", "not-positive", "consistent"] as const).find((verdict) => found.has(verdict)) ?? null;
}
