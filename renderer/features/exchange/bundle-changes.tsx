import { type ReactNode, useMemo, useState } from "react";
import type { BundleReview } from "../../../shared/case/review-door.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog } from "../../state/desk.ts";
import { showOverlay, useOverlay } from "../../state/overlay.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { BundleNotices } from "./bundle-notices.tsx";
import { MatchList } from "./match-list.tsx";
import { ReviewChart } from "./review-chart.tsx";
import { ReviewGrid } from "./review-grid.tsx";
import { useReviewMatches } from "./use-review-matches.ts";
import type { Picking } from "./use-picking.ts";

interface BundleChangesProps {
  readonly review: BundleReview;
  readonly picking: Picking;
  readonly mayChoose: boolean;
}

/** What accepting would change, and what it would not. */
export function BundleChanges({ review, picking, mayChoose }: BundleChangesProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { rows, files, notices } = review;
  const [tab, setTab] = useState(notices.length > 0 ? "notices" : "diff");
  const matches = useReviewMatches(review);
  const ofMatches = {
    id: "matches",
    title: t("arrival:matches.tab"),
    count: matches?.pairs.length ?? 0,
    panel: <MatchList {...{ matches, picking, mayChoose }} />,
  };
  const changed = rows.filter(({ state }) => state !== "known").length;
  const ofNotices = { id: "notices", title: t("review:tab"), count: notices.length, panel: <BundleNotices notices={notices} rows={rows} /> };
  return (
    <section className={mayChoose ? "exchange-changes exchange-changes-roomy" : "exchange-changes"} aria-label={t("exchange:review.changes")}>
      <Tabs
        label={t("exchange:review.changes")}
        active={tab}
        onChange={setTab}
        tabs={[
          ...(notices.length === 0 ? [] : [ofNotices]),
          { id: "diff", title: t("arrival:tab"), count: changed, panel: <ReviewGrid {...{ review, picking, mayChoose }} /> },
          ...(review.isNewCase ? [] : [ofMatches]),
          { id: "chart", title: t("arrival:chart.tab"), panel: <ReviewChart rows={rows} /> },
          { id: "files", title: t("exchange:review.files"), count: files.length, panel: <Files files={files} /> },
        ]}
        tools={
          <>
            <OverButton review={review} />
            <span className="exchange-muted tabular">
              {t("exchange:review.rest", {
                unchanged: format.number(rows.length - changed),
                withheld: format.number(review.withheldClaims),
                claims: format.number(review.newClaims),
              })}
              {review.newWithdrawals > 0 && ` · ${t("arrival:withdrawals", { number: format.number(review.newWithdrawals) })}`}
            </span>
          </>
        }
      />
    </section>
  );
}

/** Only over the case that is open: another has no chart to look at here. */
function OverButton({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const isOpen = useCaseMirror(({ opened }) => opened?.caseId === review.caseId);
  const isOver = useOverlay(({ overlay }) => overlay?.review.token === review.token);
  if (!isOpen || review.rows.every(({ state }) => state === "known")) return null;
  const show = (): void => {
    if (!isOver) showOverlay(review);
    closeDialog();
  };
  return (
    <Button isSmall icon="graph" title={t("arrival:over.showTitle")} onClick={show}>
      {t("arrival:over.show")}
    </Button>
  );
}

type File = BundleReview["files"][number];

function Files({ files }: { readonly files: readonly File[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useMemo<readonly GridColumn<File>[]>(
    () => [
      {
        id: "name",
        title: t("exchange:column.file"),
        width: 320,
        isWide: true,
        render: ({ name, isNew }) => (
          <>
            <SafeText text={name} />
            {isNew && <Tag tone="primary">{t("exchange:review.newFile")}</Tag>}
          </>
        ),
        sortValue: ({ name }) => name,
      },
      { id: "hash", title: "SHA-256", width: 220, render: ({ sha256 }) => <HashText text={sha256} kind="hash" /> },
      {
        id: "size",
        title: t("exchange:column.size"),
        width: 150,
        align: "right",
        render: ({ sizeBytes }) => format.bytes(sizeBytes),
        sortValue: ({ sizeBytes }) => sizeBytes,
      },
    ],
    [t, format],
  );
  return <Grid label={t("exchange:review.files")} columns={columns} rows={files} rowKey={hashOf} emptyText={t("exchange:review.noFiles")} />;
}

const hashOf = ({ sha256 }: File): string => sha256;
