import type { InstantMs } from "./brand.ts";
import type { Bytes } from "./bytes.ts";

/** The time as this machine says it. The core has no clock of its own. */
export interface Clock {
  now(): InstantMs;
}

/** Unpredictable bytes. The core has no randomness of its own; tests give seeded bytes. */
export interface Random {
  bytes(count: number): Bytes;
}
