import type { ReactNode } from "react";
import type { HistoryPoint, Look } from "../../../shared/case/ledger-door.ts";
import { Button } from "../../ui/button.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { keysText } from "../../ui/keys-text.ts";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { returnToNow } from "./ask-look.ts";

interface BannerProps {
  readonly points: readonly HistoryPoint[];
  readonly look: Look;
}

/** Says that what is shown is not now, and leads back. */
export function LookingBanner({ points, look }: BannerProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const leave = (): void => {
    document.getElementById(openButtonId)?.focus();
    returnToNow();
  };
  return (
    <aside className="looking-banner" aria-label={t("looking:title")}>
      <Icon name="history" />
      <p role="status">
        <strong>{lookText(look, points, t, format)}</strong> {t("looking:editingOff")}
      </p>
      <Button isSmall intent="primary" icon="reset" title={keysText("Escape")} onClick={leave}>
        {t("looking:command.now")}
      </Button>
    </aside>
  );
}

/** The button of the tool bar that opens the bar: where the focus goes when the banner is gone. */
export const openButtonId = "looking-open";

function lookText({ known, valid }: Look, points: readonly HistoryPoint[], t: Translate, format: Format): string {
  const day = valid === null ? "" : format.date(valid);
  const point = known === null ? undefined : points[known];
  if (known === null) return t("looking:back.valid", { day });
  // The steps are being read: for a moment only the number is known.
  if (point === undefined) return t("looking:back.step", { step: format.number(known + 1) });
  const said = { step: format.number(known + 1), total: format.number(points.length), when: format.dateTime(point.saidAt) };
  return valid === null ? t("looking:back.known", said) : t("looking:back.both", { ...said, day });
}
