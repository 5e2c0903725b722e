import { type ClaimId, type EntityId, parseClaimId } from "../kernel/brand.ts";
import { statementToLine } from "../ledger/line.ts";
import type { Commit, Statement } from "../ledger/model.ts";
import { isAboutClaim } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import type { Facts } from "../projections/facts.ts";

/**
 * What arrived as said again (decision 0097): of each withdrawal, the claims beside it by which the same agency says word for word what it takes back.
 *
 * Takes   `after`: the case as it would be with all of it.
 * Law     a repetition stands in `after`; a correction is none, and neither is another agency's objection
 * Cost    O(claims that arrived)
 */
export function repetitionsIn(commits: readonly Commit[], { facts }: CaseFold): ReadonlyMap<ClaimId, readonly ClaimId[]> {
  const withdrawals = withdrawalsIn(commits, facts);
  const told = statementsAgain(commits, facts, new Set(withdrawals.map(({ target }) => facts.subjectOf(target))));
  const again = new Map<ClaimId, readonly ClaimId[]>();
  for (const { id, target, agency, words } of withdrawals) {
    const found = (told.get(`${agency} ${words}`) ?? []).filter((each) => each !== target && each !== id);
    if (found.length > 0) again.set(id, found);
  }
  return again;
}

interface Withdrawal {
  readonly id: ClaimId;
  readonly target: ClaimId;
  readonly agency: string;
  /** What the target says. */
  readonly words: string;
}

/** Those of what their own agency said; of another's words they are objections. */
function withdrawalsIn(commits: readonly Commit[], facts: Facts): readonly Withdrawal[] {
  return commits.flatMap(({ header: { agency }, claims }) =>
    claims.flatMap(({ id, statement }): readonly Withdrawal[] => {
      if (statement.op !== "retract") return [];
      const { claim: target } = statement;
      const words = wordsOf(facts.statement(target), facts);
      const isOwn = facts.tellersOf(target).some(({ header }) => header.agency === agency);
      return words === null || !isOwn ? [] : [{ id, target, agency, words }];
    }),
  );
}

/** Claims that stand, by who says what in them. Only of these subjects: of the others nothing is taken back. */
function statementsAgain(commits: readonly Commit[], facts: Facts, subjects: ReadonlySet<EntityId | null>): ReadonlyMap<string, readonly ClaimId[]> {
  const told = new Map<string, ClaimId[]>();
  for (const { header, claims } of commits) {
    for (const { id, statement } of claims) {
      const isTakenBack = (): boolean => facts.takenBackBy(id).some(({ teller, isHeld }) => isHeld && teller.header.agency === header.agency);
      if (!subjects.has(facts.subjectOf(id)) || isTakenBack()) continue;
      const key = `${header.agency} ${wordsOf(statement, facts)}`;
      told.set(key, [...(told.get(key) ?? []), id]);
    }
  }
  return told;
}

/** A ruling or a reason names a claim by id: said again it names the claim said again, which says the same. null = it is not known. */
function wordsOf(statement: Statement | undefined, facts: Facts): string | null {
  if (statement === undefined) return null;
  if (statement.op === "retract") return statementToLine(statement);
  const { value, property } = statement;
  const named = isAboutClaim(property) && value.kind === "identifier" ? parseClaimId(value.text) : null;
  const meant = named === null ? undefined : facts.statement(named);
  if (meant?.op !== "assert" || isAboutClaim(meant.property)) return statementToLine(statement);
  return `${statementToLine({ ...statement, value: { kind: "identifier", text: "" } })} ${statementToLine(meant)}`;
}
