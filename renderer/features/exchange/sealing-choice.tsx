import type { ReactNode } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { CheckField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { type ChangeDraft, isApart, type ShareDraft } from "./share-draft.ts";
import { officerNames } from "./share-words.ts";

interface SealingProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly partners: readonly Partner[];
}

/** Whether what is given will be sealed to post-quantum keys, for want of whose key not, and the choice not to where it would be. */
export function SealingChoice({ draft, change, partners }: SealingProps): ReactNode {
  const t = useTranslate();
  const chosen = partners.filter(({ author }) => draft.to.includes(author));
  if (chosen.length === 0) return null;
  const lacking = chosen.filter(({ hybridRecipient }) => hybridRecipient === "").map(({ author }) => author);
  const canBeHybrid = isApart(draft) ? lacking.length < chosen.length : lacking.length === 0;
  const officers = officerNames(lacking, chosen);
  const answer =
    canBeHybrid && draft.isOrdinary
      ? t("share:sealing.chosen")
      : lacking.length === 0
        ? t("share:sealing.hybrid")
        : t(canBeHybrid ? "share:sealing.apart" : "share:sealing.lacking", { officers });
  return (
    <>
      <Callout tone={canBeHybrid && !draft.isOrdinary ? "success" : "info"} title={t("share:sealing.label")}>
        <div>{answer}</div>
        {lacking.length > 0 && <div>{t("share:sealing.get")}</div>}
      </Callout>
      {canBeHybrid && (
        <>
          <CheckField label={t("share:sealing.choose")} isOn={draft.isOrdinary} onChange={(isOrdinary) => change({ isOrdinary })} />
          <p className="exchange-muted">{t("share:sealing.chooseHelp")}</p>
        </>
      )}
    </>
  );
}
