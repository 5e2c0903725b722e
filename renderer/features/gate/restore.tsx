import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { Failure, Result } from "../../../shared/kernel/result.ts";
import type { CaseError } from "../../../shared/case/answer.ts";
import type { BackupSecret } from "../../../shared/case/backup-door.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { askCore } from "../../state/ask.ts";
import { setMe, showScreen } from "../../state/desk.ts";
import { choosePlace } from "../../state/places.ts";
import { notify, useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { openingFailureText } from "../../ui/failure-text.ts";
import { FileField, PasswordField, RadioField, TextField } from "../../ui/field.tsx";
import { type ChosenFile, KeyFileField } from "../../ui/key-file-field.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { GateFrame } from "./gate-frame.tsx";
import { TypingHints } from "./typing-hints.tsx";
import { useVaults } from "./use-lock-state.ts";
import { firstFree } from "./vault-choice.tsx";

type Way = "passphrase" | "recovery";
/** What is where a vault would come: `lost` = one was there and its storage is gone; null = not known yet. */
type Place = "empty" | "sealed" | "lost" | null;

async function askPlace(): Promise<Exclude<Place, null>> {
  const status = await askCore("gateStatus", null);
  if (status.ok) return status.value;
  return status.error.kind === "vault-lost" ? "lost" : "sealed";
}

/** Brings a vault back from its backup: into an empty place only, and all of it or nothing. Where a vault is, its damaged books are repaired. */
export function Restore(): ReactNode {
  const t = useTranslate();
  const [isForBooks, setForBooks] = useState(false);
  const [place, setPlace] = useState<Place>(null);
  useEffect(() => void askPlace().then(setPlace), []);
  // Asked anew: what was restored with a damage is there, and does not open.
  const back = (): void => void askPlace().then((now) => showScreen(now === "empty" ? "first-run" : "locked"));
  return (
    <GateFrame label={t("backup:restore.title")} isWide>
      {place === "sealed" && !isForBooks && <Taken onBack={back} onRepair={() => setForBooks(true)} />}
      {place === "lost" && <Lost onBack={back} onMoved={() => setPlace("empty")} />}
      {place === "sealed" && isForBooks && <RestoreForm what="books" onBack={() => setForBooks(false)} />}
      {place === "empty" && <RestoreForm what="restore" onBack={back} />}
    </GateFrame>
  );
}

/** There is a vault: nothing is restored over it, but it can be repaired. */
function Taken({ onBack, onRepair }: { readonly onBack: () => void; readonly onRepair: () => void }): ReactNode {
  const t = useTranslate();
  return (
    <div className="gate-step">
      <h1>{t("backup:restore.title")}</h1>
      <Callout tone="warning" title={t("backup:restore.taken")}>
        {t("backup:restore.takenHelp")}
      </Callout>
      <p>{t("backup:books.help")}</p>
      <div className="gate-moves">
        <Button autoFocus onClick={onBack}>
          {t("common:back")}
        </Button>
        <Button icon="clean" onClick={onRepair}>
          {t("backup:books.offer")}
        </Button>
      </div>
    </div>
  );
}

/** A vault was here: it comes back at another place. */
function Lost({ onBack, onMoved }: { readonly onBack: () => void; readonly onMoved: () => void }): ReactNode {
  const t = useTranslate();
  const vaults = useVaults();
  const move = (): void => {
    choosePlace(firstFree(vaults));
    onMoved();
  };
  return (
    <div className="gate-step">
      <h1>{t("backup:restore.title")}</h1>
      <Callout tone="danger" title={t("backup:restore.lost")}>
        {t("backup:restore.lostHelp")}
      </Callout>
      <div className="gate-moves">
        <Button autoFocus onClick={onBack}>
          {t("common:back")}
        </Button>
        <Button intent="primary" icon="import" isDisabled={vaults.length === 0} onClick={move}>
          {t("backup:restore.beside")}
        </Button>
      </div>
    </div>
  );
}

/** What comes back: a whole vault, or the books of the one there is. Also the words it is said with (`backup:restore`, `backup:books`). */
type What = "restore" | "books";

function RestoreForm({ what, onBack }: { readonly what: What; readonly onBack: () => void }): ReactNode {
  const t = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [way, setWay] = useState<Way>("passphrase");
  const [text, setText] = useState("");
  const [keyFile, setKeyFile] = useState<ChosenFile | null>(null);
  const { isBusy, trouble, restore } = useRestoring(what);
  const canGo = file !== null && text !== "" && !isBusy;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!canGo || file === null) return;
    if (way === "passphrase") setText("");
    void restore(file, secretOf(way, text, keyFile));
  };
  const turn = (value: string): void => {
    setWay(value === "recovery" ? "recovery" : "passphrase");
    setText("");
  };
  if (isBusy) return <Restoring what={what} />;
  return (
    <form className="gate-step" onSubmit={submit}>
      <h1>{t(`backup:${what}.title`)}</h1>
      <p className="gate-lead">{t(`backup:${what}.text`)}</p>
      {trouble !== null && (
        <Callout tone={trouble.kind === "cancelled" ? "warning" : "danger"}>
          {openingFailureText(trouble, way === "passphrase" && keyFile !== null)}
        </Callout>
      )}
      <div className="gate-fields gate-restore-fields">
        <FileField
          label={t(what === "books" ? "backup:books.choose" : "backup:choose")}
          accept={what === "books" ? `${fileEndings.backup},${fileEndings.identity}` : fileEndings.backup}
          autoFocus
          onFile={setFile}
          {...(file === null ? {} : { chosen: file.name })}
        />
        <RadioField
          label={t("backup:openWith")}
          isInline
          value={way}
          options={[
            { value: "passphrase", label: t("gate:unlock.passphrase") },
            { value: "recovery", label: t("gate:unlock.recovery") },
          ]}
          onChange={turn}
        />
        <OpeningFields {...{ what, way, keyFile, setKeyFile }} text={{ value: text, onChange: setText }} />
        <TypingHints />
      </div>
      <div className="gate-moves">
        <Button onClick={onBack}>{t("common:back")}</Button>
        <Button type="submit" intent="primary" icon={what === "books" ? "clean" : "import"} isDisabled={!canGo}>
          {t(`backup:${what}.go`)}
        </Button>
      </div>
    </form>
  );
}

