import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { longestReason } from "../../../shared/ontology/value.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { shownChart } from "../../state/shown-chart.ts";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { belowMarking, MarkingStep } from "./marking-step.tsx";
import { PreviewStep } from "./preview-step.tsx";
import { ReceiptStep } from "./receipt-step.tsx";
import { RecipientsStep } from "./recipients-step.tsx";
import { type ChangeDraft, changed, chosenEntities, emptyDraft, entitiesOf, planOf, type ShareDraft, type ShareSources } from "./share-draft.ts";
import { ShareNote } from "./share-note.tsx";
import { SignStep } from "./sign-step.tsx";
import { StepPlace } from "./step-place.tsx";
import { usePartners } from "./use-partners.ts";
import { type SeenPreview, useSharePreview } from "./use-share-preview.ts";
import { type Sharing, useSharing } from "./use-sharing.ts";
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
  const sources = useSources();
  const { partners } = usePartners();
  const [step, setStep] = useState<Step>("what");
  const [draft, setDraft] = useState<ShareDraft>(() => emptyDraft(sources.selection.length));
  const change = useCallback((part: Partial<ShareDraft>): void => setDraft((before) => changed(before, part)), []);
  const plan = useMemo(() => planOf(draft, sources), [draft, sources]);
  const seen = useSharePreview(plan, step === "preview" || step === "sign");
  const sharing = useSharing();
  const recipients = (partners ?? []).filter(({ author }) => draft.to.includes(author));

  const sign = async (): Promise<void> => {
    if (plan !== null && (await sharing.start(plan))) setStep("receipt");
  };
  const go = (to: Step, isReady: boolean): WizardMove => ({ label: t("common:next"), isDisabled: !isReady, run: () => setStep(to) });
  const canSign = seen.weights.length > 0 && seen.weights.every(({ blocked }) => blocked.length === 0);
  const next: Readonly<Record<Step, WizardMove>> = {
    what: go("to", entitiesOf(draft.scope, sources)?.length !== 0),
    to: go("marking", recipients.length > 0),
    marking: go("preview", isMarked(draft, recipients)),
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
      hasDraft={step !== "receipt" && !sharing.isBusy}
      back={before === undefined ? undefined : () => setStep(before)}
      next={next[step]}
      note={<ShareNote step={step} draft={draft} recipients={recipients} preview={seen.preview} isCurrent={seen.isCurrent} />}
    >
      <StepPlace key={`${step} ${seen.preview === null}`}>
        <StepContent {...{ step, draft, change, sources, partners, recipients, seen, sharing }} />
      </StepPlace>
    </Wizard>
  );
}

interface ContentProps {
  readonly step: Step;
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly sources: ShareSources;
  readonly partners: readonly ListedPartner[] | null;
  readonly recipients: readonly Partner[];
  readonly seen: SeenPreview;
  readonly sharing: Sharing;
}

function StepContent({ step, draft, change, sources, partners, recipients, seen, sharing }: ContentProps): ReactNode {
  switch (step) {
    case "what":
      return <WhatStep {...{ draft, change, sources, partners }} />;
    case "to":
      return <RecipientsStep {...{ draft, change, partners }} />;
    case "marking":
      return <MarkingStep {...{ draft, change, recipients }} />;
    case "preview":
      return <PreviewStep {...{ draft, change, seen, partners }} chart={sources.chart} />;
    case "sign":
      return seen.preview === null ? null : <SignStep {...{ draft, recipients, sharing }} preview={seen.preview} weights={seen.weights} />;
    case "receipt":
      return <ReceiptStep {...{ sharing, partners }} />;
  }
}

/** A marking every recipient may have, and a purpose: the two things the signature cannot do without. */
function isMarked({ marking, purpose, legalBasis }: ShareDraft, recipients: readonly Partner[]): boolean {
  const isSayable = purpose.trim() !== "" && [purpose, legalBasis].every((text) => text.trim().length <= longestReason);
  return marking !== null && isSayable && belowMarking(recipients, marking).length === 0;
}

/** What there was to give from when the dialog opened: a patch that arrives meanwhile must not change what is given. */
function useSources(): ShareSources {
  const [sources] = useState(() => {
    const { entities, flows } = useCaseMirror.getState();
    return { selection: chosenEntities(useDesk.getState().selection, entities, flows), chart: shownChart() };
  });
  return sources;
}
