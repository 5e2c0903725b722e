import { type CaseId, type ClaimId, type CommitId, parseClaimId } from "../kernel/brand.ts";
import { bytesToHex, type Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { saltBytes } from "../ledger/claim.ts";
import { commitIdOf } from "../ledger/header.ts";
import { compareCommits } from "../ledger/ledger.ts";
import type { Claim, Commit, LedgerError } from "../ledger/model.ts";
import { verifyCommit } from "../ledger/verify.ts";
import { bytesToLines, parseClaimLine, parseCommitLine } from "./jsonl.ts";
import { mostClaims } from "./names.ts";
import type { CommitHead, PackedCommits } from "./packed-commits.ts";

type DraftCommit = Omit<Commit, "claims" | "saltKey">;

/**
 * Reads commits and their disclosed claims, and verifies each: root, signature, claim ids. One commit after the other, so that no more than one of them
 * stands in memory claim by claim.
 *
 * Takes   the three payload files; commits stand by (clock, id), claims by commit and index, each commit with at least one claim.
 * Fails   LedgerError; `where` is "data/…:<line>", a commit id or "commit/index".
 */
export async function readCommits(commitLines: Bytes, leaves: Bytes, claimLines: Bytes, caseId: CaseId): Promise<Result<PackedCommits, LedgerError>> {
  const drafts = readDrafts(commitLines, leaves, caseId);
  if (!drafts.ok) return drafts;
  const places = new Map<CommitId, number>(drafts.value.map(({ id }, place) => [id, place]));
  const heads: CommitHead[] = [];
  const [indexes, salts] = [new Uint32Array(leaves.length / 32), new Uint8Array((leaves.length / 32) * saltBytes)];
  let [claims, count]: [Claim[], number] = [[], 0];
  /** Ends the commits before a place. */
  const endBefore = async (place: number): Promise<LedgerError | null> => {
    for (let draft = drafts.value[heads.length]; draft !== undefined && heads.length < place; draft = drafts.value[heads.length]) {
      if (claims.length === 0) return { kind: "bad-encoding", where: draft.id };
      const verified = await verifyCommit({ ...draft, claims, saltKey: null }, true);
      if (!verified.ok) return verified.error;
      const { id, header, signature } = draft;
      heads.push({ id, header, signature, readable: claims.length });
      claims = [];
    }
    return null;
  };
  let number = 0;
  for (const text of bytesToLines(claimLines)) {
    number++;
    const entry = text === null ? null : parseClaimLine(text);
    const place = entry === null ? undefined : places.get(entry.commit);
    if (entry === null || place === undefined || place < heads.length) return fail("bad-encoding", `data/claims.jsonl:${number}`);
    if (place > heads.length) {
      const problem = await endBefore(place);
      if (problem !== null) return { ok: false, error: problem };
    }
    const { index, salt, line, statement } = entry;
    const id = drafts.value[place]?.claimIds[index];
    if (id === undefined) return fail("bad-claim", `${entry.commit}/${index}`);
    claims.push({ id, index, salt, line, statement });
    indexes[count] = index;
    salts.set(salt, count++ * saltBytes);
  }
  const problem = await endBefore(drafts.value.length);
  return problem === null ? succeed({ heads, leaves, claimLines, indexes, salts }) : { ok: false, error: problem };
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
    const commit: DraftCommit = { id, header, signature, claimIds: readIds(leaves.subarray(at, end)) };
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
