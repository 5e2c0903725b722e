import { type ReactNode, useState } from "react";
import type { Identity } from "../../../shared/partner/model.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { TextField } from "../../ui/field.tsx";
import { CopyButton } from "../../ui/hash-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { RecoverySheet } from "./recovery-sheet.tsx";
import { StepForm } from "./step-form.tsx";

interface RecoveryStepProps {
  readonly me: Identity;
  /** "7K3D1-…": 8 groups of 5 signs. */
  readonly code: string;
  readonly onDone: () => void;
  /** Where an old code goes on opening: to leave it at that. */
  readonly onKeepOld?: () => void;
}

/** The recovery code: shown, kept on paper, and two of its groups typed back. */
export function RecoveryStep({ me, code, onDone, onKeepOld }: RecoveryStepProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  return isAsking ? (
    <TypeBack code={code} onBack={() => setAsking(false)} onDone={onDone} />
  ) : (
    <ShowCode me={me} code={code} onNext={() => setAsking(true)} onKeepOld={onKeepOld} />
  );
}

interface ShowCodeProps {
  readonly me: Identity;
  readonly code: string;
  readonly onNext: () => void;
  readonly onKeepOld: (() => void) | undefined;
}

function ShowCode({ me, code, onNext, onKeepOld }: ShowCodeProps): ReactNode {
  const t = useTranslate();
  const instead = onKeepOld && { label: t("keys:recovery.keepOld"), go: onKeepOld };
  const [title, text, nextLabel] = [t("gate:recovery.title"), t("gate:recovery.text"), t("gate:recovery.kept")];
  return (
    <>
      <StepForm {...{ title, text, nextLabel, instead, onNext }} hasFocus>
        <ol className="gate-code" aria-label={t("gate:recovery.code")}>
          {groupsOf(code).map(({ place, signs }) => (
            <li key={place}>
              <span aria-hidden={true}>{place}</span>
              <strong>{signs}</strong>
            </li>
          ))}
        </ol>
        <div className="gate-code-tools">
          <Button icon="print" onClick={() => window.print()}>
            {t("gate:recovery.print")}
          </Button>
          <span>
            <CopyButton text={code} />
            {t("gate:recovery.copy")}
          </span>
        </div>
        <Callout tone="warning">{t("gate:recovery.warning")}</Callout>
      </StepForm>
      <RecoverySheet me={me} code={code} />
    </>
  );
}

function TypeBack({ code, onBack, onDone }: { readonly code: string; readonly onBack: () => void; readonly onDone: () => void }): ReactNode {
  const t = useTranslate();
  const groups = code.split("-");
  const [asked] = useState(() => twoPlaces(groups.length));
  const [typed, setTyped] = useState<readonly [string, string]>(["", ""]);
  const [isAsked, ask] = useState(false);
  const isRight = (at: 0 | 1): boolean => readSigns(typed[at]) === groups[asked[at]];
  const next = (): void => {
    ask(true);
    if (isRight(0) && isRight(1)) onDone();
  };
  const field = (at: 0 | 1): ReactNode => (
    <TextField
      label={t("gate:recovery.group", { place: asked[at] + 1 })}
      value={typed[at]}
      isMono
      isRequired
      autoFocus={at === 0}
      error={isAsked && !isRight(at) ? t("gate:recovery.wrongGroup") : undefined}
      onChange={(text) => setTyped(at === 0 ? [text, typed[1]] : [typed[0], text])}
    />
  );
  return (
    <StepForm
      title={t("gate:recovery.backTitle")}
      text={t("gate:recovery.backText")}
      nextLabel={t("gate:recovery.done")}
      onBack={onBack}
      onNext={next}
    >
      <div className="gate-pair">
        {field(0)}
        {field(1)}
      </div>
    </StepForm>
  );
}

const groupsOf = (code: string): readonly { readonly place: number; readonly signs: string }[] =>
  code.split("-").map((signs, at) => ({ place: at + 1, signs }));

/** As the core reads a code: any case, O for 0, I and L for 1. */
function readSigns(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

/** Two different places of a code, in order, by chance. */
function twoPlaces(count: number): readonly [number, number] {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
  const first = a % count;
  const second = (first + 1 + (b % (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}
