import type { FormEvent, ReactNode } from "react";
import { askCore } from "../../state/ask.ts";
import { closeDialog } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { NewPassphraseFields, useNewPassphrase } from "./new-passphrase.tsx";
import { ProofFields } from "./proof-fields.tsx";
import { TypingHints } from "./typing-hints.tsx";
import { useKnownNames, useProof } from "./use-proof.ts";

/** Another passphrase for the old one, or for the recovery code when the old one is forgotten. */
export function ChangePassphrase(): ReactNode {
  const t = useTranslate();
  const known = useKnownNames();
  const asked = useProof();
  const typed = useNewPassphrase(known);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!typed.ask() || !asked.isReady) return;
    const changed = await asked.run(async () => {
      const answer = await askCore("changePassphrase", { proof: asked.proof, next: typed.text });
      return answer.ok ? { ok: true, value: true } : answer;
    });
    if (changed === null) return;
    notify("success", "keys:passphrase.changed");
    closeDialog();
  };
  return (
    <form className="gate-keys-form" onSubmit={(event) => void submit(event)}>
      <p className="gate-lead">{t("keys:passphrase.text")}</p>
      <ProofFields asked={asked} mayRecover />
      {asked.way === "recovery" && asked.lock.hasKeyFile && <Callout tone="warning">{t("keys:passphrase.dropsFile")}</Callout>}
      <NewPassphraseFields {...{ typed, known }} label={t("keys:passphrase.next")} />
      <TypingHints />
      <div className="gate-moves">
        <Button type="submit" intent="primary" icon="key" isLoading={asked.isBusy} isDisabled={!asked.isReady && !asked.isBusy}>
          {t("keys:passphrase.change")}
        </Button>
      </div>
    </form>
  );
}
