import type { Claim, Commit } from "../../shared/ledger/model.ts";

/** A commit with all it would say if asked, as plain data: to be compared with another. */
export function plainCommit({ id, header, signature, claimIds, claims, saltKey }: Commit): Commit {
  const plain = claims.map(({ id: claim, index, salt, line, statement }): Claim => ({ id: claim, index, salt, line, statement }));
  return { id, header, signature, claimIds, claims: plain, saltKey };
}
