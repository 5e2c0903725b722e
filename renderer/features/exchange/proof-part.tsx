import type { ReactNode } from "react";
import { PasswordField } from "../../ui/field.tsx";
import { KeyFileField } from "../../ui/key-file-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { AskedProof } from "./use-asked-proof.ts";

interface ProofPartProps {
  readonly asked: AskedProof;
  readonly onEnter: () => void;
  readonly help?: string;
}

/** The fields of the passphrase that is asked once more. */
export function ProofPart({ asked: { text, setText, hasKeyFile, file, setFile }, onEnter, help }: ProofPartProps): ReactNode {
  const t = useTranslate();
  return (
    <>
      <PasswordField
        label={t("shell:settings.passphrase")}
        value={text}
        onChange={setText}
        onEnter={onEnter}
        {...(help === undefined ? {} : { help })}
      />
      {hasKeyFile && <KeyFileField file={file} setFile={setFile} label={t("keys:proof.file")} />}
    </>
  );
}
