import { type Dispatch, type SetStateAction, useEffect, useState } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import { askCore } from "../../state/ask.ts";
import { type Chosen, type Decisions, isNothing, nothingChosen, toChoice } from "./review-lines.ts";

/** What a person chose of a bundle, and which values to rely on once it is in. */
export interface Picking {
  readonly chosen: Chosen;
  readonly decisions: Decisions;
  readonly setChosen: Dispatch<SetStateAction<Chosen>>;
  readonly setDecisions: Dispatch<SetStateAction<Decisions>>;
  /** What the choice comes to, with all that belongs with it; null = nothing is chosen, or it is being worked out. */
  readonly weight: { readonly claims: number; readonly along: number } | null;
}

export function usePicking({ token }: BundleReview): Picking {
  const [chosen, setChosen] = useState<Chosen>(nothingChosen);
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const [weighed, setWeighed] = useState<{ readonly of: Chosen; readonly weight: NonNullable<Picking["weight"]> } | null>(null);
  useEffect(() => {
    if (isNothing(chosen)) return;
    let isGone = false;
    const weigh = async (): Promise<void> => {
      const answer = await askCore("weighChoice", { token, choice: toChoice(chosen) });
      if (answer.ok && !isGone) setWeighed({ of: chosen, weight: answer.value });
    };
    void weigh();
    return () => {
      isGone = true;
    };
  }, [token, chosen]);
  return { chosen, decisions, setChosen, setDecisions, weight: weighed?.of === chosen ? weighed.weight : null };
}
