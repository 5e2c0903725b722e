import { useEffect, useState } from "react";
import type { FoundHits, HitsSight } from "../../../shared/case/deconfliction-door.ts";
import { askCore } from "../../state/ask.ts";
import type { HitsTrouble } from "./hits-words.ts";
import { saveHits } from "./use-making.ts";

interface Seen {
  readonly sight: HitsSight | null;
  readonly trouble: HitsTrouble | null;
}

/** What the core says of a file before any secret; both null while it is being checked. */
export function useSight(file: File | null): Seen {
  const [seen, setSeen] = useState<Seen>({ sight: null, trouble: null });
  useEffect(() => {
    if (file === null) return;
    let isGone = false;
    void askCore("inspectHits", { file }).then((answer) => {
      if (!isGone) setSeen(answer.ok ? { sight: answer.value, trouble: null } : { sight: null, trouble: answer.error });
    });
    return () => {
      isGone = true;
    };
  }, [file]);
  return seen;
}

/** The comparison, and the answer that may follow. */
export interface Reading {
  readonly isBusy: boolean;
  readonly trouble: HitsTrouble | null;
  readonly found: FoundHits | null;
  /** What became of the answer; null = none was made. */
  readonly answered: { readonly says: "answered" | "refused"; readonly saved: "saved" | "cancelled" | "failed" } | null;
  compare(token: string, secret: string): Promise<boolean>;
  answer(token: string, says: "answered" | "refused"): void;
}

export function useReading(): Reading {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<HitsTrouble | null>(null);
  const [found, setFound] = useState<FoundHits | null>(null);
  const [answered, setAnswered] = useState<Reading["answered"]>(null);
  const compare = async (token: string, secret: string): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const answer = await askCore("readHits", { token, secret });
    setBusy(false);
    if (answer.ok) setFound(answer.value);
    else setTrouble(answer.error);
    return answer.ok;
  };
  const answer = async (token: string, says: "answered" | "refused"): Promise<void> => {
    setTrouble(null);
    const made = await askCore("answerHits", { token, says });
    if (!made.ok) return setTrouble(made.error);
    setAnswered({ says, saved: await saveHits(made.value) });
  };
  return { isBusy, trouble, found, answered, compare, answer: (token, says) => void answer(token, says) };
}
