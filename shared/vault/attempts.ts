import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import type { Clock } from "../kernel/ports.ts";
import { type Failure, fail, type Result, succeed } from "../kernel/result.ts";
import type { BoxStore } from "./model.ts";

/** How often a wrong secret was tried in a row, and when the last time. Beside the header, not sealed: it is no secret, and no key is at hand yet. */
interface Attempts {
  readonly wrong: number;
  readonly atMs: number;
}

/** The slot they are kept in; no keyed name has this form. */
const slotName = "unlocking";
const none: Attempts = { wrong: 0, atMs: 0 };
/** So many may be mistyped without waiting. */
const freeAttempts = 3;
const longestWaitMs = 300_000;

/** What one waits after so many wrong attempts in a row: nothing after three, then 2 s, 4 s, 8 s … 5 minutes. */
export function waitAfter(wrong: number): number {
  return wrong <= freeAttempts ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (wrong - freeAttempts));
}

/** Guards the trying of secrets. */
export interface Guard {
  /** How long until the next attempt may be made, in ms. */
  waitMs(): Promise<number>;
  /** Counts an attempt as wrong before it is made, so that ending the program in the middle of it gains nothing. Fails `wait`, with the ms in `where`. */
  begin(): Promise<Result<void, Failure<"wait">>>;
  /** The attempt was wrong: the waiting begins now. */
  refused(): Promise<void>;
  /** The attempt was right: forgets all of them. */
  passed(): Promise<void>;
}

/**
 * The guard of a store. A store that is full or does not answer does not keep the owner out: the count then lives in memory alone.
 * A clock that is set back makes no wait longer than it was; one that is set forward ends it (the threat model says so).
 */
export function createGuard(store: BoxStore, clock: Clock): Guard {
  let held = none;
  const read = async (): Promise<Attempts> => {
    const slot = await store.readSlot(slotName);
    const stored = slot.ok && slot.value !== null ? decode(slot.value) : none;
    return stored.wrong >= held.wrong ? stored : held;
  };
  const keep = async (attempts: Attempts): Promise<void> => {
    held = attempts;
    await store.putSlots([{ name: slotName, sealed: encode(attempts) }]);
  };
  const waitMs = async (): Promise<number> => {
    const { wrong, atMs } = await read();
    const wait = waitAfter(wrong);
    return Math.max(0, Math.min(wait, atMs + wait - clock.now()));
  };
  return {
    waitMs,
    async begin() {
      const wait = await waitMs();
      if (wait > 0) return fail("wait", String(wait));
      await keep({ wrong: (await read()).wrong + 1, atMs: clock.now() });
      return succeed(undefined);
    },
    refused: async () => keep({ wrong: (await read()).wrong, atMs: clock.now() }),
    passed: () => keep(none),
  };
}

/** For programs that try a secret once and end (the command line), and for tests of other things. */
export const openGuard: Guard = {
  waitMs: async () => 0,
  begin: async () => succeed(undefined),
  refused: async () => undefined,
  passed: async () => undefined,
};

const encode = ({ wrong, atMs }: Attempts): Bytes => utf8ToBytes(canonicalText({ format: 1, wrong, at: atMs }));

function decode(bytes: Bytes): Attempts {
  const json = parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json === null || !hasExactKeys(json, ["format", "wrong", "at"]) || json.format !== 1) return none;
  const { wrong, at } = json;
  const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  return isCount(wrong) && isCount(at) ? { wrong: Math.min(wrong, 1000), atMs: at } : none;
}
