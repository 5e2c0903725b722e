import type { CommitId, EntityId } from "../kernel/brand.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Commit } from "../ledger/model.ts";
import { acceptsProperty, setsAsideProperty } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import type { Facts } from "../projections/facts.ts";
import { addTellings, type Tellings, textToTellings } from "../projections/tellings.ts";
import { assertionBehind } from "./audit-about.ts";

/** Commits as if what is aside were withheld; those of which nothing else may be read are left out. O(claims of commits with something aside). */
export function withoutAside(commits: readonly Commit[], facts: Facts): readonly Commit[] {
  const { aside } = facts;
  if (aside.size === 0) return commits;
  return commits.flatMap((commit) => {
    const numbers = aside.get(commit.id);
    if (numbers === undefined) return [commit];
    const claims = commit.claims.filter(({ id }) => !numbers.has(facts.numberOf(id)));
    return claims.length === 0 ? [] : [{ ...commit, claims }];
  });
}

/** What the acceptances name that an act says, or takes or brings back; null when it is about none. */
export function namedBy(facts: Facts, act: readonly Commit[]): Tellings | null {
  const named = new Map<CommitId, Set<number>>();
  for (const claim of act.flatMap(({ claimIds }) => claimIds)) {
    const said = assertionBehind(facts, claim);
    const isNaming = said?.property === acceptsProperty || said?.property === setsAsideProperty;
    if (isNaming && said.value.kind === "text") addTellings(named, textToTellings(said.value.text));
  }
  return named.size === 0 ? null : named;
}

/** Commits with exactly these of their claims, as the ledger has them. */
export function commitsWith(ledger: Ledger, tellings: Tellings): readonly Commit[] {
  return [...tellings].flatMap(([id, places]) => {
    const commit = ledger.get(id);
    return commit === undefined ? [] : [{ ...commit, claims: commit.claims.filter(({ index }) => places.has(index)), saltKey: null }];
  });
}

/** The things that an acceptance speaks of, as they are shown, at most so many. */
export function thingsBrought(fold: CaseFold, ledger: Ledger, tellings: Tellings, most: number): readonly EntityId[] {
  const things = new Set<EntityId>();
  for (const { claims } of commitsWith(ledger, tellings)) {
    for (const { id } of claims) {
      const subject = things.size < most ? fold.facts.subjectOf(id) : null;
      if (subject !== null) things.add(fold.now.sameness.keyOf(subject));
    }
  }
  return [...things];
}
