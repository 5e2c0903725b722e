import { type ReactNode, useState } from "react";
import { createPortal } from "react-dom";
import type { Identity } from "../../../shared/partner/model.ts";
import { placeNow } from "../../state/bridge.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";

/** The page that is printed, and only that: it is not on the screen, and the screen is not on it. */
export function RecoverySheet({ me, code }: { readonly me: Identity; readonly code: string }): ReactNode {
  const t = useTranslate();
  // A renewed code is younger than the keys: the newest sheet is the one that opens.
  const [madeAt] = useState(() => Date.now());
  const format = useFormat();
  return createPortal(
    <section className="gate-sheet" aria-hidden={true}>
      <h1>{t("gate:sheet.title")}</h1>
      <dl>
        <dt>{t("gate:sheet.officer")}</dt>
        <dd>{me.officer}</dd>
        <dt>{t("gate:sheet.agency")}</dt>
        <dd>{me.agencyName}</dd>
        <dt>{t("gate:sheet.fingerprint")}</dt>
        <dd className="mono">{me.fingerprint}</dd>
        <dt>{t("gate:sheet.made")}</dt>
        <dd>{format.dateTime(madeAt)}</dd>
        <dt>{t("keys:place.label")}</dt>
        <dd>{placeNow()}</dd>
      </dl>
      <p className="gate-sheet-code">{code}</p>
      <p>{t("gate:sheet.use")}</p>
      <p>{t("gate:sheet.keep")}</p>
    </section>,
    document.body,
  );
}
