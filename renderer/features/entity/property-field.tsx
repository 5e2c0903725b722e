import type { ReactNode } from "react";
import type { PropertyEntry } from "../../../shared/ontology/model.ts";
import { DateField, SelectField, TextAreaField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { isNeeded, type PropertyDraft } from "./property-draft.ts";
import { useWords } from "./property-words.ts";

interface PropertyFieldProps {
  readonly property: string;
  readonly entry: PropertyEntry;
  readonly draft: PropertyDraft;
  readonly onChange: (draft: PropertyDraft) => void;
  /** The rule it breaks. */
  readonly rule?: string | undefined;
  readonly autoFocus?: boolean;
}

/** The control a property is typed into, chosen by its kind. */
export function PropertyField(props: PropertyFieldProps): ReactNode {
  const { property, entry, draft, onChange, rule, autoFocus } = props;
  const words = useWords();
  const shared = {
    label: words.property(property),
    isRequired: isNeeded(entry),
    ...(rule === undefined ? {} : { error: words.rule(rule) }),
  };
  const focus = autoFocus === undefined ? {} : { autoFocus };
  const text = { value: draft.text, onChange: (next: string) => onChange({ ...draft, text: next }) };
  if (entry.kind === "choice") return <ChoiceField {...props} {...shared} />;
  if (entry.kind === "date" && !draft.text.includes("T")) return <PeriodField {...props} {...shared} />;
  if (entry.kind === "amount") return <AmountField {...props} {...shared} />;
  if (property === "note") return <TextAreaField {...shared} {...text} {...focus} rows={4} />;
  return <TextField {...shared} {...text} {...focus} isMono={entry.kind === "identifier"} />;
}

interface SharedProps extends PropertyFieldProps {
  readonly label: string;
  readonly isRequired: boolean;
  readonly error?: string;
}

function ChoiceField({ property, entry, draft, onChange, label, isRequired, error }: SharedProps): ReactNode {
  const words = useWords();
  const t = useTranslate();
  const options = (entry.choices ?? []).map((choice) => ({ value: choice, label: words.choice(property, choice) }));
  return (
    <SelectField
      label={label}
      isRequired={isRequired}
      error={error}
      value={draft.text}
      options={[{ value: "", label: t("entity:value.choose") }, ...options]}
      onChange={(text) => onChange({ ...draft, text })}
    />
  );
}

/** A date, and for what is a period also its end. */
function PeriodField({ property, draft, onChange, label, isRequired, error }: SharedProps): ReactNode {
  const t = useTranslate();
  const isPeriod = property === "period" || draft.until !== "";
  const from = (
    <DateField
      label={isPeriod ? t("entity:value.from", { property: label }) : label}
      isRequired={isRequired}
      error={error}
      value={draft.text}
      onChange={(text) => onChange({ ...draft, text })}
    />
  );
  if (!isPeriod) return from;
  return (
    <div className="entity-pair">
      {from}
      <DateField label={t("entity:value.until", { property: label })} value={draft.until} onChange={(until) => onChange({ ...draft, until })} />
    </div>
  );
}

function AmountField({ draft, onChange, label, isRequired, error, autoFocus }: SharedProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="entity-pair entity-pair-amount">
      <TextField
        label={label}
        isRequired={isRequired}
        error={error}
        value={draft.text}
        onChange={(text) => onChange({ ...draft, text })}
        {...(autoFocus === undefined ? {} : { autoFocus })}
      />
      <TextField label={t("entity:value.asset")} value={draft.asset} placeholder="USDT" onChange={(asset) => onChange({ ...draft, asset })} />
    </div>
  );
}
