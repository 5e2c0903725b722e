import type { ReactNode } from "react";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import { dayOf } from "../../../shared/kernel/day.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { longestReason } from "../../../shared/ontology/value.ts";
import { CheckField, DateField, TextAreaField, TextField } from "../../ui/field.tsx";
import { MarkingField, markingOrder } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ReplacesField } from "./replaces-field.tsx";
import type { ChangeDraft, ShareDraft } from "./share-draft.ts";

interface MarkingStepProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly recipients: readonly Partner[];
  readonly replaceable: readonly RegisterEntry[] | null;
}

/** How it may be passed on, by which right, what for, and until when. */
export function MarkingStep({ draft, change, recipients, replaceable }: MarkingStepProps): ReactNode {
  const t = useTranslate();
  const { marking } = draft;
  const below = marking === null ? [] : belowMarking(recipients, marking);
  return (
    <div className="exchange-scroll exchange-two">
      <div>
        <MarkingField label={`${t("exchange:marking.label")} *`} value={marking} onChange={(picked) => change({ marking: picked })} />
        <p className="exchange-muted">{t("exchange:marking.stricter")}</p>
        <CheckField
          label={t("share:marking.officialUse")}
          isOn={draft.nationalMark === "official-use"}
          onChange={(isOn) => change({ nationalMark: isOn ? "official-use" : "" })}
        />
        {draft.isUnderPassphrase && <Callout tone="warning">{t("cosign:to.marking")}</Callout>}
        {below.length > 0 && (
          <Callout tone="danger">{t("exchange:marking.aboveCeiling", { officers: below.map(({ officer }) => officer).join(", ") })}</Callout>
        )}
        <ReplacesField {...{ draft, change, replaceable }} />
      </div>
      <div>
        <TextAreaField
          label={t("exchange:marking.purpose")}
          help={t("exchange:marking.purposeHelp")}
          value={draft.purpose}
          limit={longestReason}
          isRequired
          onChange={(purpose) => change({ purpose })}
        />
        <TextField
          label={t("exchange:marking.legalBasis")}
          help={t("exchange:marking.legalBasisHelp")}
          value={draft.legalBasis}
          limit={longestReason}
          onChange={(legalBasis) => change({ legalBasis })}
        />
        <DateField
          label={t("exchange:marking.retainUntil")}
          help={t("exchange:marking.retainUntilHelp")}
          value={draft.retainUntil}
          error={isPast(draft.retainUntil) ? t("exchange:marking.past") : undefined}
          onChange={(retainUntil) => change({ retainUntil })}
        />
        <DateField
          label={t("share:marking.expiresAt")}
          help={t("share:marking.expiresAtHelp")}
          value={draft.expiresAt}
          error={isPast(draft.expiresAt) ? t("exchange:marking.past") : undefined}
          onChange={(expiresAt) => change({ expiresAt })}
        />
      </div>
    </div>
  );
}

/** Recipients who may not have anything this strict. */
export function belowMarking(recipients: readonly Partner[], marking: Handling): readonly Partner[] {
  return recipients.filter(({ ceiling }) => rank(ceiling) < rank(marking));
}

const rank = (handling: Handling): number => markingOrder.indexOf(handling);

/** A year ends with its last day: only what is wholly past is past. */
function isPast(date: string): boolean {
  return date !== "" && dayOf(Date.now()).slice(0, date.length) > date;
}
