import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { UnsettledShare } from "../../../shared/case/share-door.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { audienceNames } from "./share-words.ts";

/** Bundles that were recorded before the program stopped: only a person knows whether their files were handed over. */
export function UnsettledShares({ partners }: { readonly partners: readonly Partner[] | null }): ReactNode {
  const [shares, setShares] = useState<readonly UnsettledShare[]>([]);
  const ask = useCallback(async () => setShares((await askOrTell("unsettledShares", null)) ?? []), []);
  useEffect(() => void ask(), [ask]);
  const settle = async ({ statementHash }: UnsettledShare, wereHandedOver: boolean): Promise<void> => {
    await askOrTell("settleShares", { statementHashes: [statementHash], wereHandedOver });
    await ask();
  };
  return shares.map((share) => <Unsettled key={share.statementHash} {...{ share, partners }} onSettle={(was) => void settle(share, was)} />);
}

interface UnsettledProps {
  readonly share: UnsettledShare;
  readonly partners: readonly Partner[] | null;
  readonly onSettle: (wasHandedOver: boolean) => void;
}

function Unsettled({ share: { to, addressee, isTable, sequence, at }, partners, onSettle }: UnsettledProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const details = { officers: audienceNames(t, { to, addressee }, partners), number: sequence ?? 0, date: at === null ? "" : format.date(at) };
  return (
    <Callout
      tone="warning"
      title={t(isTable ? "share:unsettled.table" : sequence === null ? "share:unsettled.unmade" : "share:unsettled.title", details)}
    >
      <p>{t("share:unsettled.what")}</p>
      <div className="share-bar">
        {(sequence !== null || isTable) && <Button onClick={() => onSettle(true)}>{t("share:unsettled.was")}</Button>}
        <Button onClick={() => onSettle(false)}>{t("share:unsettled.wasNot")}</Button>
      </div>
    </Callout>
  );
}
