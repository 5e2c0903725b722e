import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { longestShownName, toShownName } from "../../../shared/kernel/shown-name.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { StepForm } from "./step-form.tsx";
import { agencyText } from "../../ui/agency-text.ts";

/** Agencies by their short code; every other one writes its own. */
const agencies = ["afm", "knb", "mci", "gpo", "mia", "nbk", "ardfm", "afsa", "der", "sts"] as const;

/** Who works here, as typed. `agency` is a code of the list, "" = not chosen, "other" = as written in `code` and `name`. */
export interface OfficerDraft {
  readonly agency: string;
  readonly code: string;
  readonly name: string;
  readonly officer: string;
}
export const emptyOfficer: OfficerDraft = { agency: "", code: "", name: "", officer: "" };

export const codeOf = ({ agency, code }: OfficerDraft): string => (agency === "other" ? code.trim() : agency);

/** The full name of the agency in the language of the window, or as written. */
export function agencyNameOf({ agency, name }: OfficerDraft, t: Translate): string {
  if (agency === "other") return name.trim();
  return agency === "" ? "" : t(`gate:agency.${agency}`);
}

interface OfficerStepProps {
  readonly draft: OfficerDraft;
  readonly onChange: (draft: OfficerDraft) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

export function OfficerStep({ draft, onChange, onBack, onNext }: OfficerStepProps): ReactNode {
  const t = useTranslate();
  const [isAsked, ask] = useState(false);
  const problems = problemsOf(draft);
  const error = (field: keyof OfficerDraft): string | undefined =>
    isAsked && problems.includes(field) ? t(`gate:officer.error.${field}`) : undefined;
  const next = (): void => {
    ask(true);
    if (problems.length === 0) onNext();
  };
  const agencyId = useFirstFocus(draft.agency === "");
  const options = [
    { value: "", label: t("gate:officer.choose") },
    ...agencies.map((code) => ({ value: code, label: t(`gate:agency.${code}`) })),
    { value: "other", label: t("gate:agency.other") },
  ];
  return (
    <StepForm title={t("gate:officer.title")} text={t("gate:officer.text")} onBack={onBack} onNext={next}>
      <SelectField
        id={agencyId}
        label={t("gate:officer.agency")}
        value={draft.agency}
        options={options}
        error={error("agency")}
        isRequired
        {...(draft.agency === "" || draft.agency === "other" ? {} : { help: t("gate:officer.codeIs", { code: agencyText(draft.agency) }) })}
        onChange={(agency) => onChange({ ...draft, agency })}
      />
      {draft.agency === "other" && <OtherAgency draft={draft} error={error} onChange={onChange} />}
      <TextField
        label={t("gate:officer.officer")}
        value={draft.officer}
        error={error("officer")}
        help={t("gate:officer.officerHelp")}
        limit={longestShownName}
        isRequired
        autoFocus={draft.agency !== ""}
        onChange={(officer) => onChange({ ...draft, officer })}
      />
    </StepForm>
  );
}

interface OtherAgencyProps {
  readonly draft: OfficerDraft;
  readonly error: (field: keyof OfficerDraft) => string | undefined;
  readonly onChange: (draft: OfficerDraft) => void;
}

/** An agency that is not on the list. */
function OtherAgency({ draft, error, onChange }: OtherAgencyProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="gate-pair">
      <TextField
        label={t("gate:officer.code")}
        value={draft.code}
        error={error("code")}
        help={t("gate:officer.codeHelp")}
        isMono
        isRequired
        onChange={(code) => onChange({ ...draft, code: code.toLowerCase() })}
      />
      <TextField
        label={t("gate:officer.name")}
        value={draft.name}
        error={error("name")}
        limit={longestShownName}
        isRequired
        onChange={(name) => onChange({ ...draft, name })}
      />
    </div>
  );
}

/** The id of the field that takes the focus when the step appears. */
function useFirstFocus(isWanted: boolean): string {
  const id = useId();
  const isFirst = useRef(isWanted);
  useEffect(() => {
    if (isFirst.current) document.getElementById(id)?.focus();
  }, [id]);
  return id;
}

function problemsOf(draft: OfficerDraft): readonly (keyof OfficerDraft)[] {
  const problems: (keyof OfficerDraft)[] = [];
  if (draft.agency === "") problems.push("agency");
  if (draft.agency === "other" && !/^[a-z][a-z0-9-]{1,23}$/.test(draft.code.trim())) problems.push("code");
  if (draft.agency === "other" && toShownName(draft.name) === null) problems.push("name");
  if (toShownName(draft.officer) === null) problems.push("officer");
  return problems;
}
