import type { AuthorId } from "../kernel/brand.ts";
import type { Commit } from "../ledger/model.ts";

/**
 * Cuts a stored run of commits into the steps in which they came to us: what others said arrives with the commit of ours that joins it, and an act of
 * several commits is one step.
 *
 * Law     the steps of a run are the batches that were kept one after the other (tests/property/looking-back.test.ts)
 */
export function pointsOf(commits: readonly Commit[], own: AuthorId): readonly (readonly Commit[])[] {
  const batches: Commit[][] = [];
  let batch: Commit[] = [];
  commits.forEach((commit, at) => {
    batch.push(commit);
    const next = commits[at + 1];
    const goesOn = next !== undefined && next.header.author === own && next.header.act === commit.header.act;
    if (commit.header.author !== own || goesOn) return;
    batches.push(batch);
    batch = [];
  });
  if (batch.length > 0) batches.push(batch);
  return batches;
}
