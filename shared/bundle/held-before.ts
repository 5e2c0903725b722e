import type { ClaimId } from "../kernel/brand.ts";
import type { ClaimIndex, LiveClaim } from "./index-claims.ts";
import type { Selection, SharePlan, WithholdReason } from "./model.ts";

/** What stays because somebody withheld it from a recipient before. Pure: asked claim by claim. */
export interface HeldBefore {
  keeps(claim: Pick<LiveClaim, "id" | "statement">): boolean;
}

interface HeldInput {
  readonly plan: SharePlan;
  readonly given?: ReadonlySet<ClaimId>;
  readonly withheldBefore?: ReadonlySet<ClaimId>;
}

/**
 * What was withheld stays, and so does what was said in its place since: a corrected name is as secret as the one with the slip. Somebody lets it go by
 * naming it in `plan.keep`.
 * Cost    O(withheld before); nothing when nothing was.
 */
export function createHeldBefore(index: ClaimIndex, { plan, given, withheldBefore }: HeldInput): HeldBefore {
  const held = stillHeld(withheldBefore, plan);
  if (held.size === 0) return { keeps: () => false };
  const letGo = new Set<string>(plan.keep ?? []);
  const corrected = new Set([...held].flatMap((id) => placeOfGone(index, id) ?? []));
  const isCorrection = ({ id, statement }: Pick<LiveClaim, "id" | "statement">): boolean =>
    corrected.has(placeOf(statement)) && given?.has(id) !== true;
  return { keeps: (claim) => !letGo.has(claim.id) && (held.has(claim.id) || isCorrection(claim)) };
}

/** Withheld before, and not let go by this plan. */
export function stillHeld(withheldBefore: ReadonlySet<ClaimId> | undefined, { keep = [] }: Pick<SharePlan, "keep">): ReadonlySet<ClaimId> {
  return (withheldBefore ?? new Set<ClaimId>()).difference(new Set(keep));
}

const placeOf = ({ subject, property }: LiveClaim["statement"]): string => `${subject} ${property}`;

/** What a claim that stands no more was said of. */
function placeOfGone(index: ClaimIndex, id: ClaimId): string | null {
  const statement = index.said.get(id)?.claim.statement;
  if (statement?.op !== "assert") return null;
  return index.liveByEntity.get(statement.subject)?.some((live) => live.id === id) === true ? null : placeOf(statement);
}

const decisions: ReadonlySet<WithholdReason> = new Set(["by-hand", "by-rule", "withheld-before"]);

/**
 * How many claims of what was chosen stay at home, for whatever reason, also those of things and records that stay whole and of which nobody is told. Our
 * own books of exchanges were never to leave: they are none of them.
 */
export function keptBackOf({ stays }: Pick<Selection, "stays">): number {
  return [...stays.values()].filter(isCountedAsKept).length;
}

/** Whether a claim that stays for this reason is one that could have been given, and was not. */
export function isCountedAsKept(reason: WithholdReason): boolean {
  return reason !== "already-given" && reason !== "bookkeeping";
}

/** What of a selection stays because a person decided so, now or before: what later shares to the same recipients are to withhold as well. */
export function decidedToStay({ stays }: Pick<Selection, "stays">): ReadonlySet<ClaimId> {
  return new Set([...stays].flatMap(([id, reason]) => (decisions.has(reason) ? [id] : [])));
}
