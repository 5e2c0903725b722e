import type { RegisterEntry } from "./register-door.ts";

type Due = Pick<RegisterEntry, "direction" | "retention" | "notices" | "caseState">;

/** Whether the date has passed by which it was to be destroyed, and it is not known to be. */
export function isOverdue({ retention }: Pick<RegisterEntry, "retention">): boolean {
  return retention === "passed";
}

/** Whether a partner recalled it, or put another in its place, and nobody decided yet what that means here. */
export function isUndecided({ direction, notices }: Pick<RegisterEntry, "direction" | "notices">): boolean {
  return direction === "received" && notices.some(({ decision }) => decision === null);
}

/** What the notices that wait for a decision say of their bundles. */
export type UndecidedKinds = "recall" | "supersede" | "both";

/** How many bundles wait for a decision, and whether they were recalled, replaced, or some this and some that. Of none "recall" is said. */
export function undecidedOf(entries: readonly Due[]): { readonly undecided: number; readonly undecidedKinds: UndecidedKinds } {
  const waiting = entries.filter(isUndecided);
  const kinds = new Set(waiting.flatMap(({ notices }) => notices.flatMap(({ decision, notice }) => (decision === null ? [notice.kind] : []))));
  return { undecided: waiting.length, undecidedKinds: kinds.size > 1 ? "both" : ([...kinds][0] ?? "recall") };
}

/** Whether a person has something to do with it. */
export function isToDo(entry: Due): boolean {
  return isOverdue(entry) || isUndecided(entry);
}
