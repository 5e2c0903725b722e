import type { ClaimId, CommitId } from "../kernel/brand.ts";
import { ByteReader } from "../kernel/byte-stream.ts";
import type { Grade } from "../ledger/model.ts";
import type { StandingClaim } from "./live-claim.ts";
import { compareFacts, type Ranked } from "./rely.ts";
import { valueKey } from "./value-text.ts";

/**
 * Claims of one property that may have many values, in the order they are relied on where nothing was ruled, without making facts of them. O(n log n).
 * Gives   null when two say the same value: how well that is corroborated is judged among facts.
 */
export function orderClaims(claims: readonly StandingClaim[], own: string): readonly StandingClaim[] | null {
  if (!areDistinct(claims)) return null;
  if (isInOrder(claims)) return claims;
  const preference = { own, ruled: null };
  return claims
    .map((claim) => new RankedClaim(claim))
    .sort((a, b) => compareFacts(a, b, preference))
    .map(({ standing }) => standing);
}

/** Whether they lie in order already, as what was said one after the other does, the last first: all of one grade, none disputed, each later than the next. */
function isInOrder(claims: readonly StandingClaim[]): boolean {
  let before: StandingClaim | null = null;
  for (const claim of claims) {
    if (claim.disputedBy.length > 0) return false;
    if (before !== null && (before.teller.header.clock <= claim.teller.header.clock || gradeOf(before) !== gradeOf(claim))) return false;
    before = claim;
  }
  return true;
}
const gradeOf = ({ block, place }: StandingClaim): Grade => block.gradeAt(place);

/** More than so many are told apart by keys, each made once. */
const mostPairs = 16;

/** Whether no two say the same. Few texts, which lists mostly are, are compared where they lie. */
function areDistinct(claims: readonly StandingClaim[]): boolean {
  if (claims.length > mostPairs || claims.some(({ block, place }) => block.textStartAt(place) < 0))
    return new Set(claims.map(valueKey)).size === claims.length;
  return claims.every((one, at) => {
    for (let other = at + 1; other < claims.length; other++) if (isSameText(one, claims[other])) return false;
    return true;
  });
}

function isSameText(one: StandingClaim, other: StandingClaim | undefined): boolean {
  if (other === undefined) return false;
  const [bytes, others] = [one.block.columns.records, other.block.columns.records];
  let [at, otherAt] = [one.block.textStartAt(one.place), other.block.textStartAt(other.place)];
  const reader = new ByteReader(bytes, at);
  reader.skipText();
  // The lengths stand in front: where they differ the first bytes do.
  while (at < reader.place) if (bytes[at++] !== others[otherAt++]) return false;
  return true;
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
