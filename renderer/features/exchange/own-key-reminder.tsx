import type { ReactNode } from "react";
import type { Revocation } from "../../../shared/partner/model.ts";
import { openDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Reminder } from "../../ui/reminder.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useOwnRevocation } from "../../state/own-revocation.ts";

const openOurs = (): void => openDialog({ kind: "partners", file: null, part: "ours" });

/** Above the list of cases: our own key is revoked, and nothing can be shared with it. */
export function OwnKeyReminder(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const revoked = useOwnRevocation();
  if (revoked === null) return null;
  return (
    <Reminder
      title={t("partners:ours.revoked", { date: format.date(revoked.from) })}
      text={t("partners:ours.revokedHelp")}
      icon="key"
      label={t("partners:command.ours")}
      onClick={openOurs}
    />
  );
}

/** The same in the status bar of a case; opens our keys. */
export function OwnKeyStatus(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const revoked = useOwnRevocation();
  if (revoked === null) return null;
  return (
    <button type="button" className="shell-status-damage" title={t("partners:ours.revokedHelp")} onClick={openOurs}>
      <Icon name="ban-circle" size={12} />
      {t("partners:ours.revoked", { date: format.date(revoked.from) })}
    </button>
  );
}

/** Above the first step of a share: nothing can be shared, and what to do about it. Nothing while our key counts. */
export function OwnKeyBlock({ revoked }: { readonly revoked: Revocation | null }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (revoked === null) return null;
  return (
    <Callout tone="danger" title={t("partners:ours.revoked", { date: format.date(revoked.from) })}>
      <p>{t("partners:ours.revokedHelp")}</p>
      <Button icon="key" onClick={openOurs}>
        {t("partners:command.ours")}
      </Button>
    </Callout>
  );
}
