import { useCaseMirror } from "../../state/case-mirror.ts";
import type { Picked } from "./use-picking.ts";

/** What was chosen of a review that is not on the screen for a while: it is looked at over the chart, and comes back. By token; ids only. */
const kept = new Map<string, Picked>();

export function keepPicking(token: string, picked: Picked): void {
  kept.set(token, picked);
}
export function keptPicking(token: string): Picked | undefined {
  return kept.get(token);
}
export function forgetPicking(token: string): void {
  kept.delete(token);
}

// No case, nothing chosen of one.
useCaseMirror.subscribe(({ opened }) => opened === null && kept.clear());
