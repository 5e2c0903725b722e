import type { EntityId } from "../kernel/brand.ts";
import { isAboutClaim } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import type { LiveClaim } from "../projections/live-claim.ts";

/** A claim that both views hold live, and an agency that newly contests it, or no longer does. */
export interface Contest {
  readonly claim: LiveClaim;
  readonly agency: string;
}
/** How what is said of one subject differs between two folds. */
export interface ClaimChanges {
  /** Live only afterwards; `isBack` = it had been known before, and taken back. */
  readonly come: readonly { readonly claim: LiveClaim; readonly isBack: boolean }[];
  readonly gone: readonly LiveClaim[];
  readonly disputed: readonly Contest[];
  readonly undisputed: readonly Contest[];
  /** Something live was, and nothing of the thing itself is left. */
  readonly isEmptied: boolean;
}

/** Compares claim by claim what is live of a subject; `before` null = we held nothing. O(claims about it). */
export function changesOf(before: CaseFold | null, after: CaseFold, subject: EntityId): ClaimChanges {
  const mine = new Map((before?.facts.live(subject, null) ?? []).map((claim) => [claim.id, claim]));
  const theirs = new Map(after.facts.live(subject, null).map((claim) => [claim.id, claim]));
  const contests = (from: ReadonlyMap<string, LiveClaim>, to: ReadonlyMap<string, LiveClaim>): readonly Contest[] =>
    [...to.values()].flatMap((claim) => {
      const known = from.get(claim.id);
      if (known === undefined) return [];
      return claim.disputedBy.filter((agency) => !known.disputedBy.includes(agency)).map((agency) => ({ claim, agency }));
    });
  return {
    come: [...theirs.values()].filter(({ id }) => !mine.has(id)).map((claim) => ({ claim, isBack: before?.facts.doesCount(claim.id) === true })),
    gone: [...mine.values()].filter(({ id }) => !theirs.has(id)),
    disputed: contests(mine, theirs),
    undisputed: contests(theirs, mine),
    isEmptied: mine.size > 0 && [...theirs.values()].every(({ statement }) => isAboutClaim(statement.property)),
  };
}
