import { type ReactNode, useId } from "react";
import type { Handling } from "../../shared/ledger/model.ts";
import { HandlingTag } from "./tag.tsx";
import { SelectField } from "./field.tsx";
import { useTranslate } from "./translate.ts";
import "./marking-field.css";

/** TLP 2.0 from least to most restricted. */
export const markingOrder = ["clear", "green", "amber", "amber+strict", "red"] as const satisfies readonly Handling[];

interface MarkingProps {
  readonly label: string;
  /** null = not chosen yet. */
  readonly value: Handling | null;
  readonly onChange: (handling: Handling) => void;
}

/** The five markings with what each allows: radio buttons, so that arrows walk. */
export function MarkingField({ label, value, onChange }: MarkingProps): ReactNode {
  const t = useTranslate();
  const name = useId();
  return (
    <fieldset className="ui-marking">
      <legend>{label}</legend>
      {markingOrder.map((handling) => (
        <label key={handling} className={handling === value ? "ui-marking-row ui-marking-chosen" : "ui-marking-row"}>
          <input type="radio" name={name} value={handling} checked={handling === value} onChange={() => onChange(handling)} />
          <HandlingTag handling={handling} />
          <span>{t(`marks:handling.${handling.replace("+", "-")}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The same in one line. */
export function MarkingSelect({ label, value, onChange }: MarkingProps): ReactNode {
  const t = useTranslate();
  return (
    <SelectField
      label={label}
      value={value ?? ""}
      options={markingOrder.map((handling) => ({
        value: handling,
        label: `TLP:${handling.toUpperCase()} · ${t(`marks:short.${handling.replace("+", "-")}`)}`,
      }))}
      onChange={(picked) => {
        const found = markingOrder.find((handling) => handling === picked);
        if (found !== undefined) onChange(found);
      }}
    />
  );
}

const sources = ["A", "B", "C", "D", "E", "F"] as const;
const facts = ["1", "2", "3", "4", "5", "6"] as const;

/** An Admiralty grade in two questions. */
export function GradeFields({ grade, onChange }: { readonly grade: string; readonly onChange: (grade: string) => void }): ReactNode {
  const t = useTranslate();
  const [source = "F", information = "6"] = grade;
  return (
    <div className="ui-grade-fields">
      <SelectField
        label={t("marks:source.label")}
        value={source}
        options={sources.map((letter) => ({ value: letter, label: t(`marks:source.${letter}`) }))}
        onChange={(letter) => onChange(`${letter}${information}`)}
      />
      <SelectField
        label={t("marks:information.label")}
        value={information}
        options={facts.map((digit) => ({ value: digit, label: t(`marks:information.${digit}`) }))}
        onChange={(digit) => onChange(`${source}${digit}`)}
      />
    </div>
  );
}
