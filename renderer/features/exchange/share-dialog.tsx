import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import type { Partner, Revocation } from "../../../shared/partner/model.ts";
import { longestReason } from "../../../shared/ontology/value.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { shownChart } from "../../state/shown-chart.ts";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { AskedStep } from "./asked-step.tsx";
import { belowMarking, MarkingStep } from "./marking-step.tsx";
import { PreviewStep } from "./preview-step.tsx";
import { isReplacementSaid } from "./replaced-bundle.ts";
import { ReceiptStep } from "./receipt-step.tsx";
import { RecipientsStep } from "./recipients-step.tsx";
import {
  type ChangeDraft,
  changed,
  chosenEntities,
  emptyDraft,
  entitiesOf,
  isAddressed,
  planOf,
  type ShareDraft,
  type ShareSources,
} from "./share-draft.ts";
import { ShareNote } from "./share-note.tsx";
import { SignStep } from "./sign-step.tsx";
import { StepPlace } from "./step-place.tsx";
import { type Asking, useAsking } from "./use-asking.ts";
import { usePartners } from "./use-partners.ts";
import { inForce, useOwnRevocation } from "../../state/own-revocation.ts";
import { useReplaceable } from "./use-replaceable.ts";
import { type SecondChoice, useSecond } from "./use-second.ts";
import { type SeenPreview, useSharePreview } from "./use-share-preview.ts";
import { type Sharing, useSharing } from "./use-sharing.ts";
import { WhatStep } from "./what-step.tsx";
import "./exchange.css";

export function ShareDialog(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "share" ? <ShareWizard /> : null;
}

const steps = ["what", "to", "marking", "preview", "sign"] as const;
type Step = (typeof steps)[number] | "receipt" | "asked";

/** What, to whom, under which marking; then what they will see; then the signature, or the second officer who is asked first. */
function ShareWizard(): ReactNode {
  const t = useTranslate();
  const sources = useSources();
  const { partners } = usePartners();
  const [step, setStep] = useState<Step>("what");
  const [draft, setDraft] = useState<ShareDraft>(() => emptyDraft(sources.selection.length));
  const change = useCallback((part: Partial<ShareDraft>): void => setDraft((before) => changed(before, part)), []);
  const plan = useMemo(() => planOf(draft, sources), [draft, sources]);
  const seen = useSharePreview(plan, step === "preview" || step === "sign");
  const [sharing, asking, second] = [useSharing(), useAsking(), useSecond(partners, draft.marking)];
  const recipients = (partners ?? []).filter(({ author }) => draft.to.includes(author));
  const replaceable = useReplaceable(draft);
  const ownRevoked = inForce(useOwnRevocation());
  const next = useMoves({ step, setStep, draft, sources, recipients, plan, seen, sharing, asking, second, replaceable, ownRevoked });
  const isBusy = sharing.isBusy || asking.isBusy;
  const isOver = step === "receipt" || step === "asked";
  const before = isOver || isBusy ? undefined : steps[steps.indexOf(step) - 1];
  return (
    <Wizard
      title={t("exchange:share.title")}
      icon="send-to"
      width="wide"
      steps={steps.map((name) => t(`exchange:share.step.${name}`))}
      current={isOver ? steps.length : steps.indexOf(step)}
      onClose={isBusy ? () => undefined : isOver ? next.run : closeDialog}
      hasDraft={!isOver && !isBusy}
      back={before === undefined ? undefined : () => setStep(before)}
      next={next}
      note={<ShareNote {...{ step, draft, recipients, second, ownRevoked }} preview={seen.preview} isCurrent={seen.isCurrent} />}
    >
      <StepPlace key={`${step} ${seen.preview === null} ${step === "to" && partners === null}`}>
        <StepContent {...{ step, draft, change, sources, partners, recipients, seen, sharing, asking, second, replaceable, ownRevoked }} />
      </StepPlace>
    </Wizard>
  );
}

interface MovesProps extends Omit<ContentProps, "change" | "partners"> {
  readonly setStep: (step: Step) => void;
  readonly plan: SharePlan | null;
}

/** What goes on from the step. */
function useMoves({
  step,
  setStep,
  draft,
  sources,
  recipients,
  plan,
  seen,
  sharing,
  asking,
  second,
  replaceable,
  ownRevoked,
}: MovesProps): WizardMove {
  const t = useTranslate();
  const officer = second.isOn ? second.officer : null;
  const sign = async (): Promise<void> => {
    if (plan === null) return;
    if (officer !== null) return (await asking.start(plan, officer.author)) ? setStep("asked") : undefined;
    const replaced = replaceable?.find(({ statementHash }) => statementHash === draft.replaces);
    // Said inside as well: whoever gets only the new file knows that it takes the place of the other.
    const says = replaced === undefined ? plan : { ...plan, replaces: { statementHash: replaced.statementHash, why: draft.whyReplaced } };
    if (await sharing.start(says, replaced === undefined ? null : { replaced, why: draft.whyReplaced })) setStep("receipt");
  };
  const go = (to: Step, isReady: boolean): WizardMove => ({ label: t("common:next"), isDisabled: !isReady, run: () => setStep(to) });
  const leave = (run: () => void): WizardMove => ({ label: t("common:done"), icon: "tick", isAct: true, run });
  const canSign = seen.weights.length > 0 && seen.weights.every(({ blocked }) => blocked.length === 0) && seen.isCurrent;
  switch (step) {
    case "what":
      return go("to", ownRevoked === null && entitiesOf(draft.scope, sources)?.length !== 0);
    case "to":
      return go("marking", isAddressed(draft, recipients));
    case "marking":
      return go("preview", isMarked(draft, recipients) && isReplacementSaid(draft));
    case "preview":
      return go("sign", canSign);
    case "sign":
      return {
        label: t(second.isOn ? "cosign:second.act" : "exchange:sign.act"),
        icon: "endorsed",
        isAct: true,
        isDisabled: !canSign || !second.isKnown || (second.isOn && officer === null),
        isBusy: sharing.isBusy || asking.isBusy,
        run: () => void sign(),
      };
    case "asked":
      return leave(asking.leave);
    case "receipt":
      return leave(sharing.leave);
  }
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
  readonly asking: Asking;
  readonly second: SecondChoice;
  readonly replaceable: readonly RegisterEntry[] | null;
  /** Our key, when it is revoked: nothing can be shared with it. */
  readonly ownRevoked: Revocation | null;
}

function StepContent({
  step,
  draft,
  change,
  sources,
  partners,
  recipients,
  seen,
  sharing,
  asking,
  second,
  replaceable,
  ownRevoked,
}: ContentProps): ReactNode {
  switch (step) {
    case "what":
      return <WhatStep {...{ draft, change, sources, partners, ownRevoked }} />;
    case "to":
      return <RecipientsStep {...{ draft, change, partners }} />;
    case "marking":
      return <MarkingStep {...{ draft, change, recipients, replaceable }} />;
    case "preview":
      return <PreviewStep {...{ draft, change, seen, partners }} chart={sources.chart} />;
    case "sign":
      return seen.preview === null ? null : (
        <SignStep {...{ draft, recipients, sharing, asking, second, replaceable }} preview={seen.preview} weights={seen.weights} />
      );
    case "asked":
      return <AskedStep asking={asking} officer={second.officer} />;
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
