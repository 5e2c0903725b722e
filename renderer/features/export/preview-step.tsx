import type { ReactNode } from "react";
import type { ExportPreview } from "../../../shared/case/export-door.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useJobs } from "../../state/jobs.ts";
import { SaidOfFile } from "./said-of-file.tsx";
import type { Previewed, Trouble } from "./use-export-preview.ts";
import type { Exporting } from "./use-exporting.ts";

/** What leaves, what stays and why, before anything does. */
export function PreviewStep({ previewed, exporting }: { readonly previewed: Previewed; readonly exporting: Exporting }): ReactNode {
  const t = useTranslate();
  const { preview, trouble } = previewed;
  const failed = exporting.trouble ?? trouble;
  return (
    <div className="export-scroll">
      {failed !== null && <Callout tone="danger">{troubleText(failed)}</Callout>}
      {preview === null ? failed === null && <Progress done={0} total={0} label={t("export:preview.asking")} /> : <Leaving preview={preview} />}
      {exporting.isBusy ? <Writing onStop={exporting.stop} /> : <p className="export-muted">{t("export:preview.what")}</p>}
    </div>
  );
}

const troubleText = (trouble: Trouble): string => failureText(trouble as Parameters<typeof failureText>[0]);

/** How far the writing is, in rows, and how to end it. */
function Writing({ onStop }: { readonly onStop: () => void }): ReactNode {
  const t = useTranslate();
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === "export-table"));
  return (
    <div className="export-writing">
      <Progress done={job?.done ?? 0} total={job?.total ?? 0} label={t("export:busy")} />
      <Button isSmall onClick={onStop}>
        {t("export:stop")}
      </Button>
    </div>
  );
}

function Leaving({ preview }: { readonly preview: ExportPreview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { blocked, warnings, rows, asked, claims, keptBack, needsSecond } = preview;
  return (
    <>
      <p className="export-summary" role="status">
        {t("export:preview.rows", { rows: format.number(rows), asked: format.number(asked) })}{" "}
        {t("export:preview.claims", { claims: format.number(claims), kept: format.number(keptBack) })}
      </p>
      {needsSecond && <Callout tone="danger">{t("export:preview.second")}</Callout>}
      {blocked.map(({ kind, count }) => (
        <Callout key={kind} tone="danger">
          {t(`bundle-report:block.${kind}`, { count })}
        </Callout>
      ))}
      {warnings.length > 0 && (
        <Callout tone="warning">
          <ul className="export-list">
            {warnings.map(({ kind, count }) => (
              <li key={kind}>{t(`bundle-report:warning.${kind}`, { count })}</li>
            ))}
          </ul>
        </Callout>
      )}
      <Stays preview={preview} />
      {preview.sample.length > 0 && <Sample preview={preview} />}
      <SaidOfFile said={preview.said} />
    </>
  );
}

function Stays({ preview: { stays } }: { readonly preview: ExportPreview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  // Our own books never travel, and nobody needs to be told so each time.
  const reasons = Object.entries(stays).filter(([reason]) => reason !== "bookkeeping");
  if (reasons.length === 0) return null;
  return (
    <section>
      <h3>{t("export:preview.stays")}</h3>
      <ul className="export-list">
        {reasons.map(([reason, count]) => (
          <li key={reason}>{t("export:preview.reason", { reason: t(`bundle-report:reason.${reason}`), number: format.number(count) })}</li>
        ))}
      </ul>
    </section>
  );
}

/** The table as it leaves, to be looked over: it scrolls both ways. */
function Sample({ preview: { columns, sample, rows } }: { readonly preview: ExportPreview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <section>
      <h3>{t("export:preview.sample")}</h3>
      <section className="export-sample" aria-label={t("export:preview.sample")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map(({ id, title }) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((row) => (
              <tr key={row.join("\n")}>
                {columns.map(({ id }, at) => (
                  <td key={id}>
                    <SafeText text={(row[at] ?? "").slice(0, 120)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows > sample.length && <p className="export-muted">{t("export:preview.more", { number: format.number(rows - sample.length) })}</p>}
    </section>
  );
}
