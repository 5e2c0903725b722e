import { type Dispatch, type SetStateAction, useEffect, useState } from "react";
import type { BundleReview, ChoiceWeight } from "../../../shared/case/review-door.ts";
import { askCore } from "../../state/ask.ts";
import { keepPicking, keptPicking, type Picked } from "./kept-picking.ts";
import { type Chosen, type Decisions, isNothing, nothingChosen, type PairSayings, toChoice } from "./review-lines.ts";

export interface Picking extends Picked {
  readonly setChosen: Dispatch<SetStateAction<Chosen>>;
  readonly setDecisions: Dispatch<SetStateAction<Decisions>>;
  readonly setPairs: Dispatch<SetStateAction<PairSayings>>;
  /** What the choice comes to, with all that belongs with it; null = nothing is chosen, or it is being worked out. */
  readonly weight: ChoiceWeight | null;
}

const nothingPicked: Picked = { chosen: nothingChosen, decisions: new Map(), pairs: new Map() };

/** Begins with what was picked before, when the review was put away to be looked at over the chart. */
export function usePicking({ token }: BundleReview): Picking {
  const [first] = useState(() => keptPicking(token) ?? nothingPicked);
  const [chosen, setChosen] = useState<Chosen>(first.chosen);
  const [decisions, setDecisions] = useState<Decisions>(first.decisions);
  const [pairs, setPairs] = useState<PairSayings>(first.pairs);
  const [weighed, setWeighed] = useState<{ readonly of: Chosen; readonly weight: ChoiceWeight } | null>(null);
  useEffect(() => keepPicking(token, { chosen, decisions, pairs }), [token, chosen, decisions, pairs]);
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
  return { chosen, decisions, pairs, setChosen, setDecisions, setPairs, weight: weighed?.of === chosen ? weighed.weight : null };
}
