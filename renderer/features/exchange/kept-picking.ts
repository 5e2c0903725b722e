import { useCaseMirror } from "../../state/case-mirror.ts";
import type { Chosen, Decisions, PairSayings } from "./review-lines.ts";

/** What a person chose of a bundle, which values to rely on once it is in, and what is to be said of things that may be one. */
export interface Picked {
  readonly chosen: Chosen;
  readonly decisions: Decisions;
  readonly pairs: PairSayings;
}

/** What was chosen of a review that is not on the screen for a while: it is looked at over the chart, and comes back. By token; ids only. */
const kept = new Map<string, Picked>();

export function keepPicking(token: string, picked: Picked): void {
  kept.set(token, picked);
}
export function keptPicking(token: string): Picked | undefined {
  return kept.get(token);
}

// No case, nothing chosen of one.
useCaseMirror.subscribe(({ opened }) => opened === null && kept.clear());
