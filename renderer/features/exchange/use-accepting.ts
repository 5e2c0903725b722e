import { useState } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { caseHandling, useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import type { bundleFailureText } from "./exchange-words.ts";
import { type Decisions, isNothing, type PairSayings, ruledByPair, toChoice } from "./review-lines.ts";
import type { Picking } from "./use-picking.ts";

export interface Accepting {
  readonly isBusy: boolean;
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
  /** `why`: the reason of the rulings. `stolen`: the key under which to show what waits, once that is done; null = none. */
  readonly accept: (why: string, stolen?: AuthorId | null) => void;
  readonly setAside: () => void;
}

const acceptedKey = "exchange:review.accepted";

/** Takes in what was chosen, or all; or sets all aside. Then opens the case, says what was decided of rival values, and tells how much came. */
export function useAccepting(review: BundleReview, { chosen, decisions, pairs }: Picking): Accepting {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Accepting["trouble"]>(null);
  const { token, marking, statementHash } = review;
  const after = {
    // A receipt for the sender is offered when nothing else wants to be seen.
    accept: async (why: string, stolen: AuthorId | null): Promise<void> => {
      await rule(decisions, why, marking);
      await sayPairs(pairs, decisions, why);
      if (stolen !== null) openDialog({ kind: "stolen", key: stolen });
      if (useDesk.getState().dialog === null) openDialog({ kind: "receipt", statementHash, deed: "arrival" });
    },
    setAside: () => Promise.resolve(),
  };
  const finish = async (asked: ReturnType<typeof take>, key: string, then: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const done = await asked;
    if (!done.ok) {
      setTrouble(done.error);
      return setBusy(false);
    }
    const { caseId, newClaims, newCommits, newFiles } = done.value;
    const isNoted = key === acceptedKey && newClaims + newCommits + newFiles === 0;
    notify("success", isNoted ? "exchange:review.noted" : key, { claims: newClaims, records: newCommits, files: newFiles });
    if (await openCaseById(caseId)) await then();
    else closeDialog();
  };
  const take = () => askCore("acceptBundle", { token, choice: isNothing(chosen) ? null : toChoice(chosen) });
  return {
    isBusy,
    trouble,
    accept: (why, stolen = null) => void finish(take(), acceptedKey, () => after.accept(why, stolen)),
    setAside: () => void finish(askCore("setBundleAside", { token }), "arrival:setAside", after.setAside),
  };
}

/** Each in an act of its own, as if it had been said among the suggestions. Of a thing that was not taken in nothing is said. */
async function sayPairs(pairs: PairSayings, decisions: Decisions, why: string): Promise<void> {
  let left = 0;
  for (const pair of pairs.values()) {
    const { match, says } = pair;
    const [ours, theirs] = [match.ours.id, match.theirs.id];
    const { entities } = useCaseMirror.getState();
    if (!entities.has(theirs) || !entities.has(ours)) left += 1;
    else {
      const merge = { keep: ours, others: [theirs], why, relyOn: ruledByPair(pair, decisions), grade: "B2", handling: caseHandling() } as const;
      const said = says === "merge" ? await askCore("merge", merge) : await askCore("sayDistinct", { a: ours, b: theirs, why });
      if (!said.ok) return tellFailure(said.error);
    }
  }
  if (left > 0) notify("warning", "arrival:matches.left", { count: left });
}

/** Each in an act of its own, so that each can be undone: what was taken in stays whatever becomes of them. */
async function rule(decisions: Decisions, why: string, handling: Handling): Promise<void> {
  for (const { entity, claim } of decisions.values()) {
    const ruled = await askCore("rule", { entity, claim, why, until: "", handling });
    if (!ruled.ok) return tellFailure(ruled.error);
  }
}
