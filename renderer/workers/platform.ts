import { type InstantMs, parseInstantMs } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Clock, Random } from "../../shared/kernel/ports.ts";

/** This machine's clock, whole milliseconds. */
export const systemClock: Clock = {
  now: (): InstantMs => {
    const now = parseInstantMs(Date.now());
    invariant(now !== null, "the machine's clock is between 1970 and 9999");
    return now;
  },
};

/** The browser's unpredictable bytes, asked for in pieces of at most 64 KiB (the limit of getRandomValues). */
export const systemRandom: Random = {
  bytes: (count) => {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    return bytes;
  },
};

/** Two seconds: long enough that somebody who types or clicks has acted again. */
export const systemPause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_000));
