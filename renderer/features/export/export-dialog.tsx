import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Partner } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { closeDialog, type OpenDialog, useDesk } from "../../state/desk.ts";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { type ExportDraft, firstDraft, isSaid, planOf } from "./export-draft.ts";
import { FileStep } from "./file-step.tsx";
import { PreviewStep } from "./preview-step.tsx";
import { type Exporting, useExporting } from "./use-exporting.ts";
import { type Previewed, useExportPreview } from "./use-export-preview.ts";
import { WhatStep } from "./what-step.tsx";
import { WhomStep } from "./whom-step.tsx";
import "./export.css";

type Asked = Extract<OpenDialog, { readonly kind: "export" }>;

/** A table as a file of another program. Open while the desk says so. */
export function ExportDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "export" ? <ExportWizard asked={dialog} /> : null;
}

const steps = ["what", "whom", "preview", "file"] as const;
type Step = (typeof steps)[number];

function ExportWizard({ asked }: { readonly asked: Asked }): ReactNode {
  const t = useTranslate();
  const language = useDesk((desk) => desk.language);
  const [step, setStep] = useState<Step>("what");
  const [draft, setDraft] = useState<ExportDraft>(() => firstDraft(asked, language));
  const change = (part: Partial<ExportDraft>): void => setDraft({ ...draft, ...part });
  const partners = useTrustedPartners();
  const plan = useMemo(() => (step === "preview" ? planOf(draft, asked) : null), [step, draft, asked]);
  const previewed = useExportPreview(plan);
  const exporting = useExporting();
  const make = async (): Promise<void> => {
    if (plan !== null && (await exporting.start(plan))) setStep("file");
  };
  const next: Readonly<Record<Step, WizardMove>> = {
    what: { label: t("common:next"), run: () => setStep("whom") },
    whom: { label: t("common:next"), isDisabled: !isSaid(draft), run: () => setStep("preview") },
    preview: actOf(t("export:act"), previewed, exporting, () => void make()),
    file: { label: t("common:done"), icon: "tick", isAct: true, run: exporting.leave },
  };
  const back: Partial<Record<Step, Step>> = { whom: "what", preview: "whom" };
  const before = back[step];
  return (
    <Wizard
      title={t("export:title")}
      icon="export"
      width="wide"
      steps={steps.map((name) => t(`export:step.${name}`))}
      current={steps.indexOf(step)}
      onClose={exporting.isBusy ? () => undefined : step === "file" ? exporting.leave : closeDialog}
      hasDraft={step !== "file" && !exporting.isBusy}
      back={before === undefined || exporting.isBusy ? undefined : () => setStep(before)}
      next={next[step]}
      note={step === "whom" && !isSaid(draft) ? t("export:chooseFirst") : undefined}
    >
      {step === "what" && <WhatStep {...{ draft, change, asked }} />}
      {step === "whom" && <WhomStep {...{ draft, change, partners }} />}
      {step === "preview" && <PreviewStep {...{ previewed, exporting }} />}
      {step === "file" && exporting.made !== null && <FileStep made={exporting.made} exporting={exporting} />}
    </Wizard>
  );
}

function actOf(label: string, { preview }: Previewed, { isBusy }: Exporting, run: () => void): WizardMove {
  const isDisabled = preview === null || preview.blocked.length > 0 || preview.needsSecond;
  return { label, icon: "export", isAct: true, isDisabled, isBusy, run };
}

/** The partners who are trusted now; null until the core has answered. */
function useTrustedPartners(): readonly Partner[] | null {
  const [partners, setPartners] = useState<readonly Partner[] | null>(null);
  useEffect(() => {
    void askOrTell("listPartners", null).then((found) =>
      setPartners((found ?? []).filter(({ standing }) => standing === "active" || standing === "expiring")),
    );
  }, []);
  return partners;
}
