import type { ReactNode } from "react";
import type { Identity } from "../../../shared/partner/model.ts";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface IdentityCardProps {
  readonly identity: Identity;
  readonly hasCode?: boolean;
  readonly isLarge?: boolean;
  readonly children?: ReactNode;
}

/** An officer, the agency, and the fingerprint of the key. */
export function IdentityCard({ identity, hasCode = false, isLarge = false, children }: IdentityCardProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="exchange-card">
      <div className="exchange-card-text">
        <div className="exchange-card-head">
          <AgencyTag agency={identity.agency} />
          <strong>
            <SafeText text={identity.officer} />
          </strong>
        </div>
        <p className="exchange-muted">
          <SafeText text={identity.agencyName} />
        </p>
        <Fingerprint text={identity.fingerprint} label={t("exchange:fingerprint")} isLarge={isLarge} />
        {children}
      </div>
      {hasCode && <QrCode text={`DALEL ${identity.agency.toUpperCase()} ${identity.fingerprint}`} label={t("exchange:partners.qr")} size={116} />}
    </div>
  );
}
