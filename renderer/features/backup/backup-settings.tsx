import { type ReactNode, useState } from "react";
import { keepWishes, mostDays, mostKept } from "../../state/backup-state.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { TextField } from "../../ui/field.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { LastBackup } from "./reminder.tsx";
import { chooseBackupFolder, type FolderTrouble } from "./use-backup.ts";
import "./backup.css";

/** How often to be reminded, where backups go by themselves, and how many stay there. */
export function BackupSettings(): ReactNode {
  const t = useTranslate();
  const backup = useDesk((desk) => desk.backup);
  const [trouble, setTrouble] = useState<FolderTrouble | null>(null);
  if (backup === null) return null;
  const choose = async (): Promise<void> => setTrouble(await chooseBackupFolder());
  return (
    <>
      <h3 className="shell-heading">{t("backup:settings.title")}</h3>
      <LastBackup />
      <div className="backup-numbers">
        <CountField label={t("backup:settings.days")} value={backup.days} most={mostDays} onCount={(days) => void keepWishes({ days })} />
        <CountField label={t("backup:settings.keep")} value={backup.keep} most={mostKept} onCount={(keep) => void keepWishes({ keep })} />
      </div>
      {trouble !== null && <Callout tone="warning">{failureText({ kind: trouble })}</Callout>}
      <p className="backup-muted">
        {backup.folder === null ? (
          t("backup:settings.noFolder")
        ) : (
          <>
            {t("backup:folderIs")} <SafeText text={backup.folder.name} />.
          </>
        )}
      </p>
      <div className="backup-moves">
        <Button icon="folder-open" onClick={() => void choose()}>
          {t(backup.folder === null ? "backup:chooseFolder" : "backup:otherFolder")}
        </Button>
        <Button icon="saved" onClick={() => openDialog({ kind: "backup" })}>
          {t("backup:command.make")}
        </Button>
      </div>
    </>
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onCount: (count: number) => void;
}

/** A whole number from 1; kept as soon as it is one. */
function CountField({ label, value, most, onCount }: CountFieldProps): ReactNode {
  const t = useTranslate();
  const [text, setText] = useState(String(value));
  const countOf = (typed: string): number | null => (/^\d{1,3}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= most ? Number(typed) : null);
  const change = (typed: string): void => {
    setText(typed);
    const count = countOf(typed);
    if (count !== null) onCount(count);
  };
  return <TextField label={label} value={text} onChange={change} error={countOf(text) === null ? t("backup:settings.whole", { most }) : undefined} />;
}
