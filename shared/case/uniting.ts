import type { CaseId } from "../kernel/brand.ts";
import type { OpenVault } from "../vault/model.ts";
import { sizeNote } from "./case-size.ts";

/** Acts that leave enough small boxes to be worth uniting. */
const actsPerUniting = 64;

/** Unites the small boxes that single acts leave (`OpenVault.uniteRun`) while nobody waits: what a case says does not change, it opens faster and takes less room. */
export interface Uniting {
  /** A case was opened: it may have many from before. */
  opened(caseId: CaseId): void;
  /** An act was kept. */
  acted(caseId: CaseId): void;
  /** Resolves when nothing is waiting to be united. */
  settled(): Promise<void>;
}

/** `pause` resolves after a while; what was acted on meanwhile waits for the next. Without it nothing is ever united. A failure changes nothing and is tried again later. */
export function createUniting(vault: OpenVault, pause: (() => Promise<void>) | undefined): Uniting {
  const acts = new Map<CaseId, number>();
  let [moves, work]: [number, Promise<void> | null] = [0, null];
  const unite = async (wait: () => Promise<void>): Promise<void> => {
    for (let next = ripe(acts); next !== undefined; next = ripe(acts)) {
      const seen = moves;
      await wait();
      if (moves !== seen) continue;
      acts.delete(next);
      const united = await vault.uniteRun(`case/${next}`, actsPerUniting);
      // What was measured before is the size no more.
      if (united.ok && united.value !== null) await vault.keepNote(sizeNote(next), new Uint8Array(0));
    }
    work = null;
  };
  const note = (caseId: CaseId, count: number): void => {
    moves += 1;
    acts.set(caseId, (acts.get(caseId) ?? 0) + count);
    if (pause !== undefined && ripe(acts) !== undefined) work ??= unite(pause);
  };
  return {
    opened: (caseId) => note(caseId, actsPerUniting),
    acted: (caseId) => note(caseId, 1),
    settled: () => work ?? Promise.resolve(),
  };
}

const ripe = (acts: ReadonlyMap<CaseId, number>): CaseId | undefined => [...acts].find(([, count]) => count >= actsPerUniting)?.[0];
