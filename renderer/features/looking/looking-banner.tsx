import type { ReactNode } from "react";
import type { HistoryPoint, Look } from "../../../shared/case/ledger-door.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { lookText } from "../../ui/look-text.ts";
import { keysText } from "../../ui/keys-text.ts";
import { useTranslate } from "../../ui/translate.ts";
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
