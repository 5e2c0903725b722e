/** Who takes back what, by number: claims are numbered as they are met. */
export interface Retractions {
  /** The retractions that name a claim. */
  of(claim: number): readonly number[];
  /** The agencies that say a claim, each once. */
  agenciesOf(claim: number): readonly string[];
}

/**
 * Which agencies stand by a claim, and whose retraction of it counts: an agency stands by what it says unless a retraction of its own counts, and
 * a retraction counts for an agency that stands by it. Hashes make no circles, so it ends; no recursion, since a hostile chain may be long.
 *
 * Cost    O(retractions above the claim).
 */
export function standingAgencies(
  claim: number,
  retractions: Retractions,
): { readonly standing: readonly string[]; readonly against: ReadonlySet<string> } {
  const standingOf = new Map<number, readonly string[]>();
  const against = (at: number): ReadonlySet<string> => {
    const agencies = new Set<string>();
    for (const retraction of retractions.of(at)) for (const agency of standingOf.get(retraction) ?? []) agencies.add(agency);
    return agencies;
  };
  const stack = [claim];
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const open = standingOf.has(at) ? [] : retractions.of(at).filter((each) => !standingOf.has(each));
    if (open.length > 0) {
      for (const each of open) stack.push(each);
      continue;
    }
    stack.pop();
    if (standingOf.has(at)) continue;
    const taken = against(at);
    standingOf.set(
      at,
      retractions.agenciesOf(at).filter((agency) => !taken.has(agency)),
    );
  }
  return { standing: standingOf.get(claim) ?? [], against: against(claim) };
}
