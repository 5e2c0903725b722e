import { type FormEvent, type ReactNode, useState } from "react";
import { askCore } from "../../state/ask.ts";
import { setMe, showScreen } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { openingFailureText } from "../../ui/failure-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { type ChosenFile, KeyFileField } from "../../ui/key-file-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { GateFrame } from "./gate-frame.tsx";
import { SecretField, type Way } from "./secret-fields.tsx";
import { TypingHints } from "./typing-hints.tsx";
import { type SeenLock, useLockState } from "./use-lock-state.ts";
import { VaultChoice } from "./vault-choice.tsx";

/** Opens a vault by passphrase, with its key file where it asks for one, or by recovery code. Nothing of it is shown before. */
export function Unlock(): ReactNode {
  const t = useTranslate();
  const lock = useLockState();
  const [way, setWay] = useState<Way>("passphrase");
  const [text, setText] = useState("");
  const [file, setFile] = useState<ChosenFile | null>(null);
  const { isBusy, trouble, unlock, forget } = useUnlock(lock);
  const { wait } = lock;
  const asksFile = way === "passphrase" && lock.hasKeyFile;
  const isReady = !isBusy && wait === 0 && text !== "" && (!asksFile || file !== null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    // A code is mended letter by letter; a passphrase is typed anew.
    if (way === "passphrase") setText("");
    void unlock(way, text, asksFile ? file : null);
  };
  const begin = (next: Way): void => {
    setWay(next);
    setText("");
    setFile(null);
    forget();
  };
  const turned = (): void => {
    begin("passphrase");
    void lock.look();
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
        <VaultChoice onTurned={turned}>
          {asksFile && <KeyFileField {...{ file, setFile }} />}
          <SecretField {...{ way, text, setText }} />
          <TypingHints />
          <div className="gate-unlock-moves">
            <Button type="submit" intent="primary" icon="unlock" isLoading={isBusy} isDisabled={!isReady && !isBusy}>
              {t("gate:unlock.open")}
            </Button>
            <Button isMinimal onClick={() => begin(way === "passphrase" ? "recovery" : "passphrase")}>
              {t(way === "passphrase" ? "gate:unlock.useRecovery" : "gate:unlock.usePassphrase")}
            </Button>
            <Button isMinimal onClick={() => showScreen("restore")}>
              {t("backup:restore.offer")}
            </Button>
          </div>
        </VaultChoice>
      </form>
    </GateFrame>
  );
}

interface Unlocking {
  readonly isBusy: boolean;
  readonly trouble: string | null;
  unlock(way: Way, text: string, file: ChosenFile | null): Promise<void>;
  forget(): void;
}

function useUnlock({ look }: SeenLock): Unlocking {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const unlock = async (way: Way, text: string, file: ChosenFile | null): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const withFile = file === null ? {} : { keyFile: file.bytes };
    const answer = await askCore("unlock", way === "passphrase" ? { kind: "passphrase", text, ...withFile } : { kind: "recovery", code: text });
    if (answer.ok) {
      setMe(answer.value);
      showScreen("cases");
      return;
    }
    if (answer.error.kind === "empty") return showScreen("first-run");
    await look();
    setTrouble(openingFailureText(answer.error, file !== null));
    setBusy(false);
  };
  return { isBusy, trouble, unlock, forget: () => setTrouble(null) };
}
