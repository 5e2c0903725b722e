import type { ReactNode } from "react";
import type { Identity } from "../../../shared/partner/model.ts";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { StepForm } from "./step-form.tsx";

/** The fingerprint of the new keys: what partners compare. */
export function KeysStep({ me, onNext }: { readonly me: Identity; readonly onNext: () => void }): ReactNode {
  const t = useTranslate();
  return (
    <StepForm title={t("gate:keys.title")} text={t("gate:keys.text")} onNext={onNext} hasFocus>
      <div className="gate-identity">
        <div>
          <strong>
            <SafeText text={me.officer} />
          </strong>
          <p>
            <SafeText text={me.agencyName} />
          </p>
          <h2>{t("gate:keys.fingerprint")}</h2>
          <Fingerprint text={me.fingerprint} label={t("gate:keys.fingerprint")} isLarge />
        </div>
        <QrCode text={`DALEL ${me.agency.toUpperCase()} ${me.fingerprint}`} label={t("gate:keys.qr")} size={148} />
      </div>
      <p className="gate-muted">{t("gate:keys.later")}</p>
    </StepForm>
  );
}
