import { type ReactNode, useState } from "react";
import { type ChosenFile, KeyFileField } from "../ui/key-file-field.tsx";
import { useLockState } from "../features/gate/use-lock-state.ts";
import { BackupSettings } from "../features/backup/backup-settings.tsx";
import { CosignSettings } from "../features/exchange/cosign-settings.tsx";
import { askCore, askOrTell, tellFailure } from "../state/ask.ts";
import { closeDialog, openDialog, setLanguage, setTheme, useDesk } from "../state/desk.ts";
import { notify } from "../state/jobs.ts";
import { useRoom } from "../state/room.ts";
import { saveBytes } from "../state/save-file.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { openingFailureText } from "../ui/failure-text.ts";
import { PasswordField, RadioField, SelectField } from "../ui/field.tsx";
import { useFormat } from "../ui/format.ts";
import { HashText } from "../ui/hash-text.tsx";
import { SafeText } from "../ui/safe-text.tsx";
import { languages, useTranslate } from "../ui/translate.ts";
import { SafetySettings } from "./safety-settings.tsx";

/** Look, and the public and secret halves of our identity. */
export function SettingsDialog(): ReactNode {
  const t = useTranslate();
  const me = useDesk((desk) => desk.me);
  return (
    <Dialog title={t("shell:settings.title")} icon="cog" isOpen onClose={closeDialog} hasDraft={false}>
      <Look />
      {me !== null && <SafetySettings />}
      {me !== null && <CosignSettings />}
      {me !== null && (
        <>
          <h3 className="shell-heading">{t("shell:settings.identity")}</h3>
          <dl className="shell-facts">
            <dt>{t("shell:settings.agency")}</dt>
            <dd>
              <SafeText text={me.agencyName} />
            </dd>
            <dt>{t("shell:settings.officer")}</dt>
            <dd>
              <SafeText text={me.officer} />
            </dd>
            <dt>{t("shell:settings.fingerprint")}</dt>
            <dd>{me.fingerprint === "" ? "—" : <HashText text={me.fingerprint} kind="fingerprint" isCopyable />}</dd>
          </dl>
          <p className="shell-muted">{t("shell:settings.identityHelp")}</p>
          <Button icon="id-number" onClick={() => void saveIdentity()}>
            {t("shell:settings.saveIdentity")}
          </Button>
          <h3 className="shell-heading">{t("keys:title")}</h3>
          <Button icon="key" onClick={() => openDialog({ kind: "keys", part: "passphrase" })}>
            {t("shell:settings.keys")}
          </Button>
          <OpeningKey />
          <BackupSettings />
          <StoredBytes />
        </>
      )}
    </Dialog>
  );
}

function Look(): ReactNode {
  const t = useTranslate();
  const { language, theme } = useDesk();
  return (
    <>
      <h3 className="shell-heading">{t("shell:settings.look")}</h3>
      <SelectField
        label={t("common:language.label")}
        value={language}
        options={languages.map((name) => ({ value: name, label: t(`common:language.${name}`) }))}
        onChange={(value) => setLanguage(languages.find((name) => name === value) ?? "ru")}
      />
      <RadioField
        label={t("common:theme.label")}
        isInline
        value={theme}
        options={[
          { value: "light", label: t("common:theme.light") },
          { value: "dark", label: t("common:theme.dark") },
        ]}
        onChange={(value) => setTheme(value === "dark" ? "dark" : "light")}
      />
    </>
  );
}

/** The secret half that opens bundles, for a laboratory: the passphrase is asked again, and a warning stands beside it. */
function OpeningKey(): ReactNode {
  const t = useTranslate();
  const [passphrase, setPassphrase] = useState("");
  const [error, setError] = useState<string | undefined>();
  const lock = useLockState();
  const [keyFile, setKeyFile] = useState<ChosenFile | null>(null);
  const save = async (): Promise<void> => {
    const file = await askCore("openingKeyFile", { passphrase, ...(keyFile === null ? {} : { keyFile: keyFile.bytes }) });
    if (!file.ok) return setError(openingFailureText(file.error, keyFile !== null));
    setPassphrase("");
    setError(undefined);
    const saved = await saveBytes({ name: file.value.name, mediaType: "text/plain" }, file.value.bytes);
    if (!saved.ok) tellFailure(saved.error);
    else if (saved.value === "saved") notify("success", "shell:settings.keySaved");
  };
  return (
    <>
      <h3 className="shell-heading">{t("shell:settings.openingKey")}</h3>
      <Callout tone="warning">{t("shell:settings.openingKeyHelp")}</Callout>
      <PasswordField label={t("shell:settings.passphrase")} value={passphrase} onChange={setPassphrase} error={error} onEnter={() => void save()} />
      {lock.hasKeyFile && <KeyFileField file={keyFile} setFile={setKeyFile} label={t("keys:proof.file")} />}
      <Button icon="key" isDisabled={passphrase === ""} onClick={() => void save()}>
        {t("shell:settings.saveKey")}
      </Button>
    </>
  );
}

/** Whether a file of the largest size would still fit: 4 GiB. */
const largestFileBytes = 4 * 2 ** 30;

/** What lies in this vault's storage, and what still fits. */
function StoredBytes(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const room = useRoom(largestFileBytes);
  if (room === null) return null;
  return (
    <>
      <h3 className="shell-heading">{t("exhibits:room.title")}</h3>
      <dl className="shell-facts">
        <dt>{t("exhibits:room.used")}</dt>
        <dd className="tabular">{format.bytes(room.usedBytes)}</dd>
        <dt>{t("exhibits:room.free")}</dt>
        <dd className="tabular">{room.freeBytes === null ? t("exhibits:room.unknown") : format.bytes(room.freeBytes)}</dd>
      </dl>
      <p className="shell-muted">{t("exhibits:room.help")}</p>
    </>
  );
}

async function saveIdentity(): Promise<void> {
  const file = await askOrTell("identityFile", null);
  if (file === null) return;
  const saved = await saveBytes({ name: file.name, mediaType: "application/json" }, file.bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "shell:settings.identitySaved");
}
