import { useEffect, useState } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import { askCore } from "../../state/ask.ts";
import { useTranslate } from "../../ui/translate.ts";
import { bundleRefusal } from "./words.ts";

export interface SeenPreview {
  readonly preview: SharePreview | null;
  readonly isBusy: boolean;
  readonly trouble: string | null;
}

/** What the core says would leave; asked anew with every change of the plan, the last answer wins. */
export function usePreview(plan: SharePlan | null): SeenPreview {
  const t = useTranslate();
  const [seen, setSeen] = useState<SeenPreview>({ preview: null, isBusy: false, trouble: null });
  useEffect(() => {
    if (plan === null) return;
    let isCurrent = true;
    setSeen((before) => ({ ...before, isBusy: true }));
    void askCore("previewShare", plan).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setSeen({ preview: answer.value, isBusy: false, trouble: null });
      else setSeen((before) => ({ ...before, isBusy: false, trouble: bundleRefusal(t, answer.error) }));
    });
    return () => {
      isCurrent = false;
    };
  }, [plan, t]);
  return seen;
}
