import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import type { CaseError } from "../../../shared/case/answer.ts";
import type { BackupInspection } from "../../../shared/case/backup-door.ts";
import type { Failure } from "../../../shared/kernel/result.ts";
import { askCore } from "../../state/ask.ts";
import { useJobs } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { FileField, PasswordField, RadioField, TextField } from "../../ui/field.tsx";
import { Progress } from "../../ui/progress.tsx";
import type { Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { BackupFacts } from "./receipt.tsx";

type Way = "passphrase" | "recovery";

/** Checks any backup whole, and says where this vault stands beside it. Changes nothing. */
export function CheckBackup({ given, isBusyElsewhere }: { readonly given: File | undefined; readonly isBusyElsewhere: boolean }): ReactNode {
  const t = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<BackupInspection | null>(null);
  const [trouble, setTrouble] = useState<Failure<CaseError["kind"] | "program-gone"> | null>(null);
  const check = async (chosen: File, secret: { readonly way: Way; readonly text: string } | null): Promise<void> => {
    setFile(chosen);
    setFound(null);
    setTrouble(null);
    setBusy(true);
    const asked =
      secret === null
        ? null
        : secret.way === "passphrase"
          ? ({ kind: "passphrase", text: secret.text } as const)
          : ({ kind: "recovery", code: secret.text } as const);
    const answer = await askCore("inspectBackup", { file: chosen, secret: asked });
    setBusy(false);
    if (answer.ok) setFound(answer.value);
    else setTrouble(answer.error);
  };
  // A file that was dropped on the window is checked at once.
  const begin = useEffectEvent(() => void (given !== undefined && check(given, null)));
  useEffect(() => begin(), []);
  // A wrong secret may be another vault's or mistyped: it is asked for again.
  const asksSecret = trouble !== null && ["other-vault", "wrong-secret-or-damaged"].includes(trouble.kind);
  return (
    <div className="backup-body">
      <p>{t("backup:checkText")}</p>
      <FileField
        label={t("backup:choose")}
        accept=".dalel-backup"
        {...(file === null ? {} : { chosen: file.name })}
        isDisabled={isBusy || isBusyElsewhere}
        onFile={(chosen) => void check(chosen, null)}
      />
      {isBusy && <Checking />}
      {trouble !== null && <Callout tone={trouble.kind === "other-vault" ? "warning" : "danger"}>{failureText(trouble)}</Callout>}
      {asksSecret && file !== null && !isBusy && <AskSecret onSecret={(way, text) => void check(file, { way, text })} />}
      {found !== null && (
        <>
          <Beside found={found} />
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

function AskSecret({ onSecret }: { readonly onSecret: (way: Way, text: string) => void }): ReactNode {
  const t = useTranslate();
  const [way, setWay] = useState<Way>("passphrase");
  const [text, setText] = useState("");
  const submit = (): void => {
    if (text !== "") onSecret(way, text);
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
        <PasswordField label={t("gate:unlock.passphrase")} {...field} />
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
