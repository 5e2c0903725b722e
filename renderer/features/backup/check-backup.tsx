import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import type { CaseError } from "../../../shared/case/answer.ts";
import type { BackupInspection, BackupSecret } from "../../../shared/case/backup-door.ts";
import type { Failure } from "../../../shared/kernel/result.ts";
import { askCore } from "../../state/ask.ts";
import { useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { openingFailureText } from "../../ui/failure-text.ts";
import { FileField, PasswordField, RadioField, TextField } from "../../ui/field.tsx";
import { type ChosenFile, KeyFileField } from "../../ui/key-file-field.tsx";
import { Progress } from "../../ui/progress.tsx";
import type { Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { BackupFacts, DamagedInside } from "./receipt.tsx";

type Way = "passphrase" | "recovery";

/** Checks any backup whole, and says where this vault stands beside it. Changes nothing. */
export function CheckBackup({ given, isBusyElsewhere }: { readonly given: File | undefined; readonly isBusyElsewhere: boolean }): ReactNode {
  const t = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<BackupInspection | null>(null);
  const [isKeyed, setKeyed] = useState(false);
  const [trouble, setTrouble] = useState<Failure<CaseError["kind"] | "program-gone"> | null>(null);
  const check = async (chosen: File, secret: BackupSecret | null): Promise<void> => {
    setFile(chosen);
    setKeyed(secret?.kind === "passphrase" && secret.keyFile !== undefined);
    setFound(null);
    setTrouble(null);
    setBusy(true);
    const answer = await askCore("inspectBackup", { file: chosen, secret });
    setBusy(false);
    if (answer.ok) setFound(answer.value);
    else setTrouble(answer.error);
  };
  // A file that was dropped on the window is checked at once.
  const begin = useEffectEvent(() => void (given !== undefined && check(given, null)));
  useEffect(() => begin(), []);
  // A wrong secret may be another vault's or mistyped: it is asked for again.
  const asksSecret = trouble !== null && ["other-vault", "wrong-secret-or-damaged", "key-file-needed", "not-a-key-file"].includes(trouble.kind);
  return (
    <div className="backup-body">
      <p>{t("backup:checkText")}</p>
      <FileField
        label={t("backup:choose")}
        accept={fileEndings.backup}
        {...(file === null ? {} : { chosen: file.name })}
        isDisabled={isBusy || isBusyElsewhere}
        onFile={(chosen) => void check(chosen, null)}
      />
      {isBusy && <Checking />}
      {trouble !== null && <Callout tone={trouble.kind === "other-vault" ? "warning" : "danger"}>{openingFailureText(trouble, isKeyed)}</Callout>}
      {asksSecret && file !== null && !isBusy && <AskSecret onSecret={(secret) => void check(file, secret)} />}
      {found !== null && (
        <>
          <Beside found={found} />
          {found.beside !== null && <DamagedInside isChecked />}
          <BackupFacts receipt={found} name={null} />
        </>
      )}
    </div>
  );
}

function Checking(): ReactNode {
  const t = useTranslate();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === "check-backup"));
  return (
    <>
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={t("backup:checking")} />
      <div className="backup-moves">
        <Button onClick={() => void askCore("stopBackup", null)}>{t("common:cancel")}</Button>
      </div>
    </>
  );
}

function Beside({ found }: { readonly found: BackupInspection }): ReactNode {
  const t = useTranslate();
  const stand = found.beside ?? "other";
  const tones: Readonly<Record<typeof stand, Tone>> = { holds: "success", older: "danger", lacking: "warning", apart: "danger", other: "info" };
  return (
    <Callout tone={tones[stand]} title={t(`backup:beside.${stand}`)}>
      {t(`backup:besideHelp.${stand}`)} {found.beside !== null && !found.isRemembered && t("backup:notRemembered")}
    </Callout>
  );
}

function AskSecret({ onSecret }: { readonly onSecret: (secret: BackupSecret) => void }): ReactNode {
  const t = useTranslate();
  const [way, setWay] = useState<Way>("passphrase");
  const [text, setText] = useState("");
  const [keyFile, setKeyFile] = useState<ChosenFile | null>(null);
  const submit = (): void => {
    const withFile = keyFile === null ? {} : { keyFile: keyFile.bytes };
    if (text !== "") onSecret(way === "passphrase" ? { kind: "passphrase", text, ...withFile } : { kind: "recovery", code: text });
    setText("");
  };
  const field = { value: text, onChange: setText, onEnter: submit };
  return (
    <>
      <RadioField
        label={t("backup:openWith")}
        isInline
        value={way}
        options={[
          { value: "passphrase", label: t("gate:unlock.passphrase") },
          { value: "recovery", label: t("gate:unlock.recovery") },
        ]}
        onChange={(value) => setWay(value === "recovery" ? "recovery" : "passphrase")}
      />
      {way === "passphrase" ? (
        <>
          <PasswordField label={t("gate:unlock.passphrase")} {...field} />
          <KeyFileField file={keyFile} setFile={setKeyFile} label={t("backup:keyFile")} help={t("backup:keyFileHelp")} />
        </>
      ) : (
        <TextField label={t("gate:unlock.recovery")} isMono {...field} />
      )}
      <div className="backup-moves">
        <Button icon="unlock" isDisabled={text === ""} onClick={submit}>
          {t("backup:openIt")}
        </Button>
      </div>
    </>
  );
}
