import type { ReactNode } from "react";
import { PasswordField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";

export type Way = "passphrase" | "recovery";

/** What is typed to open: a passphrase, or a recovery code with a count of its signs. */
export function SecretField({
  way,
  text,
  setText,
  label,
  autoFocus = true,
}: {
  readonly way: Way;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly label?: string;
  readonly autoFocus?: boolean;
}): ReactNode {
  const t = useTranslate();
  const field = { value: text, onChange: setText, isRequired: true, autoFocus };
  return way === "passphrase" ? (
    <PasswordField key="passphrase" label={label ?? t("gate:unlock.passphrase")} {...field} />
  ) : (
    <TextField key="recovery" label={t("gate:unlock.recovery")} help={t("gate:unlock.recoveryHelp", { count: signsIn(text) })} isMono {...field} />
  );
}

const signsIn = (text: string): number => text.replace(/[\s-]/g, "").length;
