import type { ReactNode } from "react";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { FileField, PasswordField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";

export type Way = "passphrase" | "recovery";

/** A file that was chosen, read at once: it may be on a stick that is pulled. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Bytes;
}

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

/** Asks for a key file. Longer files are cut short: they are none, and the core says so. */
export function KeyFileField({
  file,
  setFile,
  label,
}: {
  readonly file: ChosenFile | null;
  readonly setFile: (file: ChosenFile) => void;
  readonly label?: string;
}): ReactNode {
  const t = useTranslate();
  const read = async (chosen: File): Promise<void> =>
    setFile({ name: chosen.name, bytes: new Uint8Array(await chosen.slice(0, longestRead).arrayBuffer()) });
  return (
    <div className="gate-key-file">
      <FileField
        label={label ?? t("keys:file.choose")}
        accept=".dalel-key"
        help={t("keys:file.drop")}
        onFile={(chosen) => void read(chosen)}
        {...(file === null ? {} : { chosen: file.name })}
      />
    </div>
  );
}

const longestRead = 4096;
const signsIn = (text: string): number => text.replace(/[\s-]/g, "").length;
