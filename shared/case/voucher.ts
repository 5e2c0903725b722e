import type { OpenedBundle } from "../bundle/model.ts";
import type { AuthorId, CaseId } from "../kernel/brand.ts";
import { type Tellings, tellingsOf } from "../projections/tellings.ts";

/** A bundle that was opened and found sound: its sender signed all that is in it, whoever said it first. */
export interface Voucher {
  readonly caseId: CaseId;
  readonly by: AuthorId;
  readonly statementHash: string;
  readonly tellings: Tellings;
}

/** null where somebody may only look at it. */
export function voucherOf({ statement, statementHash, commits, canMerge }: OpenedBundle): Voucher | null {
  return canMerge ? { caseId: statement.case, by: statement.sender.author, statementHash, tellings: tellingsOf(commits) } : null;
}
