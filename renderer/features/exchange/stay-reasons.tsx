import type { ReactNode } from "react";
import type { WithholdReason } from "../../../shared/bundle/model.ts";
import type { SharePreview } from "../../../shared/case/door.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { type Focus, noFocus } from "./preview-focus.ts";

interface StayReasonsProps {
  readonly stays: SharePreview["stays"];
  readonly focus: Focus;
  readonly setFocus: (focus: Focus) => void;
}

/** How many claims stay, by reason: a press shows only those. */
export function StayReasons({ stays, focus, setFocus }: StayReasonsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  // Our own books never travel, and nobody needs to be told so each time.
  const reasons = (Object.entries(stays) as [WithholdReason, number][]).filter(([reason]) => reason !== "bookkeeping");
  const isFocused = focus.reason !== null || focus.only !== null;
  return (
    <div className="exchange-filters share-reasons" role="group" aria-label={t("share:stays.label")}>
      {reasons.map(([reason, count]) => (
        <Button
          key={reason}
          isSmall
          isMinimal
          isActive={focus.reason === reason}
          onClick={() => setFocus(focus.reason === reason ? noFocus : { reason, only: null })}
        >
          {t(`bundle-report:reason.${reason}`)} · {format.number(count)}
        </Button>
      ))}
      {isFocused && (
        <Button isSmall isMinimal icon="cross" onClick={() => setFocus(noFocus)}>
          {t("share:stays.all")}
        </Button>
      )}
    </div>
  );
}
