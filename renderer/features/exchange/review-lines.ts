import type {
  BundleChoice,
  ReviewedProperty,
  ReviewedRow,
  ReviewedValue,
  ReviewMatch,
  ReviewRow,
  RowState,
  RuledConflict,
  RuleWeight,
} from "../../../shared/case/review-door.ts";
import type { ClaimId, EntityId } from "../../../shared/kernel/brand.ts";
import type { TreeGridRow } from "../../ui/tree-grid.tsx";

/** One line of a review: a thing or link, or one value that comes beside those that are there. */
export type ReviewLine = ThingLine | FactLine;
export interface ThingLine extends TreeGridRow {
  readonly kind: "thing";
  readonly row: ReviewRow;
}
export interface FactLine extends TreeGridRow {
  readonly kind: "fact";
  readonly row: ReviewRow;
  readonly about: ReviewedRow;
  readonly property: ReviewedProperty;
  /** null = nothing comes. */
  readonly theirs: ReviewedValue | null;
  /** The first line of its property: what is there already stands here. */
  readonly isFirst: boolean;
}

/** What a person chose; empty = all. */
export interface Chosen {
  readonly entities: ReadonlySet<EntityId>;
  readonly claims: ReadonlySet<ClaimId>;
}
export const nothingChosen: Chosen = { entities: new Set(), claims: new Set() };
export const isNothing = ({ entities, claims }: Chosen): boolean => entities.size + claims.size === 0;
export const toChoice = ({ entities, claims }: Chosen): BundleChoice => ({ entities: [...entities], claims: [...claims] });

/** A value to rely on from now on: of ours, or one that comes. */
export type Decision = RuledConflict;
export type Decisions = ReadonlyMap<string, Decision>;
export const decisionKey = (entity: EntityId, property: string): string => `${entity} ${property}`;

interface View {
  readonly state: RowState | null;
  /** Lower case; "" = everything. */
  readonly text: string;
  readonly open: ReadonlyMap<EntityId, ReviewedRow | null>;
}

/** Rows that pass the filter. O(rows). */
export function shownRows(rows: readonly ReviewRow[], { state, text }: Omit<View, "open">): readonly ReviewRow[] {
  return rows.filter((row) => (state === null || row.states.includes(state)) && (text === "" || namesOf(row).includes(text)));
}

function namesOf({ title, ends }: ReviewRow): string {
  return `${title} ${ends?.from.title ?? ""} ${ends?.to.title ?? ""}`.toLowerCase();
}

/** The lines of these rows: those of what is said of an open one under it. */
export function reviewLines(rows: readonly ReviewRow[], open: View["open"]): readonly ReviewLine[] {
  return rows.flatMap((row): readonly ReviewLine[] => {
    const about = open.get(row.entity);
    const thing: ThingLine = { kind: "thing", key: row.entity, level: 1, isOpen: about !== undefined, row };
    return about === undefined || about === null ? [thing] : [thing, ...about.properties.flatMap((property) => factLines(row, about, property))];
  });
}

function factLines(row: ReviewRow, about: ReviewedRow, property: ReviewedProperty): readonly FactLine[] {
  const values = property.theirs.length === 0 ? [null] : property.theirs;
  return values.map((theirs, at) => ({
    kind: "fact",
    key: `${row.entity} ${property.property} ${at}`,
    level: 2,
    isOpen: null,
    row,
    about,
    property,
    theirs,
    isFirst: at === 0,
  }));
}

/** Whether a line is chosen: itself, by its thing, or in part. null = there is nothing to choose. */
export function tickOf(line: ReviewLine, chosen: Chosen): "on" | "off" | "part" | null {
  if (line.kind === "fact") {
    if (line.theirs === null) return null;
    return chosen.entities.has(line.row.entity) || chosen.claims.has(line.theirs.claim) ? "on" : "off";
  }
  if (line.row.state === "known") return null;
  if (chosen.entities.has(line.row.entity)) return "on";
  return partsOf(line, chosen) ? "part" : "off";
}

const partsOf = ({ row }: ThingLine, { claims }: Chosen): boolean => claimsByRow.get(claims)?.has(row.entity) ?? false;

/** Of which rows single claims were chosen: noted when they are, since a closed row does not know its claims. */
const claimsByRow = new WeakMap<ReadonlySet<ClaimId>, ReadonlySet<EntityId>>();

