import { type CaseId, type ClaimId, type CommitId, parseClaimId } from "../kernel/brand.ts";
import { bytesToHex, type Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { commitIdOf } from "../ledger/header.ts";
import { compareCommits } from "../ledger/ledger.ts";
import type { Claim, Commit, LedgerError } from "../ledger/model.ts";
import { verifyCommit } from "../ledger/verify.ts";
import { bytesToLines, parseClaimLine, parseCommitLine } from "./jsonl.ts";
import { mostClaims } from "./names.ts";

interface DraftCommit extends Commit {
  readonly claims: Claim[];
}

/**
 * Reads commits and their disclosed claims, and verifies each: root, signature, claim ids.
 *
 * Takes   the three payload files; commits stand by (clock, id), claims by commit and index, each commit with at least one claim.
 * Fails   LedgerError; `where` is "data/…:<line>", a commit id or "commit/index".
 */
export async function readCommits(
  commitLines: Bytes,
  leaves: Bytes,
  claimLines: Bytes,
  caseId: CaseId,
): Promise<Result<readonly Commit[], LedgerError>> {
  const drafts = readDrafts(commitLines, leaves, caseId);
  if (!drafts.ok) return drafts;
  const unread = addClaims(drafts.value, claimLines);
  if (unread !== null) return { ok: false, error: unread };
  for (const commit of drafts.value) {
    if (commit.claims.length === 0) return fail("bad-encoding", commit.id);
    const verified = await verifyCommit(commit, true);
    if (!verified.ok) return verified;
  }
  return succeed(drafts.value);
}

function readDrafts(lines: Bytes, leaves: Bytes, caseId: CaseId): Result<readonly DraftCommit[], LedgerError> {
  const drafts: DraftCommit[] = [];
  let at = 0;
  let number = 0;
  for (const line of bytesToLines(lines)) {
    const where = `data/commits.jsonl:${++number}`;
    const parsed = line === null ? fail("bad-encoding") : parseCommitLine(line);
    if (!parsed.ok) return fail(parsed.error.kind, where);
    const { header, signature } = parsed.value;
    const id = commitIdOf(header);
    if (header.case !== caseId) return fail("other-case", id);
    const end = at + 32 * header.count;
    if (end > leaves.length || end > 32 * mostClaims) return fail("bad-root", id);
    const commit: DraftCommit = { id, header, signature, claimIds: readIds(leaves.subarray(at, end)), claims: [], saltKey: null };
    const last = drafts.at(-1);
    if (last !== undefined && compareCommits(last, commit) >= 0) return fail("bad-encoding", where);
    drafts.push(commit);
    at = end;
  }
  return at === leaves.length ? succeed(drafts) : fail("bad-encoding", "data/leaves.bin");
}

function readIds(leaves: Bytes): readonly ClaimId[] {
  const ids: ClaimId[] = [];
  for (let at = 0; at < leaves.length; at += 32) {
    const id = parseClaimId(bytesToHex(leaves.subarray(at, at + 32)));
    if (id !== null) ids.push(id);
  }
  return ids;
}

/** Puts each claim into its commit; the first problem, or null. Order and ids within a commit are checked by `verifyCommit`. */
function addClaims(drafts: readonly DraftCommit[], lines: Bytes): LedgerError | null {
  const byId = new Map<CommitId, { readonly commit: DraftCommit; readonly place: number }>(
    drafts.map((commit, place) => [commit.id, { commit, place }]),
  );
  let number = 0;
  let lastPlace = 0;
  for (const text of bytesToLines(lines)) {
    number++;
    const entry = text === null ? null : parseClaimLine(text);
    const found = entry === null ? undefined : byId.get(entry.commit);
    if (entry === null || found === undefined || found.place < lastPlace) return { kind: "bad-encoding", where: `data/claims.jsonl:${number}` };
    const { index, salt, line, statement } = entry;
    const id = found.commit.claimIds[index];
    if (id === undefined) return { kind: "bad-claim", where: `${entry.commit}/${index}` };
    found.commit.claims.push({ id, index, salt, line, statement });
    lastPlace = found.place;
  }
  return null;
}
