/** Kazakhstan keeps one time, five hours ahead of UTC, since 1 March 2024. */
const aheadMs = 5 * 3_600_000;
const dayMs = 86_400_000;

/** The calendar day of a moment as Kazakhstan counts it, ISO: what everything "until" or "from" a day is judged by, on every machine alike. */
export function dayOf(instant: number): string {
  return new Date(instant + aheadMs).toISOString().slice(0, 10);
}

/** The first millisecond of a day as Kazakhstan counts it. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - aheadMs;
}

/** The last millisecond of a day as Kazakhstan counts it. */
export function endOfDay(day: string): number {
  return startOfDay(day) + dayMs - 1;
}
