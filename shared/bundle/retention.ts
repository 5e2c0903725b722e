/** Days before a date of deletion in which it is told that it draws near. */
const soonDays = 14;
const dayMs = 86_400_000;

/** How a date after which something is to be deleted stands on a day: none was said, it is far, it draws near, it has passed. */
export type Retention = "none" | "later" | "soon" | "passed";

/** Dates of any precision: a year ends with its last day, so only what is wholly past has passed. `today` is an ISO day. */
export function retentionOn(until: string, today: string): Retention {
  if (until === "") return "none";
  const last = until.slice(0, 10);
  if (today.slice(0, last.length) > last) return "passed";
  const ahead = new Date(Date.parse(`${today}T00:00:00Z`) + soonDays * dayMs).toISOString().slice(0, 10);
  return ahead.slice(0, last.length) > last ? "soon" : "later";
}
