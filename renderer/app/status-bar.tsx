import { type ReactNode, useMemo } from "react";
import { ConflictCount } from "../features/entity/conflict-count.tsx";
import { countEntities } from "../state/case-counts.ts";
import { useCaseMirror } from "../state/case-mirror.ts";
import { setLanguage, useDesk } from "../state/desk.ts";
import { useJobs } from "../state/jobs.ts";
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
      {screen === "workbench" && <CaseState />}
      <span className="shell-status-gap" />
      {job !== undefined && <Progress label={t(job.titleKey)} done={job.done} total={job.total} />}
      <span className="shell-status-item" title={t("shell:status.offlineHelp")}>
        <Icon name="offline" size={12} />
        {t("shell:status.offline")}
      </span>
      {isUnlocked && <LanguageSwitch />}
      {!isUnlocked && <ThemeButton />}
    </footer>
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
  const { history, entities, flows, opened } = useCaseMirror();
  const selection = useDesk((desk) => desk.selection);
  // What an undo took away stays chosen, so that redo shows it again; it is not counted meanwhile.
  const present = selection.entities.filter((id) => entities.has(id)).length;
  const selected = present + (selection.flow === null ? 0 : 1);
  const counted = useMemo(() => countEntities(entities.values()), [entities]);
  const counts = {
    nodes: format.number(counted.nodes),
    exhibits: format.number(counted.exhibits),
    links: format.number(counted.links),
    flows: format.number(flows.size),
  };
  return (
    <>
      <span className="shell-status-item">
        <Icon name={opened?.damage != null ? "warning-sign" : opened?.isArchived === true ? "archive" : "saved"} size={12} />
        {opened?.damage != null
          ? t("shell:status.readOnly")
          : opened?.isArchived === true
            ? t("shell:status.archived")
            : history.lastSavedAt === null
              ? t("shell:status.nothingSaved")
              : t("shell:status.saved", { time: format.time(history.lastSavedAt) })}
      </span>
      <span className="shell-status-item tabular">{t("shell:status.counts", counts)}</span>
      <ConflictCount />
      {selected > 0 && <span className="shell-status-item tabular">{t("shell:status.selected", { count: selected })}</span>}
      {history.forks > 0 && <span className="shell-status-item">{t("shell:status.forks", { count: history.forks })}</span>}
      {history.gaps > 0 && <span className="shell-status-item">{t("shell:status.gaps", { count: history.gaps })}</span>}
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
