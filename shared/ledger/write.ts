import { bytesToHex, type Bytes } from "../kernel/bytes.ts";
import type { ActId, CaseId, CommitId } from "../kernel/brand.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Clock, Random } from "../kernel/ports.ts";
import { claimIdOf, claimIdsToLeaves, createSalts, saltKeyBytes } from "./claim.ts";
import { commitIdOf, formatOfIntent, mostParents, signedBytesOf } from "./header.ts";
import { isLineShort, formatOf, readStatement, statementToJson, statementToLine } from "./line.ts";
import { merkleRoot } from "./merkle.ts";
import { type Claim, type Commit, type CommitHeader, type Intent, mostClaimsPerCommit, type Signer, type Statement } from "./model.ts";

/** What a person did, before it is signed. */
export interface Act {
  readonly caseId: CaseId;
  /** The ledger's heads; in any order. */
  readonly parents: readonly CommitId[];
  /** The ledger's clock: the first commit says one more. */
  readonly clockAfter: number;
  readonly intent: Intent;
  readonly act: ActId;
  /** The act this one undoes; "" unless intent is "undo". */
  readonly undoes: ActId | "";
  readonly ontology: number;
  readonly statements: readonly Statement[];
  /** Positions, rising, of statements that count as said later than those before: each begins a commit. */
  readonly laterFrom?: readonly number[];
}

export interface WriteDeps {
  readonly signer: Signer;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Makes the signed commits of one act; they are not yet in any ledger.
 *
 * Gives   one commit, or several (of 65,536 claims, or begun at `laterFrom`), each the parent of the next and all at one time; one empty commit
 *         for no statements.
 *         Each commit has a salt key of its own, and all its claims readable.
 * Fails   a statement the ledger cannot read back (`parseLine`) is a bug of the caller: it throws, and nothing is signed before it is found.
 * Cost    about 10 µs a statement, one signature a commit.
 */
export async function writeAct(deps: WriteDeps, act: Act): Promise<readonly Commit[]> {
  const lines = act.statements.map(statementToSafeLine);
  const saidAt = deps.clock.now();
  const commits: Commit[] = [];
  let parents = [...new Set(act.parents)].sort().slice(-mostParents);
  for (const [from, to] of stretches(lines.length, act.laterFrom ?? [])) {
    const saltKey = deps.random.bytes(saltKeyBytes);
    const said = act.statements.slice(from, to);
    const claims = saltClaims(saltKey, said, lines.slice(from, to));
    const claimIds = claims.map((claim) => claim.id);
    const header: CommitHeader = {
      format: said.some((statement) => formatOf(statement) === 2) ? 2 : formatOfIntent(act.intent),
      case: act.caseId,
      parents,
      author: deps.signer.author,
      agency: deps.signer.agency,
      clock: act.clockAfter + commits.length + 1,
      saidAt,
      intent: act.intent,
      act: act.act,
      undoes: act.undoes,
      ontology: act.ontology,
      count: claims.length,
      root: bytesToHex(merkleRoot(claimIdsToLeaves(claimIds))),
    };
    const commit = { id: commitIdOf(header), header, signature: await deps.signer.sign(signedBytesOf(header)), claimIds, claims, saltKey };
    commits.push(commit);
    parents = [commit.id];
  }
  return commits;
}

/** Where each commit begins and ends. */
function stretches(count: number, laterFrom: readonly number[]): readonly (readonly [number, number])[] {
  const begins = [0, ...laterFrom.filter((at) => at > 0 && at < count), count];
  return begins.slice(0, -1).flatMap((begin, i) => {
    const end = begins[i + 1] ?? count;
    const pieces = Math.max(1, Math.ceil((end - begin) / mostClaimsPerCommit));
    return Array.from({ length: pieces }, (_, piece) => {
      const from = begin + piece * mostClaimsPerCommit;
      return [from, Math.min(end, from + mostClaimsPerCommit)] as const;
    });
  });
}

function saltClaims(saltKey: Bytes, statements: readonly Statement[], lines: readonly string[]): readonly Claim[] {
  const saltOf = createSalts(saltKey);
  return statements.map((statement, index) => {
    const line = lines[index] ?? "";
    const salt = saltOf(index);
    return { id: claimIdOf(salt, line), index, salt, line, statement };
  });
}

function statementToSafeLine(statement: Statement): string {
  invariant(readStatement(statementToJson(statement)) !== null, "a statement to be written can be read back");
  const line = statementToLine(statement);
  invariant(isLineShort(line), "a statement fits its line");
  return line;
}
