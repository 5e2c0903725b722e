import { type ReactNode, useEffect, useState } from "react";
import { isOverdue, type UndecidedKinds, undecidedOf } from "../../../shared/case/register-due.ts";
import { askCore } from "../../state/ask.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { Reminder } from "../../ui/reminder.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface Due {
  /** Bundles of others to be destroyed here, bundles of ours to be destroyed there, bundles whose recalls or replacements are to be decided about. */
  readonly received: number;
  readonly sent: number;
  readonly undecided: number;
  readonly undecidedKinds: UndecidedKinds;
}
const nothing: Due = { received: 0, sent: 0, undecided: 0, undecidedKinds: "recall" };

/** Asked when the list of cases is shown, and whenever a dialog closed above it. */
function useDue(): Due {
  const isAsked = useDesk(({ screen, dialog }) => screen === "cases" && dialog === null);
  const version = useDesk((desk) => desk.listVersion);
  const [due, setDue] = useState<Due>(nothing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that changed may have lost a case that was due
  useEffect(() => {
    if (!isAsked) return;
    let isShown = true;
    void askCore("bundleRegister", null).then((answer) => {
      if (!isShown) return;
      const entries = answer.ok ? answer.value.entries : [];
      const overdue = (way: "sent" | "received"): number => entries.filter((entry) => entry.direction === way && isOverdue(entry)).length;
      setDue({ received: overdue("received"), sent: overdue("sent"), ...undecidedOf(entries) });
    });
    return () => {
      isShown = false;
    };
  }, [isAsked, version]);
  return due;
}

/** Above the list of cases: dates of deletion that passed, and recalls and replacements nobody decided about. */
export function RegisterReminder(): ReactNode {
  const t = useTranslate();
  const { received, sent, undecided, undecidedKinds } = useDue();
  if (received + sent + undecided === 0) return null;
  const parts = [
    ...(undecided === 0 ? [] : [t("register:due.undecided", { count: undecided })]),
    ...(received === 0 ? [] : [t("register:due.received", { count: received })]),
    ...(sent === 0 ? [] : [t("register:due.sent", { count: sent })]),
  ];
  return (
    <Reminder
      title={t(undecided === 0 ? "register:due.title" : `register:due.titleUndecided.${undecidedKinds}`)}
      text={parts.join(" ")}
      icon="th-list"
      label={t("register:due.show")}
      onClick={() => openDialog({ kind: "register", file: null, shows: "todo" })}
    />
  );
}
