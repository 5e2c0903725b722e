import type { Clock } from "../kernel/ports.ts";
import type { CaseNews } from "./door.ts";

/** Who waits for a case to be opened: hears how far it is, and may end it. */
export interface OpeningWatch {
  /** So many claims more were read. */
  read(claims: number): void;
  /** All there are were read. */
  readAll(): void;
  /** So many claims more were folded. */
  folded(claims: number): void;
  /** So many rows of all were told. */
  told(rows: number, all: number): void;
  isStopped(): boolean;
  /** Whether others have waited long enough for their turn. */
  isDue(): boolean;
}

/** Nobody waits. */
export const unwatched: OpeningWatch = {
  read: () => undefined,
  readAll: () => undefined,
  folded: () => undefined,
  told: () => undefined,
  isStopped: () => false,
  isDue: () => false,
};

export const openingJob = "open-case";
/** Between two turns of others, and between two tellings. */
const [turnMs, tellingMs] = [15, 100];

interface Telling {
  readonly clock: Clock;
  tell(news: CaseNews): void;
  isStopped(): boolean;
  /** Claims the case had when it was last closed; null = not known. */
  readonly expected: number | null;
}

/**
 * Tells how far an opening is, in claims: each is read, folded, and told with its row, and counts for a third each time, so that the number and its speed
 * say how long it will still take.
 */
export function watchOpening({ clock, tell, isStopped, expected }: Telling): OpeningWatch {
  let [readClaims, foldedClaims, toldShare, isAllRead] = [0, 0, 0, false];
  let [lastTurn, lastTelling] = [clock.now() as number, 0];
  const say = (): void => {
    const now = clock.now();
    if (now - lastTelling < tellingMs) return;
    lastTelling = now;
    const total = Math.max(expected ?? 0, readClaims);
    const done = Math.floor((readClaims + foldedClaims + toldShare * readClaims) / 3);
    tell({ kind: "progress", job: openingJob, done, total: expected === null && !isAllRead ? 0 : total + 1, unit: "claims" });
  };
  return {
    read: (claims) => {
      readClaims += claims;
      say();
    },
    readAll: () => {
      isAllRead = true;
    },
    folded: (claims) => {
      foldedClaims += claims;
      say();
    },
    told: (rows, all) => {
      toldShare += rows / all;
      say();
    },
    isStopped,
    isDue: () => {
      const now = clock.now();
      if (now - lastTurn < turnMs) return false;
      lastTurn = now;
      return true;
    },
  };
}
