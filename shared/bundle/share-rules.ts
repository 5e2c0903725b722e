import { type Assertion, type Handling, handlings } from "../ledger/model.ts";
import type { Partner } from "../partner/model.ts";
import { isStricter } from "../partner/admit.ts";
import type { Said } from "./index-claims.ts";
import type { SharePlan } from "./model.ts";

/** What another agency said is passed on up to this; anything stricter needs its grant, and version 1 knows none. */
const freelyPassedOn: Handling = "green";

/** Whether a marking is one of TLP 2.0: a plan from a window or a file may say anything. */
export function isMarking(marking: string): marking is Handling {
  return handlings.some((each) => each === marking);
}

/** The strictest handling that may leave: the marking, or the lowest ceiling of a recipient below it. */
export function strictestAllowed(marking: Handling, recipients: readonly Partner[]): Handling {
  return recipients.reduce<Handling>((lowest, partner) => (isStricter(lowest, partner.ceiling) ? partner.ceiling : lowest), marking);
}

/** Whether a claim marked for official use would go in a bundle that is not. */
export function isMarkedAbove(mark: Assertion["nationalMark"], plan: Pick<SharePlan, "nationalMark">): boolean {
  return mark === "official-use" && plan.nationalMark === "";
}

/** Whether the originator's leave is missing: default deny. What we said ourselves is ours, and an agency may always have its own words back. */
export function needsGrant(said: Said, handling: Handling, ownAgency: string, recipients: readonly Partner[]): boolean {
  if (said.agencies.includes(ownAgency) || !isStricter(handling, freelyPassedOn)) return false;
  return recipients.length === 0 || !recipients.every((partner) => said.agencies.includes(partner.agency));
}
