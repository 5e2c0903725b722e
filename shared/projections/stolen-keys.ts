import type { AuthorId, CommitId, InstantMs } from "../kernel/brand.ts";
import type { Commit } from "../ledger/model.ts";

/** From when on a key may have been in other hands. */
export interface Theft {
  readonly key: AuthorId;
  readonly from: InstantMs;
}

/**
 * Commits signed with a stolen key of which nobody else shows that they are older than the theft. What a commit says of its own time is the word of
 * whoever held the key; what counts is a commit of somebody else that is dated before the theft and has it among those it builds on.
 *
 * Takes   all commits of a case; `isWitness`: whose word of the time is believed. A commit of the stolen key itself never is.
 * Cost    O(commits).
 * Source  measured-crypto.md, verdict 8
 */
export function unwitnessedOf(commits: readonly Commit[], { key, from }: Theft, isWitness: (commit: Commit) => boolean): ReadonlySet<CommitId> {
  const ofKey = commits.filter(({ header }) => header.author === key);
  if (ofKey.length === 0) return new Set();
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const seen = new Set<CommitId>();
  const waiting = commits.flatMap((commit) => {
    const { author, saidAt, parents } = commit.header;
    return author !== key && saidAt < from && isWitness(commit) ? parents : [];
  });
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    // Beyond a commit that is not here nothing is known.
    waiting.push(...(byId.get(id)?.header.parents ?? []));
  }
  return new Set(ofKey.flatMap(({ id, header }) => (header.saidAt < from && seen.has(id) ? [] : [id])));
}
