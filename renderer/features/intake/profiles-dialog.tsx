import { type ReactNode, useState } from "react";
import type { ImportProfile } from "../../../shared/intake/door.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FileField, TextField } from "../../ui/field.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { longestProfileName, type Profiles, useProfiles } from "./profiles.ts";

/** Saved ways to read files: renamed, deleted, given to a colleague as a file, taken from one. */
export function ProfilesDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "import-profiles" ? <OpenProfiles /> : null;
}

function OpenProfiles(): ReactNode {
  const t = useTranslate();
  const profiles = useProfiles();
  const take = async (file: File): Promise<void> => {
    const count = await profiles.takeFile(file);
    if (count > 0) notify("success", "intake-profiles:taken-in", { count });
  };
  const footer = (
    <Button intent="primary" onClick={closeDialog}>
      {t("common:close")}
    </Button>
  );
  return (
    <Dialog isOpen title={t("intake-profiles:title")} icon="import" width="large" onClose={closeDialog} footer={footer}>
      <p>{t("intake-profiles:help")}</p>
      {profiles.trouble !== null && <Callout tone="danger">{profiles.trouble}</Callout>}
      {profiles.all.length === 0 ? (
        <p className="intake-none">{t("intake-profiles:empty")}</p>
      ) : (
        <ul className="intake-profiles">
          {profiles.all.map((profile) => (
            <ProfileRow key={profile.name} profile={profile} profiles={profiles} />
          ))}
        </ul>
      )}
      <FileField label={t("intake-profiles:takeFile")} accept=".json" help={t("intake-profiles:takeHelp")} onFile={(file) => void take(file)} />
    </Dialog>
  );
}

function ProfileRow({ profile, profiles }: { readonly profile: ImportProfile; readonly profiles: Profiles }): ReactNode {
  const t = useTranslate();
  const [name, setName] = useState<string | null>(null);
  const label = safeText(profile.name);
  if (name !== null) return <RenameRow {...{ profile, profiles, name, setName }} />;
  const columns = profile.sheets.reduce((sum, { headers }) => sum + headers.length, 0);
  return (
    <li>
      <span className="intake-profiles-name">
        <strong>
          <SafeText text={profile.name} />
        </strong>
        <span className="intake-muted">{t("intake-profiles:of", { count: profile.sheets.length, columns })}</span>
      </span>
      <IconButton icon="edit" label={t("intake-profiles:rename", { name: label })} onClick={() => setName(profile.name)} />
      <IconButton icon="download" label={t("intake-profiles:saveFile", { name: label })} onClick={() => void profiles.saveFile(profile)} />
      <IconButton icon="trash" takesAway label={t("intake-profiles:drop", { name: label })} onClick={() => void profiles.drop(profile.name)} />
    </li>
  );
}

function RenameRow({
  profile,
  profiles,
  name,
  setName,
}: {
  readonly profile: ImportProfile;
  readonly profiles: Profiles;
  readonly name: string;
  readonly setName: (name: string | null) => void;
}): ReactNode {
  const t = useTranslate();
  const trimmed = name.trim();
  const isTaken = trimmed !== profile.name && profiles.all.some((each) => each.name === trimmed);
  const rename = async (): Promise<void> => {
    if (trimmed !== "" && !isTaken && (await profiles.rename(profile.name, trimmed))) setName(null);
  };
  return (
    <li>
      <TextField
        label={t("intake-profiles:name")}
        value={name}
        limit={longestProfileName}
        autoFocus
        error={isTaken ? t("intake-profiles:nameTaken") : undefined}
        onChange={setName}
        onEnter={() => void rename()}
      />
      <Button onClick={() => setName(null)}>{t("common:cancel")}</Button>
      <Button intent="primary" isDisabled={trimmed === "" || isTaken} onClick={() => void rename()}>
        {t("intake-profiles:renameAct")}
      </Button>
    </li>
  );
}
