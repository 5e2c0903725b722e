import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";
import { rest } from "../kernel/rest.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Commit, LedgerError } from "../ledger/model.ts";
import { followsParents, verifyCommit } from "../ledger/verify.ts";
import type { ChainReport } from "./ledger-door.ts";

/** Commits verified between two rests, and between two tellings at most: some milliseconds. */
const commitsPerTurn = 16;
/** Tellings of one run, at most. */
const mostTellings = 200;

/**
 * Verifies the commits of a ledger anew, as if they had just come from a stranger: form, id, root, signature, every readable claim, case and order.
 *
 * Gives   a report that names the first commit that does not hold: all before it hold, none after it were looked at.
 * Fails   `cancelled` as soon as `isStopped` says so.
 * Cost    as `verifyCommit`; others have their turn meanwhile.
 */
export async function verifyCommits(
  ledger: Ledger,
  tell: (done: number, total: number) => void,
  isStopped: () => boolean,
): Promise<Result<ChainReport, Failure<"cancelled">>> {
  const commits = [...ledger.commits()];
  const every = Math.max(commitsPerTurn, Math.ceil(commits.length / mostTellings));
  let [claims, withheld] = [0, 0];
  let fault: ChainReport["fault"] = null;
  tell(0, commits.length);
  for (const [at, commit] of commits.entries()) {
    const held = await verifyOne(ledger, commit);
    if (!held.ok) {
      fault = { commit: commit.id, kind: held.error.kind, position: at + 1 };
      break;
    }
    claims += commit.claims.length;
    withheld += commit.claimIds.length - commit.claims.length;
    if ((at + 1) % every === 0 && at + 1 < commits.length) tell(at + 1, commits.length);
    if ((at + 1) % commitsPerTurn === 0) await rest();
    if (isStopped()) return fail("cancelled");
  }
  return succeed({ commits: commits.length, claims, withheld, gaps: ledger.gaps, forks: ledger.forks.length, fault });
}

async function verifyOne(ledger: Ledger, commit: Commit): Promise<Result<void, LedgerError>> {
  if (commit.header.case !== ledger.caseId) return fail("other-case", commit.id);
  const held = await verifyCommit(commit);
  if (!held.ok) return held;
  return followsParents(commit.header, (parent) => ledger.get(parent)?.header.clock) ? held : fail("missing-parent-clock", commit.id);
}
