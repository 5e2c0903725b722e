import { useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { Match } from "../../../shared/projections/matches.ts";
import { pairKey } from "../../../shared/projections/sameness.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { caseHandling, isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { mergeThings, sayOfPair } from "./acts.ts";
import { richest } from "./compared.ts";
import type { Suggested } from "./use-matches.ts";

/** What a person answers to a suggestion. */
export type PairAnswer = "merge" | "possible" | "distinct" | "skip";

/** The pair in front, and what will be said of it. */
export interface PairAnswers {
  readonly things: readonly Entity[];
  readonly keep: EntityId | null;
  readonly why: string;
  readonly isBusy: boolean;
  setKeep(id: EntityId): void;
  setWhy(text: string): void;
  answer(said: PairAnswer): Promise<void>;
}

/** Answers to the pair in front. One at a time: a key held down says nothing twice. */
export function usePairAnswers(match: Match | undefined, { skip, settle }: Pick<Suggested, "skip" | "settle">): PairAnswers {
  const entities = useCaseMirror((mirror) => mirror.entities);
  const [chosen, setKeep] = useState<EntityId | null>(null);
  const pair = match === undefined ? "" : pairKey(match.a, match.b);
  const [reason, setReason] = useState({ pair, why: "" });
  // Words about one pair are not said of the next.
  const why = reason.pair === pair ? reason.why : "";
  const [isBusy, setBusy] = useState(false);
  const things = match === undefined ? [] : [match.a, match.b].flatMap((id) => entities.get(id) ?? []);
  const keep = things.find(({ id }) => id === chosen)?.id ?? richest(things);
  const answer = async (said: PairAnswer): Promise<void> => {
    if (match === undefined || isBusy) return;
    if (said === "skip") return skip(match);
    if (keep === null || !isEditable()) return;
    setBusy(true);
    const { a, b } = match;
    const other = keep === a ? b : a;
    const isSaid =
      said === "merge"
        ? await mergeThings({ keep, others: [other], why, grade: "B2", handling: caseHandling() })
        : await sayOfPair(said, { a, b, why });
    // The next key is meant for the next pair, which stands in front at once and not only when the core was asked anew.
    if (isSaid) settle(match);
    setBusy(false);
  };
  return { things, keep, why, isBusy, setKeep, setWhy: (text) => setReason({ pair, why: text }), answer };
}
