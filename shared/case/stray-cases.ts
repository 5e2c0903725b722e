import { type Result, succeed } from "../kernel/result.ts";
import { decodeCommit } from "../ledger/codec.ts";
import { verifyCommit } from "../ledger/verify.ts";
import type { OpenVault, StorageError } from "../vault/model.ts";
import { backupBook } from "./backup-book.ts";
import type { DestroyedCase } from "./case-list-door.ts";
import { registryRuns, type Registry } from "./registry.ts";
import { snapshotRun } from "./snapshot.ts";

/**
 * Cases whose ledger lies here though the book does not name them: a case is kept before it is written into the book, and a crash may come between. One
 * whose first commit is signed and of that case is entered. One that the book says was destroyed is destroyed again: somebody put it back, or a
 * bundle that brought it anew was cut off before it was acknowledged. What does not open is left alone: a backup's tail may open it.
 */
export async function findStrayCases(vault: OpenVault, registry: Registry, pending: readonly DestroyedCase[]): Promise<Result<void, StorageError>> {
  const cases = [...registry.cases.keys(), ...pending.map(({ caseId }) => caseId)];
  const runs = cases.flatMap((caseId) => [`case/${caseId}`, snapshotRun(caseId)]);
  for await (const stray of vault.strayRuns([...registryRuns, backupBook, ...runs])) {
    if (!stray.ok) return stray;
    const commit = decodeCommit(stray.value.first);
    if (!commit.ok) continue;
    const { case: caseId, saidAt } = commit.value.header;
    const name = `case/${caseId}`;
    if (!stray.value.isNamed(name) || !(await verifyCommit(commit.value)).ok) continue;
    const isDestroyed = registry.destroyed.some((destroyed) => destroyed.caseId === caseId);
    const done = isDestroyed
      ? await vault.destroy({ runs: [name, snapshotRun(caseId)], notes: [], files: [] })
      : await registry.addCase(caseId, saidAt);
    if (!done.ok) return done;
  }
  return succeed(undefined);
}
