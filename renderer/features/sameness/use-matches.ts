import { useEffect, useState } from "react";
import type { Match, Matches } from "../../../shared/projections/matches.ts";
import { pairKey } from "../../../shared/projections/sameness.ts";
import { askOrTell } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";

/** Suggestions shown at once, at most. */
const mostShown = 200;

export interface Suggested {
  /** null while they are looked for. `kept`: pairs that somebody keeps as possible matches, which are not suggested. */
  readonly found: (Matches & { readonly kept: number }) | null;
  /** Those that were not put aside. */
  readonly pairs: readonly Match[];
  /** Puts a pair aside until the dialog is opened again. */
  skip(match: Match): void;
  /** Puts a pair aside that was answered just now, until the core is asked anew. */
  settle(match: Match): void;
}

/** What the core suggests, asked anew whenever the case changes: what was answered is gone, and so is what a merge settled on the way. */
export function useMatches(): Suggested {
  const version = useCaseMirror((mirror) => mirror.version);
  const [found, setFound] = useState<Suggested["found"]>(null);
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case is what changes the suggestions
  useEffect(() => {
    let isShown = true;
    void askOrTell("suggestMatches", { entity: null, limit: mostShown }).then((answer) => {
      if (!isShown || answer === null) return;
      setFound(answer);
      setSettled(new Set());
    });
    return () => {
      isShown = false;
    };
  }, [version]);
  const pairs = (found?.pairs ?? []).filter(({ a, b }) => !skipped.has(pairKey(a, b)) && !settled.has(pairKey(a, b)));
  return {
    found,
    pairs,
    skip: ({ a, b }) => setSkipped((before) => new Set([...before, pairKey(a, b)])),
    settle: ({ a, b }) => setSettled((before) => new Set([...before, pairKey(a, b)])),
  };
}
