import type { ReactNode } from "react";
import type { Grade, Handling } from "../../../shared/ledger/model.ts";
import { caseHandling } from "../../state/case-mirror.ts";
import { SelectField } from "../../ui/field.tsx";
import { GradeFields, MarkingSelect, markingOrder } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** How a statement is to be judged and handled. */
export interface Marks {
  readonly grade: Grade;
  readonly handling: Handling;
}

/** What a new statement is offered with: a usually reliable source, probably true, handled as the case is. */
export const usualMarks = (): Marks => ({ grade: "B2", handling: caseHandling() });

const grades: readonly Grade[] = [..."ABCDEF"].flatMap((letter) => [..."123456"].map((digit) => `${letter}${digit}`));

interface MarksFieldProps {
  readonly marks: Marks;
  readonly onChange: (marks: Marks) => void;
}

/** Grade in two questions and the marking, with their meanings in words. */
export function MarksField({ marks, onChange }: MarksFieldProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="entity-marks">
      <GradeFields grade={marks.grade} onChange={(grade) => onChange({ ...marks, grade })} />
      <MarkingSelect label={t("entity:marks.handling")} value={marks.handling} onChange={(handling) => onChange({ ...marks, handling })} />
    </div>
  );
}

/** The same in one short line, for editing in place. */
export function CompactMarksField({ marks, onChange }: MarksFieldProps): ReactNode {
  const t = useTranslate();
  const pick = (picked: string): void => {
    const handling = markingOrder.find((known) => known === picked);
    if (handling !== undefined) onChange({ ...marks, handling });
  };
  return (
    <div className="entity-marks-compact">
      <SelectField
        label={t("entity:marks.grade")}
        value={marks.grade}
        options={grades.map((grade) => ({ value: grade, label: grade }))}
        onChange={(grade) => onChange({ ...marks, grade })}
      />
      <SelectField
        label={t("entity:marks.handling")}
        value={marks.handling}
        options={markingOrder.map((handling) => ({ value: handling, label: `TLP:${handling.toUpperCase()}` }))}
        onChange={pick}
      />
    </div>
  );
}
