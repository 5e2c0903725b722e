import type { ReactNode } from "react";
import type { ReportLine } from "../../../shared/bundle/model.ts";
import { useFormat, type Format } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";

/** The verification report: how many checks came out how, then one line a check with its meaning, what failed and what is to be looked at in front. */
export function ReportLines({ lines }: { readonly lines: readonly ReportLine[] }): ReactNode {
  const t = useTranslate();
  return (
    <section tabIndex={0} aria-label={t("exchange:review.report")}>
      <h3 className="exchange-heading">
        {t("exchange:review.report")} <Tally lines={lines} />
      </h3>
      <ul className="exchange-report">
        {verdicts
          .flatMap((verdict) => lines.filter((line) => line.verdict === verdict))
          .map((line) => (
            <li key={line.check} className={`exchange-report-${line.verdict}`}>
              <Icon name={icons[line.verdict]} title={t(`bundle-report:verdict.${line.verdict}`)} />
              <strong>{t(`bundle-report:check.${line.check}`)}</strong>
              <Sentence line={line} />
            </li>
          ))}
      </ul>
    </section>
  );
}

const verdicts = ["fail", "warn", "pass"] as const;

/** Of how many lines below a reader is to know, seen or not. */
function Tally({ lines }: { readonly lines: readonly ReportLine[] }): ReactNode {
  const t = useTranslate();
  return verdicts.map((verdict) => {
    const count = lines.filter((line) => line.verdict === verdict).length;
    return count === 0 ? null : (
      <span key={verdict} className={`exchange-tally exchange-report-${verdict}`}>
        <Icon name={icons[verdict]} size={12} /> {t(`exchange:review.tally.${verdict}`, { count })}
      </span>
    );
  });
}

const icons = { pass: "tick-circle", warn: "warning-sign", fail: "error" } as const;

function Sentence({ line }: { readonly line: ReportLine }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const key = `bundle-report:report.${line.check}.${line.outcome}`;
  return <span>{hasWords(key) ? <SafeText text={t(key, written(line.detail, format))} /> : line.outcome}</span>;
}

/** Numbers and days as the language writes them; names stay. */
function written(detail: ReportLine["detail"], format: Format): Record<string, string> {
  const write = (value: string | number): string => {
    if (typeof value === "number") return format.number(value);
    return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value) ? format.date(value) : value;
  };
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, write(value)]));
}
