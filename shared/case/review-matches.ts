import type { EntityId } from "../kernel/brand.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import { type Match, matchesAmong } from "../projections/matches.ts";
import { nameIn, type Reviewed } from "./bundle-review.ts";
import type { ReviewMatch, ReviewMatches } from "./review-door.ts";
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
  return { pairs: pairs.slice(0, limit), more: Math.max(0, pairs.length - limit) };
}

function sidesOf(before: CaseFold, after: CaseFold, { a, b, score, reasons }: Match): readonly ReviewMatch[] {
  const [isFirstOurs, isSecondOurs] = [isOurs(before, after, a), isOurs(before, after, b)];
  if (isFirstOurs === isSecondOurs) return [];
  const [ours, theirs] = isFirstOurs ? [a, b] : [b, a];
  return [{ ours: nameIn(before, after, ours), theirs: nameIn(before, after, theirs), score, reasons }];
}

/** Whether the case has it, or something that it will be one with. */
function isOurs(before: CaseFold, after: CaseFold, id: EntityId): boolean {
  return [id, ...after.now.sameness.membersOf(id)].some((each) => before.rows.get(before.now.sameness.keyOf(each)) !== undefined);
}
