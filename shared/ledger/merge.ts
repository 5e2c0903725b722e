import { areBytesEqual } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { packedOf } from "./codec.ts";
import type { Claim, Commit, LedgerError } from "./model.ts";

/**
 * Joins two disclosures of one commit: all claims readable in either, and the salt key when either has it.
 *
 * Gives   `known` itself when `other` tells nothing new.
 * Fails   `bad-claim` when the two do not agree on what was signed.
 */
export function mergeDisclosures(known: Commit, other: Commit): Result<Commit, LedgerError> {
  const [mine, theirs] = [packedOf(known), packedOf(other)];
  const isKeyNew = known.saltKey === null && other.saltKey !== null;
  if (!isKeyNew && mine.holdsAllOf(theirs)) return succeed(known);
  const byIndex = new Map<number, Claim>(known.claims.map((claim) => [claim.index, claim]));
  for (const claim of other.claims) {
    if (known.claimIds[claim.index] !== claim.id) return fail("bad-claim", `${known.id}/${claim.index}`);
    if (!byIndex.has(claim.index)) byIndex.set(claim.index, claim);
  }
  const saltKey = known.saltKey ?? other.saltKey;
  if (byIndex.size === known.claims.length && saltKey === known.saltKey) return succeed(known);
  return succeed({ ...known, claims: [...byIndex.values()].sort((a, b) => a.index - b.index), saltKey });
}

/** Whether two commits say and disclose the same. */
export function isSameCommit(a: Commit, b: Commit): boolean {
  const haveSameKey = a.saltKey === null || b.saltKey === null ? a.saltKey === b.saltKey : areBytesEqual(a.saltKey, b.saltKey);
  return a.id === b.id && haveSameKey && a.claims.length === b.claims.length && a.claims.every((claim, i) => claim.id === b.claims[i]?.id);
}
