import { type ReactNode, useEffect, useState } from "react";
import type { OwnKeys } from "../../../shared/case/partners-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { QrCode } from "../../ui/qr-code.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import { saveIdentity, saveSmallFile, type SmallFile } from "./save-small-file.ts";
import { SayAgainPart } from "./say-again.tsx";
import { showPartners } from "./show-partners.ts";

/** What a partner needs of us, and what can be done about our own keys. */
export function OwnKeysPart({ onBack }: { readonly onBack: () => void }): ReactNode {
  const t = useTranslate();
  const seen = useOwnKeys();
  const isInCase = useDesk((desk) => desk.screen === "workbench");
  const footer = (
    <>
      <Button icon="arrow-left" onClick={onBack}>
        {t("exchange:partners.title")}
      </Button>
      <Button onClick={closeDialog}>{t("common:close")}</Button>
    </>
  );
  return (
    <Dialog isOpen title={t("partners:ours.title")} icon="key" width="large" onClose={closeDialog} footer={footer} hasDraft={false}>
      {seen !== null && (
        <div className="partners-ours">
          <Shown keys={seen.keys} />
          <section aria-label={t("partners:ours.acts")}>
            {seen.keys.revoked !== null ? <Revoked keys={seen.keys} /> : isInCase && <SayAgainPart />}
            <IdentityFacts identity={seen.keys.me} />
            <p className="exchange-muted">{t("exchange:own.what")}</p>
            <Button icon="export" intent="primary" autoFocus onClick={() => void saveIdentity()}>
              {t("exchange:own.save")}
            </Button>
            <h3>{t("partners:ours.change")}</h3>
            <p className="exchange-muted">{t("partners:ours.changeHelp")}</p>
            <div className="partners-moves">
              <Button icon="key" isDisabled={isInCase} onClick={() => showPartners("renew")}>
                {t("partners:command.renew")}
              </Button>
              {seen.keys.revoked === null && (
                <Button icon="ban-circle" onClick={() => showPartners("revoke")}>
                  {t("partners:command.revoke")}
                </Button>
              )}
            </div>
            {isInCase && <p className="exchange-muted">{t("partners:renew.closeFirst")}</p>}
            <Notices notices={seen.notices} />
          </section>
        </div>
      )}
    </Dialog>
  );
}

function useOwnKeys(): { readonly keys: OwnKeys; readonly notices: readonly SmallFile[] } | null {
  const [seen, setSeen] = useState<{ readonly keys: OwnKeys; readonly notices: readonly SmallFile[] } | null>(null);
  useEffect(() => {
    void Promise.all([askOrTell("ownKeys", null), askOrTell("ownNotices", null)]).then(([keys, notices]) => {
      if (keys !== null) setSeen({ keys, notices: notices ?? [] });
    });
  }, []);
  return seen;
}

/** The identity file as a QR code: what is scanned is the very file. */
function Shown({ keys: { identityText } }: { readonly keys: OwnKeys }): ReactNode {
  const t = useTranslate();
  return (
    <figure className="partners-qr">
      <QrCode text={identityText} label={t("partners:ours.qr")} size={360} />
      <figcaption className="exchange-muted">{t("partners:ours.qrHelp")}</figcaption>
    </figure>
  );
}

function Revoked({ keys: { revoked } }: { readonly keys: OwnKeys }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Callout tone="danger" title={t("partners:ours.revoked", { date: format.date(revoked?.from ?? 0) })}>
      {t("partners:ours.revokedHelp")}
    </Callout>
  );
}

/** What we said of our keys, for a partner who did not get it. */
function Notices({ notices }: { readonly notices: readonly SmallFile[] }): ReactNode {
  const t = useTranslate();
  if (notices.length === 0) return null;
  return (
    <>
      <h3>{t("partners:ours.notices")}</h3>
      <ul className="partners-notices">
        {notices.map((notice) => (
          <li key={notice.name}>
            <Button isSmall icon="export" onClick={() => void saveSmallFile(notice)}>
              {notice.name}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
