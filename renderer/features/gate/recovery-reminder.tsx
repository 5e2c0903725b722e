import { type ReactNode, useEffect, useState } from "react";
import { openDialog, useDesk } from "../../state/desk.ts";
import { isNeverTypedBack } from "../../state/recovery-note.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./gate.css";

/** Above the list of cases: the making of the vault was cut off before its recovery code was typed back. */
export function RecoveryReminder(): ReactNode {
  const t = useTranslate();
  const [isDue, setDue] = useState(false);
  // Asked anew when a dialog closes: it may have been the one that renews the code.
  const dialog = useDesk((desk) => desk.dialog?.kind ?? null);
  useEffect(() => {
    let isMounted = true;
    if (dialog === null) void isNeverTypedBack().then((isNever) => isMounted && setDue(isNever));
    return () => {
      isMounted = false;
    };
  }, [dialog]);
  if (!isDue) return null;
  return (
    <div className="gate-reminder">
      <Callout tone="warning" title={t("keys:recovery.never")}>
        <span className="gate-reminder-line">
          {t("keys:recovery.neverHelp")}
          <Button icon="key" onClick={() => openDialog({ kind: "keys", part: "recovery" })}>
            {t("keys:command.recovery")}
          </Button>
        </span>
      </Callout>
    </div>
  );
}