/** What Space and a click on the tick do. */
export function toggledChoice(line: ReviewLine, chosen: Chosen): Chosen {
  if (tickOf(line, chosen) === null) return chosen;
  const { entity } = line.row;
  if (line.kind === "thing") {
    const entities = new Set(chosen.entities);
    if (!entities.delete(entity)) entities.add(entity);
    return { entities, claims: chosen.claims };
  }
  const [entities, claims] = [new Set(chosen.entities), new Set(chosen.claims)];
  const ofRow = line.about.properties.flatMap(({ theirs }) => theirs.map(({ claim }) => claim));
  // One of a thing that was chosen whole is left out: from then on the others are chosen each.
  if (entities.delete(entity)) for (const claim of ofRow) claims.add(claim);
  const claim = line.theirs?.claim;
  if (claim !== undefined && !claims.delete(claim)) claims.add(claim);
  const rows = new Set(claimsByRow.get(chosen.claims));
  if (ofRow.some((each) => claims.has(each))) rows.add(entity);
  else rows.delete(entity);
  claimsByRow.set(claims, rows);
  return { entities, claims };
}

/** All these rows chosen whole, beside what is chosen. */
export function chosenWith(rows: readonly ReviewRow[], { entities, claims }: Chosen): Chosen {
  return { entities: new Set([...entities, ...rows.flatMap(({ state, entity }) => (state === "known" ? [] : [entity]))]), claims };
}

/** These values chosen as well: those that a rule names. */
export function chosenByRule(takes: RuleWeight["takes"], { entities, claims }: Chosen): Chosen {
  const next = new Set([...claims, ...takes.map(({ claim }) => claim)]);
  claimsByRow.set(next, new Set([...(claimsByRow.get(claims) ?? []), ...takes.map(({ entity }) => entity)]));
  return { entities, claims: next };
}

/** What a rule decides stands in place of what was decided of the same values. */
export function decidedByRule(decides: RuleWeight["decides"], decisions: Decisions): Decisions {
  return new Map([...decisions, ...decides.map((each) => [decisionKey(each.entity, each.property), each] as const)]);
}

/** What is to be said of two once both are in the case: that they are one, or surely are not. */
export interface PairSaying {
  readonly match: ReviewMatch;
  readonly says: "merge" | "distinct";
  /** Of a merge: whose value is relied on where theirs differ; "both" = nothing is ruled. */
  readonly relies: ReadonlyMap<string, Decision["side"] | "both">;
}
export type PairSayings = ReadonlyMap<string, PairSaying>;
export const pairKeyOf = ({ ours, theirs }: Pick<ReviewMatch, "ours" | "theirs">): string => `${ours.id} ${theirs.id}`;

/** The same answer once more leaves the pair open. Merged, ours is relied on unless a person says otherwise. */
export function pairSaid(match: ReviewMatch, says: PairSaying["says"], pairs: PairSayings): PairSayings {
  const [key, next] = [pairKeyOf(match), new Map(pairs)];
  if (pairs.get(key)?.says === says) next.delete(key);
  else next.set(key, { match, says, relies: new Map(match.rivals.map(({ property }) => [property, "ours"])) });
  return next;
}

/** Relies on a side of a merge, or leaves it as grades and dates say. */
export function pairRelied(match: ReviewMatch, property: string, side: Decision["side"] | "both", pairs: PairSayings): PairSayings {
  const said = pairs.get(pairKeyOf(match));
  return said === undefined ? pairs : new Map(pairs).set(pairKeyOf(match), { ...said, relies: new Map(said.relies).set(property, side) });
}

/** The values a merge rules on. What was decided of the same property of ours by itself is left to that. */
export function ruledByPair({ match, says, relies }: PairSaying, decisions: Decisions): readonly ClaimId[] {
  if (says !== "merge") return [];
  return match.rivals.flatMap(({ property, ours, theirs }) => {
    const side = decisions.has(decisionKey(match.ours.id, property)) ? "both" : relies.get(property);
    return side === "ours" ? [ours.claim] : side === "theirs" ? [theirs.claim] : [];
  });
}

/** How many values are ruled on, by themselves and by merging. */
export function countRulings(decisions: Decisions, pairs: PairSayings): number {
  return decisions.size + [...pairs.values()].reduce((sum, pair) => sum + ruledByPair(pair, decisions).length, 0);
}

/** Where something is chosen, a thing of which something is to be said comes with it. */
export function chosenWithPair({ theirs }: ReviewMatch, chosen: Chosen): Chosen {
  return isNothing(chosen) ? chosen : { entities: new Set([...chosen.entities, theirs.id]), claims: chosen.claims };
}

/** The value of ours to rely on: one that stays. */
export function ourValue({ ours, both }: ReviewedProperty): ReviewedValue | null {
  return [...ours, ...both].find(({ fate }) => fate !== "goes") ?? null;
}

/** Relies on a side, or on neither; taking theirs chooses it as well where something is chosen. */
export function decided(line: FactLine, side: Decision["side"] | "both", decisions: Decisions): Decisions {
  const { entity } = line.row;
  const { property } = line.property;
  const value = side === "ours" ? ourValue(line.property) : side === "theirs" ? line.theirs : null;
  const next = new Map(decisions);
  if (side === "both" || value === null) next.delete(decisionKey(entity, property));
  else next.set(decisionKey(entity, property), { entity, property, side, claim: value.claim });
  return next;
}
