import type { EntityId } from "../kernel/brand.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { firstOfRivals } from "../projections/entities.ts";
import { type Match, matchesAmong } from "../projections/matches.ts";
import type { Entity, Fact } from "../projections/model.ts";
import { valueKey } from "../projections/value-text.ts";
import { nameIn, type Reviewed } from "./bundle-review.ts";
import type { MatchRival, MatchValue, ReviewMatch, ReviewMatches } from "./review-door.ts";
import { answeredPairs } from "./suggesting.ts";

/**
 * Things a bundle brings that are probably ours under another id: one of the two is in the case, the other is not. Pairs of which anybody said what they
 * are, we or the bundle, are answered. Found as all suggestions are (`matchesAmong`), at the cost of the whole case as it would be.
 */
export function matchesOfReview({ before, after }: Pick<Reviewed, "before" | "after">, limit: number): ReviewMatches {
  if (before === null) return { pairs: [], more: 0 };
  const { settled } = answeredPairs(after, null);
  const found = matchesAmong({ rows: after.rows, settled, entity: null, limit: Number.MAX_SAFE_INTEGER });
  const pairs = found.pairs.flatMap((match) => sidesOf(before, after, match));
  const shown = pairs.slice(0, limit).map((pair) => ({ ...pair, rivals: rivalsOf(before, after, pair) }));
  return { pairs: shown, more: Math.max(0, pairs.length - limit) };
}

type Pair = Omit<ReviewMatch, "rivals">;

function sidesOf(before: CaseFold, after: CaseFold, { a, b, score, reasons }: Match): readonly Pair[] {
  const [isFirstOurs, isSecondOurs] = [isOurs(before, after, a), isOurs(before, after, b)];
  if (isFirstOurs === isSecondOurs) return [];
  const [ours, theirs] = isFirstOurs ? [a, b] : [b, a];
  return [{ ours: nameIn(before, after, ours), theirs: nameIn(before, after, theirs), score, reasons }];
}

/** Whether the case has it, or something that it will be one with. */
function isOurs(before: CaseFold, after: CaseFold, id: EntityId): boolean {
  return [id, ...after.now.sameness.membersOf(id)].some((each) => before.rows.get(before.now.sameness.keyOf(each)) !== undefined);
}

/** Where the two would contradict each other as one. What we ruled on of either is ruled on. */
function rivalsOf(before: CaseFold, after: CaseFold, { ours, theirs }: Pair): readonly MatchRival[] {
  const [our, their] = [ours, theirs].map(({ id }) => after.rows.get(after.now.sameness.keyOf(id)));
  if (our === undefined || their === undefined) return [];
  const held = before.rows.get(before.now.sameness.keyOf(ours.id));
  const { own } = after.now.viewpoint;
  const ruled = new Set(
    [...our.rulings, ...their.rulings].flatMap(({ agency, state, property }) => (agency === own && state === "in-force" ? [property] : [])),
  );
  return Object.keys(our.facts).flatMap((property): readonly MatchRival[] => {
    const [ofUs, ofThem] = [factsAt(our, property), factsAt(their, property)];
    const stays = factsAt(held, property).find(({ claim }) => ofUs.some((each) => each.claim === claim));
    const [mine, other] = [stays ?? ofUs[0], ofThem[0]];
    if (ruled.has(property) || mine === undefined || other === undefined) return [];
    if (firstOfRivals(our.type, [mine, other], after.now) === null) return [];
    const first = firstOfRivals(our.type, [...ofUs, ...ofThem], after.now);
    const isTheirs = ofThem.some(({ claim }) => claim === first?.claim) && first !== null && valueKey(first) !== valueKey(mine);
    return [{ property, ours: saidIn(mine), theirs: saidIn(other), first: isTheirs ? "theirs" : "ours" }];
  });
}

const factsAt = (thing: Entity | undefined, property: string): readonly Fact[] =>
  thing !== undefined && Object.hasOwn(thing.facts, property) ? (thing.facts[property] ?? []) : [];

const saidIn = ({ claim, value, agency, grade }: Fact): MatchValue => ({ claim, value, agency, grade });
