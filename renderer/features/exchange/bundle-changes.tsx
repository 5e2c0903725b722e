import { type ReactNode, useMemo, useState } from "react";
import type { BundleReview, SharedRow } from "../../../shared/case/door.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";

/** What accepting would change, and what it would not. */
export function BundleChanges({ review }: { readonly review: BundleReview }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [tab, setTab] = useState(review.added.length > 0 || review.changed.length === 0 ? "added" : "changed");
  const { added, changed, files } = review;
  return (
    <section className="exchange-changes" aria-label={t("exchange:review.changes")}>
      <Tabs
        label={t("exchange:review.changes")}
        active={tab}
        onChange={setTab}
        tabs={[
          { id: "added", title: t("exchange:review.added"), count: added.length, panel: <Rows label={t("exchange:review.added")} rows={added} /> },
          {
            id: "changed",
            title: t("exchange:review.changed"),
            count: changed.length,
            panel: <Rows label={t("exchange:review.changed")} rows={changed} />,
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

function Rows({ label, rows }: { readonly label: string; readonly rows: readonly SharedRow[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const typeName = useTypeName();
  const columns = useMemo<readonly GridColumn<SharedRow>[]>(
    () => [
      {
        id: "name",
        title: t("exchange:column.name"),
        width: 320,
        isWide: true,
        render: ({ entity, type, title }) => (
          <>
            <TypeIcon type={type} />
            <span>
              <EntityName entity={{ id: entity, type, title }} />
            </span>
          </>
        ),
        sortValue: ({ title }) => title,
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
  return <Grid label={label} columns={columns} rows={rows} rowKey={entityOf} emptyText={t("exchange:review.none")} />;
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
