import type { FormEvent, ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface StepFormProps {
  readonly title: string;
  readonly text?: string;
  readonly nextLabel?: string;
  readonly isNextDisabled?: boolean;
  /** The button takes the focus where nothing is to be typed. */
  readonly hasFocus?: boolean;
  readonly onBack?: () => void;
  /** Another way out of the step, by the side of the way on. */
  readonly instead?: { readonly label: string; readonly go: () => void } | undefined;
  readonly onNext: () => void;
  readonly children: ReactNode;
}

/** One step: a heading, its fields, and on; Enter goes on from every field. */
export function StepForm({
  title,
  text,
  nextLabel,
  isNextDisabled = false,
  hasFocus = false,
  onBack,
  instead,
  onNext,
  children,
}: StepFormProps): ReactNode {
  const t = useTranslate();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isNextDisabled) onNext();
  };
  return (
    <form className="gate-step" onSubmit={submit}>
      <h1>{title}</h1>
      {text !== undefined && <p className="gate-lead">{text}</p>}
      <div className="gate-fields">{children}</div>
      <div className="gate-moves">
        {onBack && (
          <Button icon="arrow-left" onClick={onBack}>
            {t("common:back")}
          </Button>
        )}
        {instead && <Button onClick={instead.go}>{instead.label}</Button>}
        <Button type="submit" intent="primary" endIcon="arrow-right" isDisabled={isNextDisabled} autoFocus={hasFocus}>
          {nextLabel ?? t("common:next")}
        </Button>
      </div>
    </form>
  );
}
