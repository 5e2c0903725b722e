import type { ClaimId } from "../kernel/brand.ts";
import { isIsoDate } from "../ledger/iso-date.ts";
import { longestReason } from "../ontology/value.ts";
import type { RecipientCheck } from "../partner/admit.ts";
import type { Choice } from "./choose-entities.ts";
import type { ClaimIndex } from "./index-claims.ts";
import type { ShareBlock, SharePlan, WithholdReason } from "./model.ts";
import { isMarking } from "./share-rules.ts";

interface BlockInput {
  readonly plan: SharePlan;
  readonly check: RecipientCheck;
  readonly index: ClaimIndex;
  readonly choice: Choice;
  readonly stays: ReadonlyMap<ClaimId, WithholdReason>;
  /** Nothing would leave but the name of the case. */
  readonly isEmpty: boolean;
  /** More than the name of the case would leave, were it not known to the recipients. */
  readonly hasMore: boolean;
  /** ISO day; "" = not known. */
  readonly today: string;
}

/** Why no file may be made: first what is wrong with the plan, then what of the choice may not leave. Empty = it may. */
export function blocksOf(input: BlockInput): readonly ShareBlock[] {
  return [...planBlocks(input), ...claimBlocks(input)];
}

function planBlocks({ plan, check, today }: BlockInput): readonly ShareBlock[] {
  const blocked: ShareBlock[] = [];
  // Recipients, or somebody a passphrase is for: one of the two, and not both.
  if ((plan.to.length === 0) === ((plan.addressee ?? "").trim() === "")) blocked.push({ kind: "no-recipient", count: 0 });
  if (check.unverified.length > 0) blocked.push({ kind: "unverified-recipient", count: check.unverified.length });
  if (!isMarking(plan.marking)) blocked.push({ kind: "no-marking", count: 0 });
  if (check.belowMarking.length > 0) blocked.push({ kind: "above-ceiling", count: check.belowMarking.length });
  if (check.withoutMark.length > 0) blocked.push({ kind: "above-mark", count: check.withoutMark.length });
  if (plan.purpose.trim() === "") blocked.push({ kind: "no-purpose", count: 0 });
  const isTooLong = [plan.purpose, plan.legalBasis].some((text) => text.trim().length > longestReason);
  if (isTooLong) blocked.push({ kind: "reason-too-long", count: longestReason });
  // What is no date at `retainUntil` is refused where the statement is made, by its own name.
  if (!mayExpire(plan.expiresAt ?? "", today)) blocked.push({ kind: "bad-date", count: 1 });
  return blocked;
}

/** A year or month is over with its last day. */
function mayExpire(date: string, today: string): boolean {
  return date === "" || (isIsoDate(date) && date >= today.slice(0, date.length));
}

function claimBlocks({ plan, index, choice, stays, isEmpty, hasMore }: BlockInput): readonly ShareBlock[] {
  const isAsked = (reason: "above-ceiling" | "originator"): boolean => plan.mayStay !== undefined && !plan.mayStay.includes(reason);
  const countOf = (reason: WithholdReason): number => [...stays.values()].filter((each) => each === reason).length;
  const above: ShareBlock = { kind: "claims-above", count: isAsked("above-ceiling") ? countOf("above-ceiling") : 0 };
  const forbidden: ShareBlock = { kind: "claims-forbidden", count: isAsked("originator") ? countOf("originator") : 0 };
  const asked = [above, forbidden].filter(({ count }) => count > 0);
  if (!isEmpty) return asked;
  // What is withheld from them is new to them: only when there is none of it they have all.
  if (plan.isOnlyNew === true && hasMore && countOf("withheld-before") === 0) return [...asked, { kind: "nothing-new", count: 0 }];
  const foreign = [...index.liveByEntity.values()].flat().filter((claim) => choice.reasonOf(claim) === "originator").length;
  return [...asked, foreign > 0 ? { kind: "originator-forbids", count: foreign } : { kind: "nothing-to-share", count: 0 }];
}
