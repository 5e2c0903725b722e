import { type ReactNode, useMemo, useState } from "react";
import type { BundleReview, ChangedRow, SharedRow } from "../../../shared/case/review-door.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { BundleNotices } from "./bundle-notices.tsx";

/** What accepting would change, and what it would not. */
export function BundleChanges({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [tab, setTab] = useState(firstTab(review));
  const { added, changed, files, notices } = review;
  return (
    <section className="exchange-changes" aria-label={t("exchange:review.changes")}>
      <Tabs
        label={t("exchange:review.changes")}
        active={tab}
        onChange={setTab}
        tabs={[
          ...(notices.length === 0
            ? []
            : [{ id: "notices", title: t("review:tab"), count: notices.length, panel: <BundleNotices notices={notices} /> }]),
          { id: "added", title: t("exchange:review.added"), count: added.length, panel: <Rows label={t("exchange:review.added")} rows={added} /> },
          {
            id: "changed",
            title: t("exchange:review.changed"),
            count: changed.length,
            panel: <ChangedRows rows={changed} />,
          },
          { id: "files", title: t("exchange:review.files"), count: files.length, panel: <Files files={files} /> },
        ]}
        tools={
          <span className="exchange-muted tabular">
            {t("exchange:review.rest", {
              unchanged: format.number(review.unchanged),
              withheld: format.number(review.withheldClaims),
              claims: format.number(review.newClaims),
            })}
          </span>
        }
      />
    </section>
  );
}

/** What must be looked at first. */
function firstTab({ notices, added, changed }: BundleReview): string {
  if (notices.length > 0) return "notices";
  return added.length > 0 || changed.length === 0 ? "added" : "changed";
}

/** How many facts come, go, and become contested or no longer are, thing by thing. */
function ChangedRows({ rows }: { readonly rows: readonly ChangedRow[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const shared = useRowColumns();
  const columns = useMemo<readonly GridColumn<ChangedRow>[]>(() => {
    const count = (id: "come" | "go", sign: string): GridColumn<ChangedRow> => ({
      id,
      title: t(`review:column.${id}`),
      width: 110,
      align: "right",
      render: (row) => (row[id] === 0 ? "–" : `${sign}${format.number(row[id])}`),
      sortValue: (row) => row[id],
    });
    const contested: GridColumn<ChangedRow> = {
      id: "disputed",
      title: t("review:column.disputed"),
      width: 130,
      align: "right",
      render: ({ disputed, undisputed }) => contestText(format, disputed, undisputed),
      sortValue: ({ disputed, undisputed }) => disputed - undisputed,
    };
    return [...shared, count("come", "+"), count("go", "−"), contested];
  }, [t, format, shared]);
  return <Grid label={t("exchange:review.changed")} columns={columns} rows={rows} rowKey={entityOf} emptyText={t("exchange:review.none")} />;
}

function contestText(format: Format, disputed: number, undisputed: number): string {
  const parts = [...(disputed === 0 ? [] : [`+${format.number(disputed)}`]), ...(undisputed === 0 ? [] : [`−${format.number(undisputed)}`])];
  return parts.length === 0 ? "–" : parts.join(" ");
}

function Rows({ label, rows }: { readonly label: string; readonly rows: readonly SharedRow[] }): ReactNode {
  const t = useTranslate();
  const columns = useRowColumns();
  return <Grid label={label} columns={columns} rows={rows} rowKey={entityOf} emptyText={t("exchange:review.none")} />;
}

function useRowColumns(): readonly GridColumn<SharedRow>[] {
  const t = useTranslate();
  const format = useFormat();
  const typeName = useTypeName();
  return useMemo<readonly GridColumn<SharedRow>[]>(
    () => [
      {
        id: "name",
        title: t("exchange:column.name"),
        width: 320,
        isWide: true,
        render: (row) => <RowName row={row} />,
        sortValue: ({ title, ends }) => (title === "" && ends !== null ? `${ends.from.title} ${ends.to.title}` : title),
      },
      { id: "type", title: t("exchange:column.type"), width: 220, render: ({ type }) => typeName(type), sortValue: ({ type }) => typeName(type) },
      {
        id: "facts",
        title: t("exchange:column.facts"),
        width: 150,
        align: "right",
        render: ({ facts }) => format.number(facts),
        sortValue: ({ facts }) => facts,
      },
    ],
    [t, format, typeName],
  );
}

/** A link without a name of its own is called by what it joins. */
function RowName({ row: { entity, type, title, ends } }: { readonly row: SharedRow }): ReactNode {
  return (
    <>
      <TypeIcon type={type} />
      <span>
        {ends === null || title !== "" ? (
          <EntityName entity={{ id: entity, type, title }} />
        ) : (
          <>
            <EntityName entity={ends.from} /> → <EntityName entity={ends.to} />
          </>
        )}
      </span>
    </>
  );
}

const entityOf = ({ entity }: SharedRow): string => entity;

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
