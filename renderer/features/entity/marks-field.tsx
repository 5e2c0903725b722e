import type { ReactNode } from "react";
import type { Grade, Handling } from "../../../shared/ledger/model.ts";
import { SelectField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** How a statement is to be judged and handled. */
export interface Marks {
  readonly grade: Grade;
  readonly handling: Handling;
}

/** What a new statement is offered with: a usually reliable source, probably true, for the agencies that need to know. */
export const usualMarks: Marks = { grade: "B2", handling: "amber" };

const handlingOrder = { clear: 0, green: 1, amber: 2, "amber+strict": 3, red: 4 } as const satisfies Record<Handling, number>;
const sources = ["A", "B", "C", "D", "E", "F"] as const;
const facts = ["1", "2", "3", "4", "5", "6"] as const;

interface MarksFieldProps {
  readonly marks: Marks;
  readonly onChange: (marks: Marks) => void;
}

/** Grade in two questions and the marking, with their meanings in words. */
export function MarksField({ marks, onChange }: MarksFieldProps): ReactNode {
  const t = useTranslate();
  const [source = "F", information = "6"] = marks.grade;
  return (
    <div className="entity-marks">
      <SelectField
        label={t("entity:marks.source")}
        value={source}
        options={sources.map((letter) => ({ value: letter, label: t(`ontology:grade.${letter}`) }))}
        onChange={(letter) => onChange({ ...marks, grade: `${letter}${information}` })}
      />
      <SelectField
        label={t("entity:marks.information")}
        value={information}
        options={facts.map((digit) => ({ value: digit, label: t(`ontology:grade.${digit}`) }))}
        onChange={(digit) => onChange({ ...marks, grade: `${source}${digit}` })}
      />
      <HandlingField {...{ marks, onChange }} />
    </div>
  );
}

/** The same in one short line, for editing in place. */
export function CompactMarksField({ marks, onChange }: MarksFieldProps): ReactNode {
  const t = useTranslate();
  const grades = sources.flatMap((letter) => facts.map((digit) => `${letter}${digit}`));
  return (
    <div className="entity-marks entity-marks-compact">
      <SelectField
        label={t("entity:marks.grade")}
        value={marks.grade}
        options={grades.map((grade) => ({ value: grade, label: grade }))}
        onChange={(grade) => onChange({ ...marks, grade })}
      />
      <HandlingField {...{ marks, onChange }} />
    </div>
  );
}

function HandlingField({ marks, onChange }: MarksFieldProps): ReactNode {
  const t = useTranslate();
  return (
    <SelectField
      label={t("entity:marks.handling")}
      value={marks.handling}
      options={Object.keys(handlingOrder).map((handling) => ({ value: handling, label: `TLP:${handling.toUpperCase()}` }))}
      onChange={(picked) => isHandling(picked) && onChange({ ...marks, handling: picked })}
    />
  );
}

function isHandling(text: string): text is Handling {
  return Object.hasOwn(handlingOrder, text);
}
