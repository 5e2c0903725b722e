import { useChosenEntities } from "../state/chosen.ts";
import type { ReactNode } from "react";
import { BackupStatus } from "../features/backup/reminder.tsx";
import { OwnKeyStatus } from "../features/exchange/own-key-reminder.tsx";
import { StolenStatements } from "../features/exchange/stolen-count.tsx";
import { MissingBundles } from "../features/exchange/missing-bundles.tsx";
import { ConflictCount } from "../features/entity/conflict-count.tsx";
import { askCore } from "../state/ask.ts";
import { useCaseCounts } from "../state/case-counts.ts";
import { useCaseMirror, useIsPart } from "../state/case-mirror.ts";
import { openDialog, setLanguage, useDesk } from "../state/desk.ts";
import { isCancellable, type Job, useJobs } from "../state/jobs.ts";
import { useQuarantine } from "../state/quarantine.ts";
import { IconButton } from "../ui/button.tsx";
import { useFormat } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Progress } from "../ui/progress.tsx";
import { languages, useTranslate } from "../ui/translate.ts";
import { useAutoLockAt } from "./auto-lock.ts";
import { ThemeButton } from "./theme-button.tsx";

/** One line: lock, saved, counts, work in progress, offline, language (which the gate has above). */
export function StatusBar(): ReactNode {
  const t = useTranslate();
  const screen = useDesk((desk) => desk.screen);
  const job = useJobs((state) => state.jobs[0]);
  const isUnlocked = screen === "cases" || screen === "workbench";
  return (
    <footer className="shell-status" data-panel="status" tabIndex={-1}>
      {isUnlocked && <LockState />}
      {screen === "locked" && (
        <span className="shell-status-item">
          <Icon name="lock" size={12} />
          {t("shell:status.locked")}
        </span>
      )}
      {screen === "workbench" && <OwnKeyStatus />}
      {screen === "workbench" && <CaseState />}
      {isUnlocked && <BackupStatus />}
      <span className="shell-status-gap" />
      {job !== undefined && <RunningJob job={job} />}
      <span className="shell-status-item shell-status-offline" title={t("shell:status.offlineHelp")}>
        <Icon name="offline" size={12} />
        <span>{t("shell:status.offline")}</span>
      </span>
      {isUnlocked && <LanguageSwitch />}
      {!isUnlocked && <ThemeButton />}
    </footer>
  );
}

/** Work in progress, how fast it goes, and its end on demand. */
function RunningJob({ job }: { readonly job: Job }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  // How fast claims are worked through stands where the case is opened.
  const label =
    job.rate === undefined || job.unit !== "bytes"
      ? t(job.titleKey)
      : t("jobs:withRate", { title: t(job.titleKey), rate: format.bytes(Math.round(job.rate)) });
  return (
    <>
      <Progress label={label} done={job.done} total={job.total} />
      {isCancellable(job) && (
        <IconButton isSmall isMinimal icon="small-cross" label={t("jobs:cancel")} onClick={() => void askCore("cancel", { job: job.id })} />
      )}
    </>
  );
}

/** That the case is damaged; opens the report. */
function DamagedCase(): ReactNode {
  const t = useTranslate();
  return (
    <button type="button" className="shell-status-damage" onClick={() => openDialog({ kind: "damage", part: "report" })}>
      <Icon name="warning-sign" size={12} />
      {t("shell:status.readOnly")}
    </button>
  );
}

/** How many files are in quarantine; opens the check of all. Nothing while there are none. */
function DamagedFiles(): ReactNode {
  const t = useTranslate();
  const count = useQuarantine(({ files }) => files.size);
  if (count === 0) return null;
  return (
    <button type="button" className="shell-status-damage tabular" onClick={() => openDialog({ kind: "verify-exhibits", exhibits: null })}>
      <Icon name="error" size={12} />
      {t("exhibits:damagedCount", { count })}
    </button>
  );
}

function LockState(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const at = useAutoLockAt();
  return (
    <span className="shell-status-item">
      <Icon name="unlock" size={12} />
      {t("shell:status.unlocked", { time: format.time(at) })}
    </span>
  );
}

function CaseState(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { history, flows, opened } = useCaseMirror();
  const selection = useDesk((desk) => desk.selection);
  const selected = useChosenEntities().length + (selection.flow === null ? 0 : 1);
  const counted = useCaseCounts();
  const isPart = useIsPart();
  const counts = {
    entities: format.number(counted.entities),
    exhibits: format.number(counted.exhibits),
    links: format.number(counted.links),
    flows: format.number(flows.size),
  };
  return (
    <>
      {opened?.damage != null ? (
        <DamagedCase />
      ) : (
        <span className="shell-status-item">
          <Icon name={opened?.isArchived === true ? "archive" : "saved"} size={12} />
          {opened?.isToRead === true
            ? t("gate:reading.short")
            : opened?.isArchived === true
              ? t("shell:status.archived")
              : history.lastSavedAt === null
                ? t("shell:status.nothingSaved")
                : t("shell:status.saved", { time: format.time(history.lastSavedAt) })}
        </span>
      )}
      {!isPart && (
        <>
          <span className="shell-status-item shell-status-counts tabular" title={t("shell:status.counts", counts)}>
            <span>{t("shell:status.counts", counts)}</span>
          </span>
          <ConflictCount />
        </>
      )}
      <DamagedFiles />
      <StolenStatements />
      {selected > 0 && <span className="shell-status-item tabular">{t("shell:status.selected", { count: selected })}</span>}
      {history.forks > 0 && <span className="shell-status-item">{t("shell:status.forks", { count: history.forks })}</span>}
      <MissingBundles />
    </>
  );
}

/** The three languages, each in its own name. */
export function LanguageSwitch(): ReactNode {
  const t = useTranslate();
  const language = useDesk((desk) => desk.language);
  return (
    <fieldset className="shell-languages" aria-label={t("common:language.label")}>
      {languages.map((name) => (
        <button
          key={name}
          type="button"
          lang={name}
          aria-pressed={name === language}
          title={t(`common:language.${name}`)}
          onClick={() => setLanguage(name)}
        >
          {shortNames[name]}
        </button>
      ))}
    </fieldset>
  );
}

const shortNames = { kk: "ҚАЗ", ru: "РУС", en: "ENG" } as const;
