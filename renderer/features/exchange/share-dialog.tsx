import { type ReactNode, useMemo, useState } from "react";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { MarkingStep } from "./marking-step.tsx";
import { PreviewStep } from "./preview-step.tsx";
import { ReceiptStep } from "./receipt-step.tsx";
import { RecipientsStep } from "./recipients-step.tsx";
import { chosenEntities, emptyDraft, planOf, type ShareDraft } from "./share-draft.ts";
import { ShareNote } from "./share-note.tsx";
import { SignStep } from "./sign-step.tsx";
import { usePartners } from "./use-partners.ts";
import { useSharePreview } from "./use-share-preview.ts";
import { useSharing } from "./use-sharing.ts";
import { WhatStep } from "./what-step.tsx";
import "./exchange.css";

export function ShareDialog(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "share" ? <ShareWizard /> : null;
}

const steps = ["what", "to", "marking", "preview", "sign"] as const;
type Step = (typeof steps)[number] | "receipt";

/** What, to whom, under which marking; then what they will see; then the signature. */
function ShareWizard(): ReactNode {
  const t = useTranslate();
  const chosen = useChosen();
  const { partners } = usePartners();
  const [step, setStep] = useState<Step>("what");
  const [draft, setDraft] = useState<ShareDraft>(() => emptyDraft(chosen.length));
  const change = (part: Partial<ShareDraft>): void => setDraft({ ...draft, ...part });
  const plan = useMemo(() => planOf(draft, chosen), [draft, chosen]);
  const seen = useSharePreview(plan, step === "preview" || step === "sign");
  const sharing = useSharing();
  const recipients = (partners ?? []).filter(({ author }) => draft.to.includes(author));

  const sign = async (): Promise<void> => {
    if (plan !== null && (await sharing.start(plan))) setStep("receipt");
  };
  const go = (to: Step, isReady: boolean): WizardMove => ({ label: t("common:next"), isDisabled: !isReady, run: () => setStep(to) });
  const canSign = seen.preview !== null && seen.preview.blocked.length === 0;
  const next: Readonly<Record<Step, WizardMove>> = {
    what: go("to", draft.scope === "case" || chosen.length > 0),
    to: go("marking", recipients.length > 0),
    marking: go("preview", draft.marking !== null && draft.purpose.trim() !== ""),
    preview: go("sign", canSign && seen.isCurrent),
    sign: {
      label: t("exchange:sign.act"),
      icon: "endorsed",
      isAct: true,
      isDisabled: !canSign || !seen.isCurrent,
      isBusy: sharing.isBusy,
      run: () => void sign(),
    },
    receipt: { label: t("common:done"), icon: "tick", isAct: true, run: sharing.leave },
  };
  const before = step === "receipt" || sharing.isBusy ? undefined : steps[steps.indexOf(step) - 1];
  return (
    <Wizard
      title={t("exchange:share.title")}
      icon="send-to"
      width="wide"
      steps={steps.map((name) => t(`exchange:share.step.${name}`))}
      current={step === "receipt" ? steps.length : steps.indexOf(step)}
      onClose={sharing.isBusy ? () => undefined : step === "receipt" ? sharing.leave : closeDialog}
      back={before === undefined ? undefined : () => setStep(before)}
      next={next[step]}
      note={<ShareNote step={step} draft={draft} recipients={recipients} preview={seen.preview} isCurrent={seen.isCurrent} />}
    >
      {step === "what" && <WhatStep {...{ draft, change, chosen }} />}
      {step === "to" && <RecipientsStep {...{ draft, change, partners }} />}
      {step === "marking" && <MarkingStep {...{ draft, change, recipients }} />}
      {step === "preview" && <PreviewStep {...{ draft, change, seen }} />}
      {step === "sign" && seen.preview !== null && <SignStep {...{ draft, recipients }} preview={seen.preview} sharing={sharing} />}
      {step === "receipt" && sharing.receipt !== null && <ReceiptStep receipt={sharing.receipt} sharing={sharing} />}
    </Wizard>
  );
}

/** The selection as it was when the dialog opened: a patch that arrives meanwhile must not change what is given. */
function useChosen(): ReturnType<typeof chosenEntities> {
  const [chosen] = useState(() => {
    const { entities, flows } = useCaseMirror.getState();
    return chosenEntities(useDesk.getState().selection, entities, flows);
  });
  return chosen;
}
