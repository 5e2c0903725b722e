import { type ReactNode, useState } from "react";
import type { Identity } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { setMe, showScreen } from "../../state/desk.ts";
import { noteShown, noteTypedBack } from "../../state/recovery-note.ts";
import { choosePlace } from "../../state/places.ts";
import { failureText } from "../../ui/failure-text.ts";
import { Progress } from "../../ui/progress.tsx";
import { Steps } from "../../ui/steps.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { GateFrame } from "./gate-frame.tsx";
import { KeysStep } from "./keys-step.tsx";
import { LanguageStep } from "./language-step.tsx";
import { agencyNameOf, codeOf, emptyOfficer, type OfficerDraft, OfficerStep } from "./officer-step.tsx";
import { PassphraseStep } from "./passphrase-step.tsx";
import { RecoveryStep } from "./recovery-step.tsx";
import { useKeepOpen } from "../../state/use-keep-open.ts";
import { useVaults } from "./use-lock-state.ts";

type Stage = "language" | "officer" | "passphrase" | "making" | "keys" | "recovery";
const stageNames = ["language", "officer", "passphrase", "keys", "recovery"] as const;

/** The keys that were just made, and the code that is shown once. */
interface Made {
  readonly me: Identity;
  readonly recoveryCode: string;
}

/** Makes the vault and the officer's keys, step by step. */
export function FirstRun(): ReactNode {
  const t = useTranslate();
  const [stage, setStage] = useState<Stage>("language");
  const [officer, setOfficer] = useState<OfficerDraft>(emptyOfficer);
  const [made, setMade] = useState<Made | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [otherVault] = useVaults();
  useKeepOpen(made !== null);

  const make = async (passphrase: string): Promise<void> => {
    setStage("making");
    setTrouble(null);
    const person = { agency: codeOf(officer), agencyName: agencyNameOf(officer, t), officer: officer.officer.trim() };
    const [answer] = await Promise.all([askCore("createVault", { passphrase, person }), letGo()]);
    if (answer.ok) {
      await noteShown();
      setMade(answer.value);
    } else setTrouble(failureText(answer.error));
    setStage(answer.ok ? "keys" : "passphrase");
  };
  const leave = (place: number): void => {
    choosePlace(place);
    showScreen("locked");
  };
  const finish = (): void => {
    if (made === null) return;
    void noteTypedBack();
    setMe(made.me);
    setMade(null);
    showScreen("cases");
  };
  return (
    <GateFrame label={t("gate:firstRun.title")} isWide>
      <Steps steps={stageNames.map((name) => t(`gate:step.${name}`))} current={stepAt(stage)} label={t("gate:firstRun.title")} />
      {stage === "language" && (
        <LanguageStep onNext={() => setStage("officer")} {...(otherVault === undefined ? {} : { onBack: () => leave(otherVault.place) })} />
      )}
      {stage === "officer" && (
        <OfficerStep draft={officer} onChange={setOfficer} onBack={() => setStage("language")} onNext={() => setStage("passphrase")} />
      )}
      {stage === "passphrase" && (
        <PassphraseStep
          known={[officer.officer, codeOf(officer), agencyNameOf(officer, t)]}
          trouble={trouble}
          onBack={() => setStage("officer")}
          onNext={(text) => void make(text)}
        />
      )}
      {stage === "making" && (
        <div className="gate-making" aria-live="polite">
          <Progress done={0} total={0} label={t("gate:keys.making")} />
          <p>{t("gate:keys.makingHelp")}</p>
        </div>
      )}
      {stage === "keys" && made !== null && <KeysStep me={made.me} onNext={() => setStage("recovery")} />}
      {stage === "recovery" && made !== null && <RecoveryStep me={made.me} code={made.recoveryCode} onDone={finish} />}
    </GateFrame>
  );
}

/** The Enter that ends the typing is let go before the next step's button has the focus: letting it go there would press that button. */
const letGo = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

const stepAt = (stage: Stage): number => stageNames.findIndex((name) => name === (stage === "making" ? "keys" : stage));
