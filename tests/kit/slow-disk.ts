import type { BoxStore } from "../../shared/vault/model.ts";

/** A disk whose reading of runs can be held up. */
export interface SlowDisk {
  over(store: BoxStore): BoxStore;
  /** Holds up the reading of one run, or of all, until `release`. */
  hold(run: string | null): void;
  /** Gives the runs whose reading was held up. */
  release(): readonly string[];
}

export function createSlowDisk(): SlowDisk {
  let gate = Promise.withResolvers<void>();
  let isHeld = (_run: string): boolean => false;
  let held: string[] = [];
  return {
    over: (store) => ({
      ...store,
      async *scanBoxes(run, from) {
        if (isHeld(run)) {
          held.push(run);
          await gate.promise;
        }
        yield* store.scanBoxes(run, from);
      },
    }),
    hold: (only) => {
      [gate, held] = [Promise.withResolvers(), []];
      isHeld = (run) => only === null || run === only;
    },
    release: () => {
      isHeld = () => false;
      gate.resolve();
      return held;
    },
  };
}
