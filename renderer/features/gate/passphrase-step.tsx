import { type ReactNode, useState } from "react";
import { Callout } from "../../ui/callout.tsx";
import { PasswordField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { passphraseStrength } from "./passphrase-strength.ts";
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
  const [text, setText] = useState("");
  const [again, setAgain] = useState("");
  const [isAsked, ask] = useState(false);
  const strength = passphraseStrength(text, known);
  const isWeak = strength.level === 0;
  const isOther = again !== text;
  const next = (): void => {
    ask(true);
    if (!isWeak && !isOther) onNext(text);
  };
  const words = text === "" ? t("gate:advice.empty") : `${t(`gate:strength.${strength.level}`)}. ${t(`gate:advice.${strength.advice}`)}`;
  return (
    <StepForm title={t("gate:passphrase.title")} text={t("gate:passphrase.text")} nextLabel={t("gate:passphrase.make")} onBack={onBack} onNext={next}>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <PasswordField
        label={t("gate:passphrase.label")}
        value={text}
        onChange={setText}
        strength={{ level: strength.level, text: words }}
        error={isAsked && isWeak ? words : undefined}
        isRequired
        autoFocus
      />
      <PasswordField
        label={t("gate:passphrase.again")}
        value={again}
        onChange={setAgain}
        error={
          isOther && (isAsked || again.length >= text.length) && again !== ""
            ? t("gate:passphrase.differs")
            : isAsked && again === ""
              ? t("gate:passphrase.repeat")
              : undefined
        }
        isRequired
      />
      <TypingHints />
      <Callout tone="warning">{t("gate:passphrase.nobody")}</Callout>
    </StepForm>
  );
}
