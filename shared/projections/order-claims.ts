import type { ClaimId, CommitId } from "../kernel/brand.ts";
import type { Grade, Value } from "../ledger/model.ts";
import type { StandingClaim } from "./facts.ts";
import { compareFacts, type Ranked } from "./rely.ts";
import { valueKey } from "./value-text.ts";

/**
 * Claims of one property that may have many values, in the order they are relied on where nothing was ruled, without making facts of them. O(n log n).
 * Gives   null when two say the same value: how well that is corroborated is judged among facts.
 */
export function orderClaims(claims: readonly StandingClaim[], own: string): readonly StandingClaim[] | null {
  if (!areDistinct(claims.map(({ value }) => value))) return null;
  const preference = { own, ruled: null };
  return claims
    .map((claim) => new RankedClaim(claim))
    .sort((a, b) => compareFacts(a, b, preference))
    .map(({ standing }) => standing);
}

/** Whether no two say the same; of texts alone, which lists mostly are, no keys are made. */
function areDistinct(values: readonly Value[]): boolean {
  const texts = values.flatMap((value) => (value.kind === "text" ? [value.text] : []));
  const keys = texts.length === values.length ? texts : values.map((value) => valueKey({ value }));
  return new Set(keys).size === values.length;
}

class RankedClaim implements Ranked {
  readonly standing: StandingClaim;
  readonly disputedBy: readonly string[];
  readonly grade: Grade;
  readonly corroboration = 1;
  readonly clock: number;
  readonly commit: CommitId;

  constructor(standing: StandingClaim) {
    const { block, place, teller, disputedBy } = standing;
    this.standing = standing;
    this.disputedBy = disputedBy;
    this.grade = block.gradeAt(place);
    this.clock = teller.header.clock;
    this.commit = teller.commit;
  }
  /** Asked for only when everything else is alike. */
  get claim(): ClaimId {
    return this.standing.id;
  }
}
