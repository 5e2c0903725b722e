import { useEffect, useState } from "react";
import type { ExportPlan, ExportPreview } from "../../../shared/case/export-door.ts";
import { askCore } from "../../state/ask.ts";

type Answer = Awaited<ReturnType<typeof askCore<"previewExport">>>;
export type Trouble = Extract<Answer, { readonly ok: false }>["error"];

/** What would leave by a plan; null until it is known, or while there is no plan. */
export interface Previewed {
  readonly preview: ExportPreview | null;
  readonly trouble: Trouble | null;
}

export function useExportPreview(plan: ExportPlan | null): Previewed {
  const [answered, setAnswered] = useState<{ readonly plan: ExportPlan; readonly answer: Answer } | null>(null);
  useEffect(() => {
    if (plan === null) return;
    let isGone = false;
    void askCore("previewExport", plan).then((answer) => {
      if (!isGone) setAnswered({ plan, answer });
    });
    return () => {
      isGone = true;
    };
  }, [plan]);
  if (plan === null || answered === null || answered.plan !== plan) return { preview: null, trouble: null };
  const { answer } = answered;
  return answer.ok ? { preview: answer.value, trouble: null } : { preview: null, trouble: answer.error };
}
