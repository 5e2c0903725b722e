import { type ReactNode, useEffect, useState } from "react";
import { openDialog, useDesk } from "../../state/desk.ts";
import { isNeverTypedBack } from "../../state/recovery-note.ts";
import { Reminder } from "../../ui/reminder.tsx";
import { useTranslate } from "../../ui/translate.ts";

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
    <Reminder
      title={t("keys:recovery.never")}
      text={t("keys:recovery.neverHelp")}
      icon="key"
      label={t("keys:command.recovery")}
      onClick={() => openDialog({ kind: "keys", part: "recovery" })}
    />
  );
}
