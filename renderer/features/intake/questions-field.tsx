import type { ReactNode } from "react";
import type { IntakePreview } from "../../../shared/intake/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { SelectField } from "../../ui/field.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";
import type { Looking } from "./previewed.ts";

/** What the file leaves open, to be answered before any of its rows is read: nothing is guessed. */
export function QuestionsField({ preview, seen }: { readonly preview: IntakePreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const answerText = (name: string, option: string): string => {
    const own = `intake-rules:answer.${name}.${option}`;
    return t(hasWords(own) ? own : `ontology:choice.${name}.${option}`);
  };
  const isOpen = preview.questions.some(({ answer }) => answer === "");
  return (
    <div className="intake-questions">
      {isOpen && <Callout tone="warning">{t("intake:questions.open")}</Callout>}
      {preview.questions.map(({ name, options, answer }) => (
        <SelectField
          key={name}
          isRequired
          label={t(`intake-rules:question.${name}`)}
          value={answer}
          options={[
            ...(answer === "" ? [{ value: "", label: t("intake:questions.choose") }] : []),
            ...options.map((option) => ({ value: option, label: answerText(name, option) })),
          ]}
          onChange={(chosen) => seen.choose({ answers: { ...seen.choices.answers, [name]: chosen } })}
        />
      ))}
    </div>
  );
}
