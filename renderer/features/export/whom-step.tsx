import type { ReactNode } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { longestShownName } from "../../../shared/kernel/shown-name.ts";
import { longestReason } from "../../../shared/ontology/value.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { CheckField, DateField, SelectField, TextAreaField, TextField } from "../../ui/field.tsx";
import { MarkingField } from "../../ui/marking-field.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { ChangeDraft, ExportDraft } from "./export-draft.ts";

interface WhomProps {
  readonly draft: ExportDraft;
  readonly change: ChangeDraft;
  /** Those that are trusted now; null until the core has answered. */
  readonly partners: readonly Partner[] | null;
}

/** For whom, how it may be passed on, by which right, what for, and until when. */
export function WhomStep(props: WhomProps): ReactNode {
  const t = useTranslate();
  const { draft, change } = props;
  return (
    <div className="export-scroll export-two">
      <div>
        <Recipient {...props} />
        <MarkingField label={`${t("exchange:marking.label")} *`} value={draft.marking} onChange={(marking) => change({ marking })} />
        <p className="export-muted">{t("exchange:marking.stricter")}</p>
        <CheckField
          label={t("share:marking.officialUse")}
          isOn={draft.nationalMark === "official-use"}
          onChange={(isOn) => change({ nationalMark: isOn ? "official-use" : "" })}
        />
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
          onChange={(retainUntil) => change({ retainUntil })}
        />
        <fieldset className="export-set">
          <legend>{t("export:rules.label")}</legend>
          <CheckField label={t("export:rules.personal")} isOn={draft.withoutPersonal} onChange={(withoutPersonal) => change({ withoutPersonal })} />
          <CheckField
            label={t("export:rules.protected")}
            isOn={draft.withoutProtected}
            onChange={(withoutProtected) => change({ withoutProtected })}
          />
        </fieldset>
      </div>
    </div>
  );
}

/** A partner, with what he may receive; or somebody by name. */
function Recipient({ draft, change, partners }: WhomProps): ReactNode {
  const t = useTranslate();
  const known = partners ?? [];
  const partner = known.find(({ author }) => author === draft.whom);
  const options = [
    { value: "", label: t("export:whom.choose") },
    ...known.map(({ author, agency, officer }) => ({ value: author, label: `${agencyText(agency)} · ${safeText(officer)}` })),
    { value: "other", label: t("export:whom.other") },
  ];
  return (
    <>
      <SelectField
        label={`${t("export:whom.label")} *`}
        value={draft.whom}
        options={options}
        onChange={(picked) => change({ whom: picked === "other" ? "other" : (known.find(({ author }) => author === picked)?.author ?? "") })}
      />
      {partner !== undefined && <p className="export-muted">{t("export:whom.ceiling", { marking: `TLP:${partner.ceiling.toUpperCase()}` })}</p>}
      {draft.whom === "other" && (
        <>
          <TextField
            label={t("export:whom.name")}
            help={t("export:whom.nameHelp")}
            value={draft.addressee}
            limit={longestShownName}
            isRequired
            onChange={(addressee) => change({ addressee })}
          />
          <p className="export-muted">{t("export:whom.noCeiling")}</p>
        </>
      )}
    </>
  );
}
