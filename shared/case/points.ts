import type { AuthorId } from "../kernel/brand.ts";
import type { Commit } from "../ledger/model.ts";

/**
 * Cuts a stored run of commits into the steps in which they came to us: what was received arrives with the commit of ours that joins it, and an act of
 * several commits is one step. A commit of ours may be received too, when a partner gives back what a restored backup no longer had: a bundle never
 * carries the key to all salts, so what we said here is told apart by having it.
 *
 * Law     the steps of a run are the batches that were kept one after the other (tests/property/ledger-laws/as-of.test.ts)
 */
export function pointsOf(commits: readonly Commit[], own: AuthorId): readonly (readonly Commit[])[] {
  const isSaidHere = (commit: Commit | undefined): commit is Commit =>
    commit !== undefined && commit.header.author === own && commit.saltKey !== null;
  const batches: Commit[][] = [];
  let batch: Commit[] = [];
  commits.forEach((commit, at) => {
    batch.push(commit);
    const next = commits[at + 1];
    const goesOn = isSaidHere(next) && next.header.act === commit.header.act;
    if (!isSaidHere(commit) || goesOn) return;
    batches.push(batch);
    batch = [];
  });
  if (batch.length > 0) batches.push(batch);
  return batches;
}
