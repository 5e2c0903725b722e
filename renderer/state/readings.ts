import { create } from "zustand";
import type { ReadingProgress } from "../../shared/intake/door.ts";

/** A reading of a file under way, with how long it has gone on. */
export interface ReadingJob extends ReadingProgress {
  /** ms it was at work, pauses left out. */
  readonly workedMs: number;
  /** The same since its first rows were told, and what was done by then: rows are slower than what comes before them, and rates are reckoned from here. */
  readonly rowsMs: number;
  readonly from: { readonly rows: number; readonly done: number };
}

/** Readings by the name of their job, as the intake thread tells them. */
export const useReadings = create<{ readonly readings: ReadonlyMap<string, ReadingJob> }>(() => ({ readings: new Map() }));

/** When each was last heard of. */
const heardAt = new Map<string, number>();

/** Takes what the intake thread tells. */
export function noteReading(told: ReadingProgress): void {
  const readings = new Map(useReadings.getState().readings);
  const now = performance.now();
  const before = readings.get(told.job);
  const passed = before === undefined || before.isPaused ? 0 : now - (heardAt.get(told.job) ?? now);
  heardAt.set(told.job, now);
  if (told.isEnded) readings.delete(told.job);
  else {
    const isCounting = before !== undefined && before.rows > 0;
    const [rowsMs, from] = isCounting ? [before.rowsMs + passed, before.from] : [0, { rows: told.rows, done: told.done }];
    readings.set(told.job, { ...told, workedMs: (before?.workedMs ?? 0) + passed, rowsMs, from });
  }
  useReadings.setState({ readings });
}

/** Forgets all: their thread has ended. */
export function clearReadings(): void {
  heardAt.clear();
  useReadings.setState({ readings: new Map() });
}
