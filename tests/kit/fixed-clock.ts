import { type InstantMs, parseInstantMs } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Clock } from "../../shared/kernel/ports.ts";

/** A clock that stands until it is moved. */
export interface FixedClock extends Clock {
  advance(ms: number): void;
}

/** Stands at 2026-03-02T09:00:00Z unless told otherwise. */
export function createFixedClock(startMs = 1_772_442_000_000): FixedClock {
  let nowMs = startMs;
  return {
    now: () => instant(nowMs),
    advance: (ms) => void (nowMs += ms),
  };
}

export function instant(ms: number): InstantMs {
  const parsed = parseInstantMs(ms);
  invariant(parsed !== null, "an instant is whole milliseconds of 1970 to 9999");
  return parsed;
}
