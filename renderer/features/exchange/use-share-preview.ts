import { useEffect, useState } from "react";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { SharePreview } from "../../../shared/case/door.ts";
import { askCore } from "../../state/ask.ts";
import type { bundleFailureText } from "./exchange-words.ts";

/** What the core last said of the plan. */
export interface SeenPreview {
  readonly preview: SharePreview | null;
  readonly trouble: Parameters<typeof bundleFailureText>[0] | null;
  /** Whether it is about the plan as it stands now. */
  readonly isCurrent: boolean;
}
interface Answered {
  readonly plan: SharePlan | null;
  readonly preview: SharePreview | null;
  readonly trouble: SeenPreview["trouble"];
}

const pauseMs = 200;

/** Asks for the preview of a plan while it is wanted, when the person pauses; an answer to an older plan is not shown. */
export function useSharePreview(plan: SharePlan | null, isWanted: boolean): SeenPreview {
  const [answered, setAnswered] = useState<Answered>({ plan: null, preview: null, trouble: null });
  const isCurrent = answered.plan === plan;
  const isFirst = answered.plan === null;
  useEffect(() => {
    if (plan === null || !isWanted || isCurrent) return;
    let isGone = false;
    const ask = async (): Promise<void> => {
      const answer = await askCore("previewShare", plan);
      if (isGone) return;
      setAnswered(answer.ok ? { plan, preview: answer.value, trouble: null } : { plan, preview: null, trouble: answer.error });
    };
    const timer = setTimeout(() => void ask(), isFirst ? 0 : pauseMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [plan, isWanted, isCurrent, isFirst]);
  return { preview: answered.preview, trouble: answered.trouble, isCurrent };
}
