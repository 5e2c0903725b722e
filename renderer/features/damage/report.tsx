import type { ReactNode } from "react";
import type { DamageReport } from "../../../shared/case/damage-door.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { tellFailure } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { notify } from "../../state/jobs.ts";
import { saveBytes } from "../../state/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { advice, reportFile, reportLines } from "./report-lines.ts";
import { inspectJob, type Reporting } from "./use-report.ts";
import { Working } from "./working.tsx";

/** What was found: which boxes, what is readable, since when things are lost, what to do. */
export function Report({ reporting }: { readonly reporting: Reporting }): ReactNode {
  const t = useTranslate();
  const { isRunning, report, start, stop } = reporting;
  return (
    <div className="damage-body">
      {isRunning && <Working jobId={inspectJob} label={t("damage:looking")} onStop={stop} />}
      {!isRunning && report === null && (
        <>
          <Callout tone="warning">{t("damage:stopped")}</Callout>
          <div className="damage-moves">
            <Button icon="refresh" onClick={start}>
              {t("damage:again")}
            </Button>
          </div>
        </>
      )}
      {report !== null && <Found report={report} />}
    </div>
  );
}

function Found({ report }: { readonly report: DamageReport }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const isNothingReadable = report.before.commits + report.behind.commits === 0;
  const help = report.boxes === null ? "damage:foundTail" : isNothingReadable ? "damage:foundNothingHelp" : "damage:foundHelp";
  return (
    <>
      <Callout tone="danger" title={t(isNothingReadable ? "damage:foundNothing" : "damage:found")}>
        {t(help)}
      </Callout>
      <dl className="damage-facts">
        {reportLines(report, t, format).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tabular">{text}</dd>
          </div>
        ))}
      </dl>
      <h3>{t("damage:adviceTitle")}</h3>
      <ol className="damage-advice">
        {advice.map((step) => (
          <li key={step}>{t(`damage:advice.${step}`)}</li>
        ))}
      </ol>
    </>
  );
}

/** The report as a file, in the language of the window. */
export function SaveReport({ report }: { readonly report: DamageReport | null }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const opened = useCaseMirror((mirror) => mirror.opened);
  const save = async (): Promise<void> => {
    if (report === null) return;
    const name = [opened?.number ?? "", opened?.title ?? ""].filter((part) => part !== "").join(" ");
    const text = reportFile(report, name === "" ? t("damage:noName") : name, t, format);
    const saved = await saveBytes({ name: "damage-report.txt", mediaType: "text/plain" }, utf8ToBytes(text));
    if (!saved.ok) tellFailure(saved.error);
    else if (saved.value === "saved") notify("success", "damage:saved");
  };
  return (
    <Button icon="download" isDisabled={report === null} onClick={() => void save()}>
      {t("damage:save")}
    </Button>
  );
}
