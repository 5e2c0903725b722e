import type { ReactNode } from "react";
import type { PropertyEntry } from "../../../shared/ontology/model.ts";
import { longestOf } from "../../../shared/ontology/value.ts";
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
  const text = { value: draft.text, limit: longestOf(entry), onChange: (next: string) => onChange({ ...draft, text: next }) };
  if (entry.kind === "choice") return <ChoiceField {...props} {...shared} />;
  if (entry.kind === "date" && !`${draft.text}${draft.until}`.includes("T")) return <PeriodField {...props} {...shared} />;
  if (entry.kind === "amount") return <AmountField {...props} {...shared} />;
  if (entry.units !== undefined) return <CountField {...props} {...shared} units={entry.units} />;
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

/** A date of any precision, or a time from … to … with ends that may be open. What is a period shows its end at once. */
function PeriodField({ property, draft, onChange, label, isRequired, error }: SharedProps): ReactNode {
  const t = useTranslate();
  const isPeriod = property === "period";
  if (!draft.isRange && !isPeriod)
    return (
      <div className="entity-date">
        <DateField label={label} isRequired={isRequired} error={error} value={draft.text} onChange={(text) => onChange({ ...draft, text })} />
        <RangeButton isRange={false} onChange={(isRange) => onChange({ ...draft, isRange })} />
      </div>
    );
  return (
    <div className="entity-date">
      <div className="entity-pair">
        <DateField
          label={t("entity:value.from", { property: label })}
          isRequired={isRequired}
          error={error}
          value={draft.text}
          onChange={(text) => onChange({ ...draft, text })}
        />
        <DateField
          label={t("entity:value.until", { property: label })}
          help={t(draft.isRange ? "rivals:range.open" : "common:date.help")}
          value={draft.until}
          onChange={(until) => onChange({ ...draft, until, isRange: until !== "" || !isPeriod })}
        />
      </div>
      {!isPeriod && <RangeButton isRange onChange={() => onChange({ ...draft, isRange: false, until: "" })} />}
    </div>
  );
}

function RangeButton({ isRange, onChange }: { readonly isRange: boolean; readonly onChange: (isRange: boolean) => void }): ReactNode {
  const t = useTranslate();
  return (
    <button type="button" className="entity-range" onClick={() => onChange(!isRange)}>
      {t(isRange ? "rivals:range.single" : "rivals:range.range")}
    </button>
  );
}

/** A number with what it counts. */
function CountField(props: SharedProps & { readonly units: readonly string[] }): ReactNode {
  const { draft, onChange, label, isRequired, error, autoFocus, units } = props;
  const t = useTranslate();
  const bare = { value: "", label: t("rivals:unit.none") };
  const options = units.map((unit) => ({ value: unit, label: t(`ontology:unit.${unit}`) }));
  return (
    <div className="entity-pair">
      <TextField
        label={label}
        isRequired={isRequired}
        error={error}
        value={draft.text}
        onChange={(text) => onChange({ ...draft, text })}
        {...(autoFocus === undefined ? {} : { autoFocus })}
      />
      <SelectField label={t("rivals:unit.label")} value={draft.unit} options={[...options, bare]} onChange={(unit) => onChange({ ...draft, unit })} />
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
