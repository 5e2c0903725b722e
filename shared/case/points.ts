import type { AuthorId } from "../kernel/brand.ts";
import type { Commit } from "../ledger/model.ts";

/**
 * Whether a commit of a stored run begins another step, of those in which all came to us: what was received arrives with the commit of ours that joins it,
 * and an act of several commits is one step. A commit of ours may be received too, when a partner gives back what a restored backup no longer had: a
 * bundle never carries the key to all salts, so what we said here is told apart by having it.
 * Takes   `before`: the commit in front of it; null = none is.
 *
 * Law     the steps of a run are the batches that were kept one after the other (tests/property/ledger-laws/as-of.test.ts)
 */
export function beginsStep(before: Commit | null, commit: Commit, own: AuthorId): boolean {
  if (before === null) return true;
  return isSaidBy(before, own) && !(isSaidBy(commit, own) && commit.header.act === before.header.act);
}

const isSaidBy = ({ header, saltKey }: Commit, own: AuthorId): boolean => header.author === own && saltKey !== null;
