import type { ClaimId } from "../kernel/brand.ts";
import type { Statement } from "../ledger/model.ts";
import { draftAssertion } from "../ontology/drafts.ts";
import { speaksAgainstProperty } from "../ontology/model.ts";
import type { CaseFold } from "../projections/case-fold.ts";
import type { LiveClaim, Teller } from "../projections/live-claim.ts";

/**
 * What an officer says of why these claims are contested or taken back: one statement a claim, about the same thing and marked alike, since it may
 * repeat what the claim says (decision 0056). Claims whose words we cannot read, and retractions, have none. "" = no reason.
 */
export function reasonsAgainst({ facts }: CaseFold, claims: readonly ClaimId[], why: string): readonly Statement[] {
  if (why.trim() === "") return [];
  return claims.flatMap((claim) => {
    const said = facts.statement(claim);
    if (said?.op !== "assert") return [];
    const { handling, nationalMark } = said;
    const marks = { source: null, grade: "A1", handling, nationalMark, note: why } as const;
    return [draftAssertion(said.subject, speaksAgainstProperty, { kind: "identifier", text: claim }, marks)];
  });
}

/** Whether a statement is a reason against this very claim. */
export function isReasonOf(statement: Statement, claim: ClaimId): boolean {
  if (statement.op !== "assert" || statement.property !== speaksAgainstProperty) return false;
  return statement.value.kind === "identifier" && statement.value.text === claim;
}

/** The reasons an agency gives against a claim that still count, the later first. */
export function standingReasons({ facts }: CaseFold, claim: ClaimId, agency: string): readonly LiveClaim[] {
  const subject = facts.subjectOf(claim);
  if (subject === null) return [];
  return facts
    .live(subject, null, agency)
    .filter((each) => isReasonOf(each.statement, claim) && each.teller.header.agency === agency)
    .sort((a, b) => b.teller.header.clock - a.teller.header.clock);
}

/** Why an agency contests a claim or took it back, as it stands; "" = it did not say, or we may not read it. */
export function reasonOf(fold: CaseFold, claim: ClaimId, agency: string): string {
  return standingReasons(fold, claim, agency)[0]?.statement.note ?? "";
}

/** Whether two commits are of one act: what was said in it belongs together. */
export function isOneAct({ header: a }: Teller, { header: b }: Teller): boolean {
  return a.author === b.author && a.act === b.act;
}
