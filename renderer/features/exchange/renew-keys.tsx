import { type FormEvent, type ReactNode, useState } from "react";
import type { NewKeys } from "../../../shared/case/partners-door.ts";
import { askCore } from "../../state/ask.ts";
import { closeDialog, setMe } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { openingFailureText } from "../../ui/failure-text.ts";
import { RadioField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import { ProofPart } from "./proof-part.tsx";
import { saveIdentity, saveSmallFile } from "./save-small-file.ts";
import { useAskedProof } from "./use-asked-proof.ts";
import { useOwnRevocation } from "../../state/own-revocation.ts";

const reasons = ["planned", "precaution"] as const;

/** Makes new keys for us: says what that does, asks the passphrase, and then what is to be handed to partners. */
export function RenewKeys({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = useTranslate();
  const renewing = useRenewing();
  const { made, isReady, isBusy, submit } = renewing;
  const footer = (
    <>
      <Button icon="arrow-left" onClick={onDone}>
        {t("partners:command.ours")}
      </Button>
      {made === null ? (
        <Button intent="primary" icon="key" isDisabled={!isReady && !isBusy} isLoading={isBusy} onClick={() => void submit()}>
          {t("partners:command.renew")}
        </Button>
      ) : (
        <Button onClick={closeDialog}>{t("common:close")}</Button>
      )}
    </>
  );
  return (
    <Dialog isOpen title={t("partners:command.renew")} icon="key" onClose={closeDialog} footer={footer} hasDraft={false}>
      {made === null ? <Asking {...renewing} /> : <Made made={made} />}
    </Dialog>
  );
}

function useRenewing() {
  const [reason, setReason] = useState<(typeof reasons)[number]>("planned");
  const asked = useAskedProof();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [made, setMade] = useState<NewKeys | null>(null);
  const { proof, hasKeyFile } = asked;
  const isReady = proof !== null && !isBusy;
  const submit = async (): Promise<void> => {
    if (proof === null || isBusy) return;
    setBusy(true);
    setTrouble(null);
    const answer = await askCore("makeNewKeys", { proof, reason });
    setBusy(false);
    asked.setText("");
    if (!answer.ok) return setTrouble(openingFailureText(answer.error, hasKeyFile));
    setMe(answer.value.me);
    setMade(answer.value);
  };
  return { reason, setReason, asked, isBusy, isReady, trouble, made, submit };
}

function Asking({ reason, setReason, asked, trouble, submit }: ReturnType<typeof useRenewing>): ReactNode {
  const t = useTranslate();
  // A revoked key announces nothing, also one whose day is still to come: there is no notice to give a reason in.
  const isRevoked = useOwnRevocation() !== null;
  const press = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className="partners-form" onSubmit={press}>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <p className="partners-text">{t(isRevoked ? "partners:renew.textRevoked" : "partners:renew.text")}</p>
      {!isRevoked && (
        <RadioField
          label={t("partners:renew.why")}
          value={reason}
          options={reasons.map((each) => ({ value: each, label: t(`partners:renew.reason.${each}`) }))}
          onChange={(picked) => setReason(reasons.find((each) => each === picked) ?? reason)}
        />
      )}
      <ProofPart asked={asked} onEnter={() => void submit()} />
    </form>
  );
}

function Made({ made: { me, notice } }: { readonly made: NewKeys }): ReactNode {
  const t = useTranslate();
  return (
    <div className="partners-form">
      <Callout tone="success" title={t("partners:renew.done")}>
        {t(notice === null ? "partners:renew.handIdentity" : "partners:renew.handNotice")}
      </Callout>
      <IdentityFacts identity={me} isLarge />
      <div className="partners-moves">
        {notice !== null && (
          <Button icon="export" intent="primary" autoFocus onClick={() => void saveSmallFile(notice)}>
            {t("partners:renew.saveNotice")}
          </Button>
        )}
        <Button icon="export" onClick={() => void saveIdentity()}>
          {t("exchange:own.save")}
        </Button>
      </div>
    </div>
  );
}
