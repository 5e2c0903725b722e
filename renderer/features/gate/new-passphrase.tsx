import { type ReactNode, useState } from "react";
import { PasswordField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { passphraseStrength } from "./passphrase-strength.ts";

/** A new passphrase, typed twice. */
export interface NewPassphrase {
  readonly text: string;
  readonly again: string;
  readonly isAsked: boolean;
  readonly isGood: boolean;
  setText(text: string): void;
  setAgain(text: string): void;
  /** From now on says what is wrong; gives whether nothing is. */
  ask(): boolean;
}

/** `known` = names that a guesser would try first. */
export function useNewPassphrase(known: readonly string[]): NewPassphrase {
  const [text, setText] = useState("");
  const [again, setAgain] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isGood = passphraseStrength(text, known).level > 0 && again === text;
  const ask = (): boolean => {
    setAsked(true);
    return isGood;
  };
  return { text, again, isAsked, isGood, setText, setAgain, ask };
}

/** Its two fields, with a meter of its strength. */
export function NewPassphraseFields({
  typed,
  known,
  label,
  autoFocus = false,
}: {
  readonly typed: NewPassphrase;
  readonly known: readonly string[];
  readonly label?: string;
  readonly autoFocus?: boolean;
}): ReactNode {
  const t = useTranslate();
  const { text, again, isAsked, setText, setAgain } = typed;
  const strength = passphraseStrength(text, known);
  const words = text === "" ? t("gate:advice.empty") : `${t(`gate:strength.${strength.level}`)}. ${t(`gate:advice.${strength.advice}`)}`;
  const isOther = again !== text;
  const secondError = (): string | undefined => {
    if (isOther && (isAsked || again.length >= text.length) && again !== "") return t("gate:passphrase.differs");
    return isAsked && again === "" ? t("gate:passphrase.repeat") : undefined;
  };
  return (
    <>
      <PasswordField
        label={label ?? t("gate:passphrase.label")}
        value={text}
        onChange={setText}
        strength={{ level: strength.level, text: words }}
        error={isAsked && strength.level === 0 ? words : undefined}
        isRequired
        autoFocus={autoFocus}
      />
      <PasswordField label={t("gate:passphrase.again")} value={again} onChange={setAgain} error={secondError()} isRequired />
    </>
  );
}
