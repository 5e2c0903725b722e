import { type FormEvent, type ReactNode, useState } from "react";
import type { CaseDoor } from "../../../shared/case/door.ts";
import { askCore } from "../../state/ask.ts";
import { setMe, showScreen } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText, openingFailureText } from "../../ui/failure-text.ts";
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
  const { isBusy, trouble, mayRead, unlock, forget } = useUnlock(lock);
  const [isToRead, setToRead] = useState(false);
  const { wait } = lock;
  const asksFile = way === "passphrase" && lock.hasKeyFile;
  const isReady = !isBusy && !lock.isLost && wait === 0 && text !== "" && (!asksFile || file !== null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    // A code is mended letter by letter; a passphrase is typed anew.
    if (way === "passphrase") setText("");
    void unlock(isToRead ? "unlockToRead" : "unlock", secretOf(way, text, asksFile ? file : null));
  };
  const begin = (next: Way): void => {
    setWay(next);
    setText("");
    setFile(null);
    setToRead(false);
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
        <h1>{t(lock.isLost ? "backup:restore.lost" : "gate:unlock.title")}</h1>
        <Messages {...{ trouble: lock.isLost ? failureText({ kind: "vault-lost" }) : trouble, isToRead, wait }} />
        <VaultChoice onTurned={turned}>
          {asksFile && <KeyFileField {...{ file, setFile }} />}
          <SecretField {...{ way, text, setText }} />
          <TypingHints />
          <div className="gate-unlock-moves">
            <Button type="submit" intent="primary" icon="unlock" isLoading={isBusy} isDisabled={!isReady && !isBusy}>
              {t(isToRead ? "gate:reading.open" : "gate:unlock.open")}
            </Button>
            {mayRead && !isToRead && <ReadingOffer onChoose={() => setToRead(true)} />}
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

interface MessagesProps {
  readonly trouble: string | null;
  readonly isToRead: boolean;
  readonly wait: number;
}

/** What the lock has to say: the last failure, what opening for reading means, how long to wait. */
function Messages({ trouble, isToRead, wait }: MessagesProps): ReactNode {
  const t = useTranslate();
  return (
    <>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      {isToRead && <Callout tone="info">{t("gate:reading.lead")}</Callout>}
      {wait > 0 && (
        <p className="gate-wait" role="status">
          {t("gate:unlock.wait", { count: wait })}
        </p>
      )}
    </>
  );
}

function ReadingOffer({ onChoose }: { readonly onChoose: () => void }): ReactNode {
  const t = useTranslate();
  return (
    <Button isMinimal onClick={onChoose}>
      {t("gate:reading.offer")}
    </Button>
  );
}

type Secret = Parameters<CaseDoor["unlock"]>[0];

const secretOf = (way: Way, text: string, file: ChosenFile | null): Secret =>
  way === "passphrase" ? { kind: "passphrase", text, ...(file === null ? {} : { keyFile: file.bytes }) } : { kind: "recovery", code: text };

interface Unlocking {
  readonly isBusy: boolean;
  readonly trouble: string | null;
  /** Only our identity is damaged: the cases can be opened to read. */
  readonly mayRead: boolean;
  unlock(how: "unlock" | "unlockToRead", secret: Secret): Promise<void>;
  forget(): void;
}

function useUnlock({ look }: SeenLock): Unlocking {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [mayRead, setMayRead] = useState(false);
  const unlock: Unlocking["unlock"] = async (how, secret) => {
    setBusy(true);
    setTrouble(null);
    const answer = await askCore(how, secret);
    if (answer.ok) {
      setMe(answer.value);
      showScreen("cases");
      return;
    }
    if (answer.error.kind === "empty") return showScreen("first-run");
    await look();
    setTrouble(openingFailureText(answer.error, secret.kind === "passphrase" && secret.keyFile !== undefined));
    setMayRead(answer.error.kind === "identity-damaged");
    setBusy(false);
  };
  const forget = (): void => {
    setTrouble(null);
    setMayRead(false);
  };
  return { isBusy, trouble, mayRead, unlock, forget };
}
