import type { ReactNode } from "react";
import type { Identity } from "../../../shared/partner/model.ts";
import { askOrTell, tellFailure } from "../../state/ask.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts } from "./partner-facts.tsx";

/** What a partner needs of us: the identity file, and the fingerprint to compare it with. */
export function OwnIdentity({ me }: { readonly me: Identity }): ReactNode {
  const t = useTranslate();
  const save = async (): Promise<void> => {
    const file = await askOrTell("identityFile", null);
    if (file !== null) await saveIdentity(file);
  };
  return (
    <section className="exchange-own" aria-label={t("exchange:own.title")}>
      <h3>{t("exchange:own.title")}</h3>
      <IdentityFacts identity={me} />
      <div className="exchange-qr">
        <QrCode text={`DALEL ${me.agency.toUpperCase()} ${me.fingerprint}`} label={t("exchange:own.qr")} size={140} />
      </div>
      <p className="exchange-muted">{t("exchange:own.what")}</p>
      <Button icon="export" onClick={() => void save()}>
        {t("exchange:own.save")}
      </Button>
    </section>
  );
}

async function saveIdentity({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }): Promise<void> {
  const saved = await saveBytes({ name, mediaType: "application/octet-stream" }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "exchange:own.saved", { name });
}
