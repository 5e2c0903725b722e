import { isSignedBy } from "../crypto/sign.ts";
import { areBytesEqual, bytesToHex, hexToBytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { claimIdOf, claimIdsToLeaves, createSalts, saltBytes, saltKeyBytes } from "./claim.ts";
import type { CommitId } from "../kernel/brand.ts";
import { commitIdOf, headerToText, mostParents, parseHeader, signedBytesOf } from "./header.ts";
import { formatOf, parseLine, statementToLine } from "./line.ts";
import { merkleRoot } from "./merkle.ts";
import { type Claim, type Commit, type CommitHeader, type LedgerError, mostClaimsPerCommit } from "./model.ts";

/**
 * Whether a commit is what its author signed: id, number of claims, root, signature, and each readable claim's place, id and statement.
 * Who the author is, and whether a case admits them, is not asked here.
 *
 * Takes   a commit from anywhere, with any of its claims withheld; `areLinesRead` by who made each statement out of its line a moment ago (the law of `parseLine`
 *         says that it gives that line again): then it is not read and written once more.
 * Fails   `bad-encoding`, `newer-format`, `too-many-claims`, `bad-root`, `bad-signature`, `bad-claim`; `where` is the commit id or "commit/index".
 * Cost    one signature, about 20 µs a readable claim, 2 µs a withheld one.
 */
export async function verifyCommit(commit: Commit, areLinesRead = false): Promise<Result<void, LedgerError>> {
  const { id, header, claimIds } = commit;
  const readBack = parseHeader(headerToText(header));
  if (!readBack.ok) return fail(readBack.error.kind, id);
  if (commitIdOf(header) !== id) return fail("bad-encoding", id);
  if (claimIds.length > mostClaimsPerCommit) return fail("too-many-claims", id);
  if (claimIds.length !== header.count || bytesToHex(merkleRoot(claimIdsToLeaves(claimIds))) !== header.root) return fail("bad-root", id);
  const author = hexToBytes(header.author);
  if (author === null || !(await isSignedBy(author, signedBytesOf(header), commit.signature))) return fail("bad-signature", id);
  if (new Set(claimIds).size !== claimIds.length) return fail("bad-claim", id);
  const wrong = firstWrongClaim(commit, areLinesRead) ?? firstWrongSalt(commit);
  return wrong === null ? succeed(undefined) : fail("bad-claim", `${id}/${wrong}`);
}

/** The index of the first claim that is not the one signed, or null. */
function firstWrongClaim({ header, claims, claimIds }: Commit, areLinesRead: boolean): number | null {
  let last = -1;
  for (const claim of claims) {
    const isInOrder = Number.isSafeInteger(claim.index) && claim.index > last;
    if (!isInOrder || claimIds[claim.index] !== claim.id || !isClaimSound(claim, areLinesRead) || formatOf(claim.statement) > header.format)
      return claim.index;
    last = claim.index;
  }
  return null;
}

function isClaimSound({ id, salt, line, statement }: Claim, isLineRead: boolean): boolean {
  const isIts = salt.length === saltBytes && claimIdOf(salt, line) === id;
  return isIts && (isLineRead || (parseLine(line) !== null && statementToLine(statement) === line));
}

function firstWrongSalt({ saltKey, claims }: Commit): number | null {
  if (saltKey === null) return null;
  if (saltKey.length !== saltKeyBytes) return 0;
  const saltOf = createSalts(saltKey);
  return claims.find((claim) => !areBytesEqual(saltOf(claim.index), claim.salt))?.index ?? null;
}

/**
 * Whether a commit's clock is one more than the greatest of its parents; at least that while a parent is not known, or when there were more
 * parents than a commit may name.
 */
export function followsParents({ clock, parents }: Pick<CommitHeader, "clock" | "parents">, clockOf: (id: CommitId) => number | undefined): boolean {
  const known = parents.map(clockOf).filter((each) => each !== undefined);
  const least = 1 + known.reduce((most, each) => Math.max(most, each), 0);
  return known.length === parents.length && parents.length < mostParents ? clock === least : clock >= least;
}
