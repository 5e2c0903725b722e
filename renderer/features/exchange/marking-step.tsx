import type { ReactNode } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { DateField, TextAreaField, TextField } from "../../ui/field.tsx";
import { MarkingField, markingOrder } from "../../ui/marking-field.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { ShareDraft } from "./share-plan.ts";

interface MarkingStepProps {
  readonly draft: ShareDraft;
  readonly change: (part: Partial<ShareDraft>) => void;
  readonly recipients: readonly Partner[];
}

/** Under which marking, on what ground, what for, and until when. */
export function MarkingStep({ draft, change, recipients }: MarkingStepProps): ReactNode {
  const t = useTranslate();
  const { marking } = draft;
  const below = marking === null ? [] : recipients.filter(({ ceiling }) => markingOrder.indexOf(ceiling) < markingOrder.indexOf(marking));
  return (
    <div className="exchange-scroll">
      <MarkingField label={`${t("exchange:marking.tlp")} *`} value={marking} onChange={(chosen) => change({ marking: chosen })} />
      {below.length > 0 && <Callout tone="warning">{t("exchange:marking.below", { names: below.map(({ officer }) => safeText(officer)).join(", ") })}</Callout>}
      <TextAreaField label={t("exchange:marking.purpose")} value={draft.purpose} help={t("exchange:marking.purposeHelp")} rows={2} isRequired onChange={(purpose) => change({ purpose })} />
      <div className="exchange-pair">
        <TextField label={t("exchange:marking.basis")} value={draft.legalBasis} help={t("exchange:marking.basisHelp")} onChange={(legalBasis) => change({ legalBasis })} />
        <DateField label={t("exchange:marking.until")} value={draft.retainUntil} help={t("exchange:marking.untilHelp")} onChange={(retainUntil) => change({ retainUntil })} />
      </div>
    </div>
  );
}
