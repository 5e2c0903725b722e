import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { askCore } from "../../state/ask.ts";
import { setMe, showScreen } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { PasswordField, TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { GateFrame } from "./gate-frame.tsx";
import { TypingHints } from "./typing-hints.tsx";

type Way = "passphrase" | "recovery";

/** Opens the vault by passphrase or recovery code. Nothing of it is shown before. */
export function Unlock(): ReactNode {
  const t = useTranslate();
  const [way, setWay] = useState<Way>("passphrase");
  const [text, setText] = useState("");
  const { isBusy, trouble, wait, unlock, forget } = useUnlock();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || wait > 0 || text === "") return;
    // A code is mended letter by letter; a passphrase is typed anew.
    if (way === "passphrase") setText("");
    void unlock(way, text);
  };
  const turn = (): void => {
    setWay(way === "passphrase" ? "recovery" : "passphrase");
    setText("");
    forget();
  };
  return (
    <GateFrame label={t("gate:unlock.title")}>
      <form className="gate-step gate-unlock" onSubmit={submit}>
        <span className="gate-lock">
          <Icon name="lock" size={26} />
        </span>
        <h1>{t("gate:unlock.title")}</h1>
        {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
        {wait > 0 && (
          <p className="gate-wait" role="status">
            {t("gate:unlock.wait", { count: wait })}
          </p>
        )}
        <SecretField {...{ way, text, setText }} />
        <TypingHints />
        <div className="gate-unlock-moves">
          <Button type="submit" intent="primary" icon="unlock" isLoading={isBusy} isDisabled={wait > 0 || text === ""}>
            {t("gate:unlock.open")}
          </Button>
          <Button isMinimal onClick={turn}>
            {t(way === "passphrase" ? "gate:unlock.useRecovery" : "gate:unlock.usePassphrase")}
          </Button>
          <Button isMinimal onClick={() => showScreen("restore")}>
            {t("backup:restore.offer")}
          </Button>
        </div>
      </form>
    </GateFrame>
  );
}

interface SecretFieldProps {
  readonly way: Way;
  readonly text: string;
  readonly setText: (text: string) => void;
}

function SecretField({ way, text, setText }: SecretFieldProps): ReactNode {
  const t = useTranslate();
  const field = { value: text, onChange: setText, isRequired: true, autoFocus: true };
  return way === "passphrase" ? (
    <PasswordField key="passphrase" label={t("gate:unlock.passphrase")} {...field} />
  ) : (
    <TextField key="recovery" label={t("gate:unlock.recovery")} help={t("gate:unlock.recoveryHelp", { count: signsIn(text) })} isMono {...field} />
  );
}

interface Unlocking {
  readonly isBusy: boolean;
  readonly trouble: string | null;
  /** Seconds until the next attempt. */
  readonly wait: number;
  unlock(way: Way, text: string): Promise<void>;
  forget(): void;
}

function useUnlock(): Unlocking {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { wait, refuse } = useGrowingWait();
  const unlock = async (way: Way, text: string): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const answer = await askCore("unlock", way === "passphrase" ? { kind: "passphrase", text } : { kind: "recovery", code: text });
    setBusy(false);
    if (answer.ok) {
      setMe(answer.value);
      showScreen("cases");
    } else if (answer.error.kind === "empty") showScreen("first-run");
    else {
      setTrouble(failureText(answer.error));
      if (answer.error.kind === "wrong-secret-or-damaged") refuse();
    }
  };
  return { isBusy, trouble, wait, unlock, forget: () => setTrouble(null) };
}

const signsIn = (text: string): number => text.replace(/[\s-]/g, "").length;

/** After the second wrong secret one waits: 2, 4, 8 … 60 seconds. */
function useGrowingWait(): { readonly wait: number; readonly refuse: () => void } {
  const [wrong, setWrong] = useState(0);
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const refuse = (): void => {
    setWrong(wrong + 1);
    if (wrong > 0) setWait(Math.min(60, 2 ** wrong));
  };
  return { wait, refuse };
}
