import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import type { CheckedExhibit, ExhibitsReport } from "../../../shared/case/exhibits-door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { tellFailure } from "../../state/ask.ts";
import { closeDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { notify, useJobs } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { reportCsv } from "./report-csv.ts";
import { ReportTable, sortedExhibits } from "./report-table.tsx";
import { type Checking, checkJob, useChecking } from "./use-checking.ts";
import "./exhibits.css";

/** Checks files against their SHA-256 and lists what was found. Open while the desk says so. */
export function VerifyExhibitsDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "verify-exhibits" ? <OpenDialog exhibits={dialog.exhibits} /> : null;
}

function OpenDialog({ exhibits }: { readonly exhibits: readonly EntityId[] | null }): ReactNode {
  const t = useTranslate();
  const checking = useChecking(exhibits);
  const { report, isRunning } = checking;
  const shown = isRunning || report === null ? null : sortedExhibits(report.exhibits);
  return (
    <>
      <Dialog
        isOpen
        title={t("exhibits:title")}
        icon="endorsed"
        width="wide"
        onClose={closeDialog}
        footer={<Footer checking={checking} shown={shown} />}
      >
        <div className="exhibits-report">
          {isRunning && <Running />}
          {!isRunning && report === null && <Callout tone="warning">{t("exhibits:stopped")}</Callout>}
          {shown !== null && report !== null && <Found report={report} shown={shown} />}
        </div>
      </Dialog>
      {shown !== null && createPortal(<Paper shown={shown} />, document.body)}
    </>
  );
}

function Footer({ checking, shown }: { readonly checking: Checking; readonly shown: readonly CheckedExhibit[] | null }): ReactNode {
  const t = useTranslate();
  const isNothing = shown === null || shown.length === 0;
  return (
    <>
      {checking.isRunning ? (
        <Button icon="cross" onClick={checking.cancel}>
          {t("exhibits:cancel")}
        </Button>
      ) : (
        <Button icon="refresh" onClick={checking.start}>
          {t("exhibits:again")}
        </Button>
      )}
      <Button icon="print" isDisabled={isNothing} onClick={() => window.print()}>
        {t("exhibits:print")}
      </Button>
      <Button icon="download" isDisabled={isNothing} onClick={() => shown !== null && void saveReport(shown, t)}>
        {t("exhibits:save")}
      </Button>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}

function Running(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === checkJob));
  const [done, total] = [job?.done ?? 0, job?.total ?? 0];
  const words = { done: format.bytes(done), total: format.bytes(total) };
  return (
    <div aria-live="polite">
      <Progress
        done={done}
        total={total}
        label={
          job?.rate === undefined ? t("exhibits:running", words) : t("exhibits:runningAt", { ...words, rate: format.bytes(Math.round(job.rate)) })
        }
      />
    </div>
  );
}

function Found({ report, shown }: { readonly report: ExhibitsReport; readonly shown: readonly CheckedExhibit[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const bad = shown.filter(({ state }) => state === "damaged" || state === "lost").length;
  const absent = shown.filter(({ state }) => state === "absent").length;
  const choose = (entity: EntityId): void => {
    closeDialog();
    selectEntities([entity]);
  };
  return (
    <>
      {shown.length === 0 && <Callout tone="info">{t("exhibits:none")}</Callout>}
      {bad > 0 && (
        <Callout tone="danger" title={t("exhibits:bad", { count: bad })}>
          {t("exhibits:badHelp")}
        </Callout>
      )}
      {bad === 0 && shown.length > absent && (
        <Callout tone="success">{t("exhibits:sound", { count: shown.length - absent, bytes: format.bytes(report.bytes) })}</Callout>
      )}
      {absent > 0 && <Callout tone="warning">{t("exhibits:absent", { count: absent })}</Callout>}
      {shown.length > 0 && <ReportTable exhibits={shown} onChoose={choose} />}
    </>
  );
}

/** The report as it is printed. */
function Paper({ shown }: { readonly shown: readonly CheckedExhibit[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="exhibits-print" aria-hidden={true}>
      <h3>{t("exhibits:title")}</h3>
      <p>{format.dateTime(Date.now())}</p>
      <ReportTable exhibits={shown} />
    </div>
  );
}

async function saveReport(shown: readonly CheckedExhibit[], t: Translate): Promise<void> {
  const titles = ["name", "sha256", "size", "state", "code"].map((column) => t(`exhibits:column.${column}`));
  const bytes = reportCsv(titles, shown, (state) => t(`exhibits:state.${state}`));
  const saved = await saveBytes({ name: "exhibits.csv", mediaType: "text/csv" }, bytes);
  if (!saved.ok) tellFailure(saved.error);
  else if (saved.value === "saved") notify("success", "exhibits:saved");
}
