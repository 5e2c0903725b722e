import { type ReactNode, useMemo, useState } from "react";
import type { BundleReview, SharedRow } from "../../../shared/case/door.ts";
import type { ReportLine } from "../../../shared/bundle/model.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AgencyTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { reportSentence } from "./words.ts";

interface ReviewProps {
  readonly review: BundleReview;
  readonly fileName: string;
  readonly onAddPartner: () => void;
}

/** The report, who sends what for what purpose, and what accepting would change. */
export function BundleReviewView({ review, fileName, onAddPartner }: ReviewProps): ReactNode {
  const t = useTranslate();
  const isUnknown = review.report.some(({ check, outcome }) => check === "sender" && outcome === "unknown");
  const hasFailed = review.report.some(({ verdict }) => verdict === "fail");
  return (
    <div className="exchange-checked">
      <section aria-label={t("exchange:receive.report")}>
        {hasFailed && <Callout tone="danger">{t("exchange:receive.failed")}</Callout>}
        {isUnknown && !hasFailed && (
          <Callout tone="warning" title={t("exchange:receive.unknownTitle")}>
            <p>{t("exchange:receive.unknown")}</p>
            <Button isSmall icon="new-person" onClick={onAddPartner}>
              {t("exchange:partners.add")}
            </Button>
          </Callout>
        )}
        {review.canMerge && review.newCommits + review.newClaims === 0 && <Callout tone="info">{t("exchange:receive.nothingNew")}</Callout>}
        <ReportList report={review.report} />
      </section>
      <section aria-label={t("exchange:receive.content")}>
        <ReviewFacts review={review} fileName={fileName} />
        <Differences review={review} />
      </section>
    </div>
  );
}

const verdictIcons = { pass: "tick-circle", warn: "warning-sign", fail: "error" } as const satisfies Record<ReportLine["verdict"], IconName>;

function ReportList({ report }: { readonly report: readonly ReportLine[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <ul className="exchange-report">
      {report.map((line) => (
        <li key={line.check} className={`exchange-verdict-${line.verdict}`}>
          <Icon name={verdictIcons[line.verdict]} title={t(`bundle-report:verdict.${line.verdict}`)} />
          <div>
            <strong>{t(`bundle-report:check.${line.check}`)}</strong>
            <p>{reportSentence(t, format, line)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function ReviewFacts({ review, fileName }: Pick<ReviewProps, "review" | "fileName">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { sender } = review;
  return (
    <dl className="exchange-facts exchange-facts-narrow">
      <dt>{t("exchange:receive.file")}</dt>
      <dd>
        <SafeText text={fileName} />
      </dd>
      <dt>{t("exchange:receive.case")}</dt>
      <dd>
        <strong>
          <SafeText text={review.caseTitle} />
        </strong>{" "}
        {review.isNewCase && <Tag tone="primary">{t("exchange:receive.newCase")}</Tag>}
      </dd>
      {sender !== null && (
        <>
          <dt>{t("exchange:receive.sender")}</dt>
          <dd>
            <AgencyTag agency={sender.agency} /> <SafeText text={sender.officer} />
            <div className="exchange-digits">{sender.fingerprint}</div>
          </dd>
        </>
      )}
      <dt>{t("exchange:receive.sent")}</dt>
      <dd>{format.dateTime(review.sentAt)}</dd>
      <dt>{t("exchange:sign.marking")}</dt>
      <dd>
        <HandlingTag handling={review.marking} />
      </dd>
      <dt>{t("exchange:marking.purpose")}</dt>
      <dd>
        <SafeText text={review.purpose} />
      </dd>
      {review.legalBasis !== "" && (
        <>
          <dt>{t("exchange:marking.basis")}</dt>
          <dd>
            <SafeText text={review.legalBasis} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** Added, changed, files; and in words what stays the same and what was withheld. */
function Differences({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [tab, setTab] = useState("added");
  const tabs = [
    {
      id: "added",
      title: t("exchange:diff.added"),
      count: review.added.length,
      panel: <Rows label={t("exchange:diff.added")} rows={review.added} />,
    },
    {
      id: "changed",
      title: t("exchange:diff.changed"),
      count: review.changed.length,
      panel: <Rows label={t("exchange:diff.changed")} rows={review.changed} />,
    },
    { id: "files", title: t("exchange:diff.files"), count: review.files.length, panel: <Files files={review.files} /> },
  ];
  return (
    <>
      <Tabs label={t("exchange:diff.title")} tabs={tabs} active={tab} onChange={setTab} />
      <p className="exchange-muted exchange-sums">
        <span>{t("exchange:diff.unchanged", { count: format.number(review.unchanged) })}</span>
        <span>{t("exchange:diff.newClaims", { count: format.number(review.newClaims) })}</span>
        <span>{t("exchange:diff.withheld", { count: format.number(review.withheldClaims) })}</span>
      </p>
    </>
  );
}

function Rows({ label, rows }: { readonly label: string; readonly rows: readonly SharedRow[] }): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  const columns = useMemo<readonly GridColumn<SharedRow>[]>(
    () => [
      {
        id: "title",
        title: t("exchange:diff.name"),
        width: 200,
        isWide: true,
        render: ({ entity, type, title }) => (
          <>
            <TypeIcon type={type} />
            <EntityName entity={{ id: entity, type, title }} />
          </>
        ),
        sortValue: ({ title }) => title,
      },
      { id: "type", title: t("exchange:diff.type"), width: 150, render: ({ type }) => typeName(type), sortValue: ({ type }) => type },
      { id: "facts", title: t("exchange:diff.facts"), width: 80, align: "right", render: ({ facts }) => facts, sortValue: ({ facts }) => facts },
    ],
    [t, typeName],
  );
  return <Grid label={label} columns={columns} rows={rows} rowKey={entityOf} emptyText={t("exchange:diff.none")} />;
}

const entityOf = ({ entity }: SharedRow): string => entity;

type ReviewFile = BundleReview["files"][number];

function Files({ files }: { readonly files: readonly ReviewFile[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useMemo<readonly GridColumn<ReviewFile>[]>(
    () => [
      {
        id: "name",
        title: t("exchange:diff.name"),
        width: 180,
        isWide: true,
        render: ({ name }) => <SafeText text={name} />,
        sortValue: ({ name }) => name,
      },
      { id: "hash", title: "SHA-256", width: 170, render: ({ sha256 }) => <HashText text={sha256} kind="hash" /> },
      {
        id: "size",
        title: t("exchange:diff.size"),
        width: 90,
        align: "right",
        render: ({ sizeBytes }) => format.bytes(sizeBytes),
        sortValue: ({ sizeBytes }) => sizeBytes,
      },
      {
        id: "new",
        title: t("exchange:diff.state"),
        width: 90,
        render: ({ isNew }) => <Tag tone={isNew ? "success" : "none"}>{t(isNew ? "exchange:diff.new" : "exchange:diff.known")}</Tag>,
      },
    ],
    [t, format],
  );
  return <Grid label={t("exchange:diff.files")} columns={columns} rows={files} rowKey={hashOf} emptyText={t("exchange:diff.noFiles")} />;
}

const hashOf = ({ sha256 }: ReviewFile): string => sha256;
