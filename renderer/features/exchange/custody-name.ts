import { useCallback } from "react";
import type { SharedEntity } from "../../../shared/case/door.ts";
import type { CustodyAct } from "../../../shared/case/review-door.ts";
import { useFormat } from "../../ui/format.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** A record of custody by the act, when that was and the exhibit: one exhibit has many. Not to be told = by the exhibit alone. */
export function useCustodyName(): (act: CustodyAct | null, exhibit: string) => string {
  const t = useTranslate();
  const format = useFormat();
  return useCallback(
    (act, exhibit) => {
      if (act === null) return safeText(exhibit);
      const instant = act.happenedAt.includes("T") ? Date.parse(act.happenedAt) : Number.NaN;
      const when = Number.isFinite(instant) ? format.dateTime(instant) : format.date(act.happenedAt);
      return t("exchange:custodyAct", { act: t(`ontology:choice.custodyAction.${act.action}`), when, exhibit: safeText(exhibit) });
    },
    [t, format],
  );
}

/** What a row of the preview says of its act; `isTheirs`: of what leaves. null = that is not all there. */
export function custodyActOf({ claims }: SharedEntity, isTheirs = false): CustodyAct | null {
  const textOf = (property: string): string => {
    const value = claims.find((each) => each.property === property && (each.leaves || !isTheirs))?.value;
    if (value === undefined) return "";
    return value.kind === "date" ? value.from || value.to : "text" in value ? value.text : "";
  };
  const [action, happenedAt] = [textOf("custodyAction"), textOf("happenedAt")];
  return action === "" || happenedAt === "" ? null : { action, happenedAt };
}
