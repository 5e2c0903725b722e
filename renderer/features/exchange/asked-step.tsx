import type { ReactNode } from "react";
import type { Identity } from "../../../shared/partner/model.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Progress } from "../../ui/progress.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Asking } from "./use-asking.ts";

interface AskedProps {
  readonly asking: Asking;
  readonly officer: Identity | null;
}

/** The request for the second officer, whether it is on a disk, and what to do next. */
export function AskedStep({ asking, officer }: AskedProps): ReactNode {
  const t = useTranslate();
  const { saving, request } = asking;
  return (
    <section className="exchange-scroll exchange-sign" aria-label={t("exchange:share.step.sign")} tabIndex={0}>
      {asking.isWarned && <Callout tone="danger">{t("cosign:asked.leaveWarning")}</Callout>}
      {saving === "saving" && <Progress done={0} total={0} label={t("exchange:receipt.saving")} />}
      {saving === "saved" && (
        <Callout tone="success" title={t("cosign:asked.saved")}>
          {t("cosign:asked.next", {
            officer: officer === null ? "" : `${safeText(officer.officer)} (${agencyText(officer.agency)})`,
            cosign: t("cosign:command.cosign"),
            cosigned: t("cosign:command.cosigned"),
          })}
        </Callout>
      )}
      {(saving === "cancelled" || saving === "failed") && (
        <Callout tone="warning" title={t("cosign:asked.notSaved")}>
          {t("cosign:asked.notSavedHelp")}
        </Callout>
      )}
      <dl className="exchange-facts">
        <dt>{t("exchange:receipt.file")}</dt>
        <dd className="mono">{request?.name}</dd>
      </dl>
      <p className="exchange-muted">{t("cosign:asked.secret")}</p>
      <Button icon="export" isDisabled={saving === "saving"} onClick={asking.save}>
        {t(saving === "saved" ? "exchange:receipt.saveCopy" : "exchange:receipt.saveAgain")}
      </Button>
    </section>
  );
}
