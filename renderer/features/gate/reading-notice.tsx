import type { ReactNode } from "react";
import { isToRead, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** Above the list of cases: what is missing of a vault that was unlocked to read, what that closes, and the way out. */
export function ReadingNotice({ onLock }: { readonly onLock: () => void }): ReactNode {
  const t = useTranslate();
  if (!useDesk(isToRead)) return null;
  return (
    <div className="gate-reading">
      <Callout tone="danger" title={t("gate:reading.title")}>
        {t("gate:reading.help")}
        <div className="gate-reading-moves">
          <Button icon="lock" onClick={onLock}>
            {t("gate:reading.lock")}
          </Button>
        </div>
      </Callout>
    </div>
  );
}