interface Opening {
  readonly what: What;
  readonly way: Way;
  readonly text: { readonly value: string; onChange(text: string): void };
  readonly keyFile: ChosenFile | null;
  setKeyFile(file: ChosenFile | null): void;
}

/** Passphrase and key file, or the recovery code. */
function OpeningFields({ what, way, text, keyFile, setKeyFile }: Opening): ReactNode {
  const t = useTranslate();
  if (way === "recovery") return <TextField label={t("gate:unlock.recovery")} isMono isRequired {...text} />;
  const help = t(what === "books" ? "backup:books.keyFileHelp" : "backup:keyFileHelp");
  return (
    <>
      <PasswordField label={t("gate:unlock.passphrase")} isRequired {...text} />
      <KeyFileField file={keyFile} setFile={setKeyFile} label={t("backup:keyFile")} help={help} />
    </>
  );
}

function Restoring({ what }: { readonly what: What }): ReactNode {
  const t = useTranslate();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === (what === "books" ? "repair-books" : "restore-backup")));
  return (
    <div className="gate-making" aria-live="polite">
      <h1 className="visually-hidden">{t(`backup:${what}.title`)}</h1>
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={t(`backup:${what}.running`)} />
      <p>{t(`backup:${what}.runningHelp`)}</p>
      <Button onClick={() => void askCore("stopBackup", null)}>{t("common:cancel")}</Button>
    </div>
  );
}

async function repairBooks(file: File, secret: BackupSecret): Promise<Result<Identity, Trouble>> {
  const answer = await askCore("repairBooks", { file, secret });
  if (!answer.ok) return answer;
  const { me, lost } = answer.value;
  if (lost > 0) notify("warning", "backup:books.doneInPart", { count: lost });
  else notify("success", "backup:books.done");
  return { ok: true, value: me };
}

async function restoreVault(file: File, secret: BackupSecret): Promise<Result<Identity, Trouble>> {
  const answer = await askCore("restoreBackup", { file, name: file.name, secret });
  if (answer.ok) notify("success", "backup:restore.done", { file: file.name });
  return answer;
}

/** The secret as the core takes it; a key file is optional, since only the backup knows whether its vault asks for one. */
const secretOf = (way: Way, text: string, keyFile: ChosenFile | null): BackupSecret =>
  way === "recovery" ? { kind: "recovery", code: text } : { kind: "passphrase", text, ...(keyFile === null ? {} : { keyFile: keyFile.bytes }) };

type Trouble = Failure<CaseError["kind"] | "program-gone">;

function useRestoring(what: What): {
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  restore(file: File, secret: BackupSecret): Promise<void>;
} {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const restore = async (file: File, secret: BackupSecret): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const answer = what === "books" ? await repairBooks(file, secret) : await restoreVault(file, secret);
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    setMe(answer.value);
    showScreen("cases");
  };
  return { isBusy, trouble, restore };
}
