import { useEffect, useMemo, useState } from "react";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { ShareWeight } from "../../../shared/case/share-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { askCore } from "../../state/ask.ts";
import type { bundleFailureText } from "./exchange-words.ts";

/** What the core last said of the plan. */
export interface SeenPreview {
  readonly preview: SharePreview | null;
  /** Of each file that would be made. */
  readonly weights: readonly ShareWeight[];
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
  /** Whether it is about the plan as it stands now. */
  readonly isCurrent: boolean;
  /** Whose file the preview shows, where each recipient gets their own; null = the one file there is. */
  readonly shownTo: AuthorId | null;
  showTo(author: AuthorId): void;
}
interface Answered extends Pick<SeenPreview, "preview" | "weights" | "trouble"> {
  readonly plan: SharePlan | null;
  readonly shownTo: AuthorId | null;
}

const pauseMs = 200;

/** Asks for the preview of a plan while it is wanted, when the person pauses; an answer to an older plan is not shown. */
export function useSharePreview(plan: SharePlan | null, isWanted: boolean): SeenPreview {
  const [answered, setAnswered] = useState<Answered>({ plan: null, shownTo: null, preview: null, weights: [], trouble: null });
  const [asked, showTo] = useState<AuthorId | null>(null);
  const shownTo = useMemo(() => {
    if (plan === null || plan.isTogether === true || plan.to.length < 2) return null;
    return plan.to.find((author) => author === asked) ?? plan.to[0] ?? null;
  }, [plan, asked]);
  const isCurrent = answered.plan === plan && answered.shownTo === shownTo;
  const isFirst = answered.plan === null;
  useEffect(() => {
    if (plan === null || !isWanted || isCurrent) return;
    let isGone = false;
    const ask = async (): Promise<void> => {
      const answer = await askBoth(plan, shownTo);
      if (!isGone) setAnswered({ plan, shownTo, ...answer });
    };
    const timer = setTimeout(() => void ask(), isFirst ? 0 : pauseMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [plan, shownTo, isWanted, isCurrent, isFirst]);
  const { preview, weights, trouble } = answered;
  return { preview, weights, trouble, isCurrent, shownTo, showTo };
}

async function askBoth(plan: SharePlan, shownTo: AuthorId | null): Promise<Pick<Answered, "preview" | "weights" | "trouble">> {
  const preview = await askCore("previewShare", shownTo === null ? plan : { ...plan, to: [shownTo] });
  if (!preview.ok) return { preview: null, weights: [], trouble: preview.error };
  const weights = await askCore("weighShare", plan);
  return weights.ok ? { preview: preview.value, weights: weights.value, trouble: null } : { preview: null, weights: [], trouble: weights.error };
}
