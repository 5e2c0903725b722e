import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ImportReport } from "../../../shared/case/import-door.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { caseHandling } from "../../state/case-mirror.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { failureText } from "../../ui/failure-text.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { ColumnsStep } from "./columns-step.tsx";
import { FileStep } from "./file-step.tsx";
import { useForeseen } from "./foreseen.ts";
import { PreviewStep } from "./preview-step.tsx";
import { choicesText, isRecognised, useIsImported, usePreview } from "./previewed.ts";
import { useProfiles } from "./profiles.ts";
import { ReportStep } from "./report-step.tsx";
import { DocumentStep } from "./review-step.tsx";
import { RunStep } from "./run-step.tsx";
import "./intake.css";

const steps = ["file", "columns", "preview", "run", "report"] as const;
type Step = (typeof steps)[number];

export function ImportDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "import" ? <ImportWizard key={dialog.readAs ?? ""} first={dialog.file} readAs={dialog.readAs} /> : null;
}

/** File, columns, preview, import, report. */
function ImportWizard({ first, readAs }: { readonly first: File | null; readonly readAs: "document" | undefined }): ReactNode {
  const t = useTranslate();
  const seen = usePreview(first, readAs);
  const [step, setStep] = useState<Step>(readAs === undefined ? "file" : "columns");
  const [grade, setGrade] = useState("B2");
  const [handling, setHandling] = useState<Handling>(caseHandling);
  const run = useRun();
  const profiles = useProfiles();
  const { preview, file } = seen;
  const isDocument = isRecognised(preview) || (preview === null && readAs === "document");

  const start = async (): Promise<void> => {
    if (file === null || preview === null) return;
    const choices = choicesText(seen.choices);
    const isDone = await run.start({ file, fileName: file.name, profile: preview.profile, choices, grade, handling });
    if (isDone) setStep("report");
  };
  const isKnown = useIsImported(preview?.sha256 ?? null);
  // A file that was imported may be looked at again: only so are its rejected rows seen later.
  const isReady = preview !== null && !seen.isBusy;
  const comparing = useForeseen(seen, isReady && !isKnown && !run.isBusy && (step === "preview" || step === "run"));
  const go = (to: Step): WizardMove => ({ label: t("common:next"), isDisabled: !isReady, run: () => setStep(to) });
  const next: Readonly<Record<Step, WizardMove>> = {
    file: { ...go("columns"), isDisabled: !isReady || preview.questions.some(({ answer }) => answer === "") },
    columns: { ...go("preview"), isDisabled: !isReady || preview.profile === "" || preview.sheets.some(({ openColumns }) => openColumns.length > 0) },
    preview: { ...go("run"), isDisabled: !isReady || isKnown || preview.accepted === 0 },
    run: { label: t("intake:run.start"), icon: "import", isAct: true, isBusy: run.isBusy, run: () => void start() },
    report: { label: t("common:done"), icon: "tick", isAct: true, run: closeDialog },
  };
  const before: Readonly<Record<Step, Step | null>> = { file: null, columns: "file", preview: "columns", run: "preview", report: null };
  const backTo = before[step];
  return (
    <Wizard
      title={t(readAs === undefined ? "intake:title" : "recognise:paste.title")}
      icon={readAs === undefined ? "import" : "search-text"}
      width="wide"
      steps={steps.map((name) => t(stepKey(name, isDocument, readAs)))}
      current={steps.indexOf(step)}
      onClose={closeDialog}
      hasDraft={step !== "report" && !run.isBusy}
      back={backTo === null || run.isBusy ? undefined : () => setStep(backTo)}
      next={next[step]}
      note={preview !== null && step !== "file" && step !== "report" && <Counts {...preview} />}
    >
      {step === "file" && <FileStep seen={seen} isKnown={isKnown} profiles={profiles} />}
      {step === "columns" && isDocument && <DocumentStep seen={seen} isKnown={isKnown} />}
      {step === "columns" && !isDocument && preview !== null && <ColumnsStep preview={preview} seen={seen} profiles={profiles} />}
      {step === "preview" && preview !== null && <PreviewStep preview={preview} seen={seen} comparing={comparing} isKnown={isKnown} />}
      {step === "run" && preview !== null && (
        <RunStep {...{ preview, grade, handling, setGrade, setHandling }} isBusy={run.isBusy} trouble={run.trouble} />
      )}
      {step === "report" && run.report !== null && <ReportStep report={run.report} controls={preview?.controls ?? []} />}
    </Wizard>
  );
}

function stepKey(name: Step, isDocument: boolean, readAs: "document" | undefined): string {
  if (isDocument && name === "columns") return "recognise:step.review";
  return readAs !== undefined && name === "file" ? "recognise:step.text" : `intake:step.${name}`;
}

/** The law of every import, always in sight. */
function Counts({
  rows,
  accepted,
  duplicates,
  rejected,
}: {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly unknown[];
}): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <span className="tabular">
      {t("intake:sum", {
        rows: format.number(rows),
        accepted: format.number(accepted),
        duplicates: format.number(duplicates),
        rejected: format.number(rejected.length),
      })}
    </span>
  );
}

type ImportOrder = Parameters<typeof askCore<"importFile">>[1];

function useRun(): {
  readonly isBusy: boolean;
  readonly trouble: string | null;
  readonly report: ImportReport | null;
  start(order: ImportOrder): Promise<boolean>;
} {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const isInSight = useIsInSight();
  const { number } = useFormat();
  const start = async (order: ImportOrder): Promise<boolean> => {
    setBusy(true);
    setTrouble(null);
    const done = await askCore("importFile", order);
    setBusy(false);
    if (!isInSight()) tellOutOfSight(done, number);
    else if (done.ok) setReport(done.value);
    else setTrouble(failureText(done.error));
    return done.ok;
  };
  return { isBusy, trouble, report, start };
}

/** Who closed the dialog hears as a notice how it ended: no row is left out unsaid. */
function tellOutOfSight(done: Awaited<ReturnType<typeof askCore<"importFile">>>, number: (value: number) => string): void {
  if (!done.ok) return done.error.kind === "locked" ? undefined : tellFailure(done.error);
  const { rows, accepted, duplicates, rejected } = done.value;
  const counts = { rows: number(rows), accepted: number(accepted), duplicates: number(duplicates), rejected: number(rejected) };
  if (rejected > 0) notify("warning", "intake:notice.doneWithout", counts);
  else notify("success", "intake:notice.done", counts);
}

/** Whether the component is still there, for what ends later. */
function useIsInSight(): () => boolean {
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return () => isThere.current;
}
