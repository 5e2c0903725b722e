import type { FormEvent, ReactNode } from "react";
import { askCore } from "../../state/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ProofFields } from "./proof-fields.tsx";
import { useProof } from "./use-proof.ts";

/** Asks for a new recovery code in the place of the old one; `onMade` gets it, to be shown once. */
export function RenewRecovery({ onMade }: { readonly onMade: (code: string) => void }): ReactNode {
  const t = useTranslate();
  const asked = useProof();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!asked.isReady) return;
    const made = await asked.run(() => askCore("renewRecovery", { proof: asked.proof }));
    if (made !== null) onMade(made.recoveryCode);
  };
  return (
    <form className="gate-keys-form" onSubmit={(event) => void submit(event)}>
      <p className="gate-lead">{t("keys:recovery.text")}</p>
      <ProofFields asked={asked} mayRecover={false} />
      <Callout tone="warning">{t("keys:recovery.warning")}</Callout>
      <div className="gate-moves">
        <Button type="submit" intent="primary" icon="document-locked" isLoading={asked.isBusy} isDisabled={!asked.isReady && !asked.isBusy}>
          {t("keys:recovery.renew")}
        </Button>
      </div>
    </form>
  );
}
