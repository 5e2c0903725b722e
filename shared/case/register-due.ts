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

/** Whether a person has something to do with it. */
export function isToDo(entry: Due): boolean {
  return isOverdue(entry) || isUndecided(entry);
}
