import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { KeyFileField } from "../../ui/key-file-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { SecretField } from "./secret-fields.tsx";
import type { AskedProof } from "./use-proof.ts";

/** The secret that is asked for once more; the recovery code may stand for a forgotten passphrase where `mayRecover`. */
export function ProofFields({ asked, mayRecover }: { readonly asked: AskedProof; readonly mayRecover: boolean }): ReactNode {
  const t = useTranslate();
  const { lock, way, text, setText, file, setFile, trouble, turn } = asked;
  return (
    <>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      {lock.wait > 0 && (
        <p className="gate-wait" role="status">
          {t("gate:unlock.wait", { count: lock.wait })}
        </p>
      )}
      <SecretField {...{ way, text, setText }} label={t("keys:proof.passphrase")} />
      {way === "passphrase" && lock.hasKeyFile && <KeyFileField {...{ file, setFile }} label={t("keys:proof.file")} />}
      {mayRecover && (
        <div className="gate-keys-way">
          <Button isMinimal onClick={() => turn(way === "passphrase" ? "recovery" : "passphrase")}>
            {t(way === "passphrase" ? "gate:unlock.useRecovery" : "gate:unlock.usePassphrase")}
          </Button>
        </div>
      )}
    </>
  );
}
