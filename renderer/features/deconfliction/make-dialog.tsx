import { type ReactNode, useState } from "react";
import { chosenEntities } from "../../state/chosen.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { type ChangeDraft, emptyDraft, goingOf, type HitsDraft, planOf } from "./hits-draft.ts";
import { MadeStep } from "./made-step.tsx";
import { SecretStep } from "./secret-step.tsx";
import { useCounts, useMaking, usePartners, useProposedSecret } from "./use-making.ts";
import { WhatStep } from "./what-step.tsx";
import "./deconfliction.css";

export function MakeHitsDialog(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "make-hits" ? <MakeWizard /> : null;
}

const steps = ["what", "secret", "file"] as const;
type Step = (typeof steps)[number];

/** Whom and what, the secret to say aloud, the file. */
function MakeWizard(): ReactNode {
  const t = useTranslate();
  const [step, setStep] = useState<Step>("what");
  const [draft, setDraft] = useState<HitsDraft>(emptyDraft);
  const change: ChangeDraft = (part) => setDraft({ ...draft, ...part });
  // The selection as it was when the dialog opened.
  const [chosen] = useState(() => chosenEntities().map(({ id }) => id));
  const partners = usePartners();
  const counts = useCounts(draft.to, draft.scope === "case" ? null : chosen);
  const { proposed, another } = useProposedSecret();
  const making = useMaking();
  const { goes, slow } = goingOf(counts, draft.kinds);
  const plan = planOf(draft, chosen, proposed);
  const officer = partners?.find(({ author }) => author === draft.to)?.officer ?? "";
  const make = async (): Promise<void> => {
    if (plan !== null && (await making.start(plan))) setStep("file");
  };
  const next: Readonly<Record<Step, WizardMove>> = {
    what: { label: t("common:next"), isDisabled: goes === 0, run: () => setStep("secret") },
    secret: {
      label: t("deconfliction:make.act"),
      icon: "export",
      isAct: true,
      isDisabled: plan === null || plan.secret.trim() === "",
      isBusy: making.isBusy,
      run: () => void make(),
    },
    file: { label: t("common:done"), icon: "tick", isAct: true, run: making.leave },
  };
  const note = step === "what" ? (goes === 0 ? t("deconfliction:make.chooseFirst") : t("deconfliction:make.total", { count: goes })) : undefined;
  return (
    <Wizard
      title={t("deconfliction:make.title")}
      icon="comparison"
      width="wide"
      steps={steps.map((name) => t(`deconfliction:make.step.${name}`))}
      current={steps.indexOf(step)}
      onClose={making.isBusy ? () => undefined : step === "file" ? making.leave : closeDialog}
      hasDraft={step !== "file" && !making.isBusy}
      back={step === "secret" && !making.isBusy ? () => setStep("what") : undefined}
      next={next[step]}
      note={note}
    >
      {step === "what" && <WhatStep {...{ draft, change, partners, counts }} selected={chosen.length} />}
      {step === "secret" && <SecretStep {...{ draft, change, officer, proposed, another, slow }} isBusy={making.isBusy} trouble={making.trouble} />}
      {step === "file" && making.made !== null && (
        <MadeStep made={making.made} making={making} officer={officer} proposed={draft.secret === "proposed" ? proposed : ""} />
      )}
    </Wizard>
  );
}
