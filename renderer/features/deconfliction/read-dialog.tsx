import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type ReactNode, useState } from "react";
import type { HitsSight } from "../../../shared/case/deconfliction-door.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { Callout } from "../../ui/callout.tsx";
import { FileField, TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { Wizard, type WizardMove } from "../../ui/wizard.tsx";
import { FoundHitsStep } from "./found-hits.tsx";
import { hitsFailureText, type HitsTrouble, timeText } from "./hits-words.ts";
import { AnswerState, RefuseButton } from "./refusing.tsx";
import { SightFacts } from "./sight-facts.tsx";
import { type Reading, useReading, useSight } from "./use-reading.ts";
import { Working } from "./working.tsx";
import "./deconfliction.css";

export function ReadHitsDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  if (dialog?.kind !== "read-hits") return null;
  const { file } = dialog;
  return <ReadWizard key={file === null ? "" : `${file.name} ${file.size} ${file.lastModified}`} file={file} />;
}

const steps = ["file", "secret", "hits"] as const;
type Step = (typeof steps)[number];

/** A partner's file, the secret, what both have. */
function ReadWizard({ file }: { readonly file: File | null }): ReactNode {
  const t = useTranslate();
  const [step, setStep] = useState<Step>("file");
  const [secret, setSecret] = useState("");
  const { sight, trouble } = useSight(file);
  const reading = useReading();
  const compare = async (): Promise<void> => {
    if (sight !== null && (await reading.compare(sight.token, secret))) setStep("hits");
  };
  const done: WizardMove = { label: t("common:done"), icon: "tick", isAct: true, run: closeDialog };
  const next: Readonly<Record<Step, WizardMove>> = {
    file: sight?.is === "refusal" ? done : { label: t("common:next"), isDisabled: sight === null, run: () => setStep("secret") },
    secret: {
      label: t("deconfliction:read.act"),
      icon: "comparison",
      isAct: true,
      isDisabled: secret.trim() === "",
      isBusy: reading.isBusy,
      run: () => void compare(),
    },
    hits: done,
  };
  return (
    <Wizard
      title={t("deconfliction:read.title")}
      icon="comparison"
      width="large"
      steps={steps.map((name) => t(`deconfliction:read.step.${name}`))}
      current={steps.indexOf(step)}
      onClose={reading.isBusy ? () => undefined : closeDialog}
      hasDraft={step === "secret" && !reading.isBusy}
      back={step === "secret" && !reading.isBusy ? () => setStep("file") : undefined}
      next={next[step]}
    >
      {step === "file" && <FileStep {...{ file, sight, trouble, reading }} />}
      {step === "secret" && sight !== null && <TypeSecret {...{ sight, secret, reading }} change={setSecret} run={() => void compare()} />}
      {step === "hits" && sight !== null && reading.found !== null && <FoundHitsStep {...{ sight, reading }} found={reading.found} />}
    </Wizard>
  );
}

interface FileProps {
  readonly file: File | null;
  readonly sight: HitsSight | null;
  readonly trouble: HitsTrouble | null;
  readonly reading: Reading;
}

function FileStep({ file, sight, trouble, reading }: FileProps): ReactNode {
  const t = useTranslate();
  const isChecking = file !== null && sight === null && trouble === null;
  return (
    <div className="deconfliction-scroll">
      {trouble !== null && file !== null && (
        <Callout tone="danger" title={<SafeText text={file.name} />}>
          {hitsFailureText(trouble)}
        </Callout>
      )}
      {isChecking && <Progress done={0} total={0} label={t("deconfliction:read.checking")} />}
      {sight !== null && <SightFacts sight={sight} />}
      {sight?.is === "question" && (
        <div className="deconfliction-refuse">
          <AnswerState sight={sight} reading={reading} />
          <RefuseButton sight={sight} reading={reading} />
        </div>
      )}
      {!isChecking && (
        <FileField
          label={t(file === null ? "deconfliction:read.choose" : "deconfliction:read.other")}
          accept={fileEndings.hits}
          autoFocus={sight === null}
          {...(sight !== null && file !== null ? { chosen: file.name } : {})}
          onFile={(picked) => openDialog({ kind: "read-hits", file: picked })}
        />
      )}
      {sight === null && <p className="deconfliction-muted">{t("deconfliction:read.help")}</p>}
    </div>
  );
}

interface SecretProps {
  readonly sight: HitsSight;
  readonly secret: string;
  readonly reading: Reading;
  readonly change: (secret: string) => void;
  readonly run: () => void;
}

function TypeSecret({ sight, secret, reading, change, run }: SecretProps): ReactNode {
  const t = useTranslate();
  const time = timeText(sight.slow, t, useFormat());
  if (reading.isBusy) return <Working label={t("deconfliction:working")} />;
  const { trouble } = reading;
  const isWrong = trouble?.kind === "wrong-shared-secret";
  const label = sight.is === "question" ? t("deconfliction:read.secret", { officer: sight.partner.officer }) : t("deconfliction:read.ownSecret");
  return (
    <div className="deconfliction-scroll">
      {trouble !== null && !isWrong && <Callout tone={trouble.kind === "cancelled" ? "warning" : "danger"}>{hitsFailureText(trouble)}</Callout>}
      <TextField
        label={label}
        help={t("deconfliction:read.secretHelp")}
        error={isWrong ? hitsFailureText(trouble) : undefined}
        value={secret}
        isMono
        isRequired
        autoFocus
        onChange={change}
        onEnter={() => secret.trim() !== "" && run()}
      />
      {time !== null && <p className="deconfliction-muted">{t("deconfliction:read.takes", { time })}</p>}
    </div>
  );
}
