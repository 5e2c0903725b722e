import type { ReactNode } from "react";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { NewPassphraseFields, useNewPassphrase } from "./new-passphrase.tsx";
import { StepForm } from "./step-form.tsx";
import { TypingHints } from "./typing-hints.tsx";

interface PassphraseStepProps {
  /** Names that a guesser would try first. */
  readonly known: readonly string[];
  readonly trouble: string | null;
  readonly onBack: () => void;
  readonly onNext: (passphrase: string) => void;
}

/** A passphrase, twice. It leaves with the step. */
export function PassphraseStep({ known, trouble, onBack, onNext }: PassphraseStepProps): ReactNode {
  const t = useTranslate();
  const typed = useNewPassphrase(known);
  const next = (): void => {
    if (typed.ask()) onNext(typed.text);
  };
  return (
    <StepForm title={t("gate:passphrase.title")} text={t("gate:passphrase.text")} nextLabel={t("gate:passphrase.make")} onBack={onBack} onNext={next}>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <NewPassphraseFields {...{ typed, known }} autoFocus />
      <TypingHints />
      <Callout tone="warning">{t("gate:passphrase.nobody")}</Callout>
    </StepForm>
  );
}
