import type { SharePlan } from "./model.ts";

/**
 * The plan of each file a share makes (decision 0077): together, one file that names everybody; otherwise each recipient a bundle of their own,
 * whose statement and lock name nobody else. Without a recipient the plan itself, which the selection refuses.
 */
export function audiencesOf(plan: SharePlan): readonly SharePlan[] {
  const to = [...new Set(plan.to)].sort();
  return plan.isTogether === true || to.length < 2 ? [{ ...plan, to }] : to.map((author) => ({ ...plan, to: [author] }));
}
