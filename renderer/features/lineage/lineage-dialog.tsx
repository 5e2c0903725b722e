import { type ReactNode, useMemo, useState } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Tag } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { TreeGrid, type TreeGridColumn } from "../../ui/tree-grid.tsx";
import { ValueText } from "../../ui/value-text.tsx";
import { CopySuggestions } from "./copy-suggestions.tsx";
import { ExhibitText } from "./exhibit-text.tsx";
import { type LineageRow, lineageRows } from "./lineage-rows.ts";
import "./lineage.css";

/** Who repeats whom. Open while the desk says so. */
export function LineageDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "lineage");
  return isOpen ? <OpenDialog /> : null;
}

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => lineageRows(entities, closed), [entities, closed]);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const toggle = ({ key }: LineageRow, isOpen: boolean): void => {
    const next = new Set(closed);
    if (isOpen) next.delete(key);
    else next.add(key);
    setClosed(next);
  };
  const inspect = ({ exhibits }: LineageRow): void => {
    selectEntities(exhibits.map(({ id }) => id));
    closeDialog();
  };
  const footer = (
    <>
      <span className="lineage-keys">{t("lineage:keys")}</span>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("lineage:title")} icon="data-lineage" width="wide" onClose={closeDialog} footer={footer}>
      <p className="lineage-hint">{t("lineage:hint")}</p>
      <div className="lineage-parts">
        <div className="lineage-tree">
          <TreeGrid label={t("lineage:title")} {...{ columns, rows }} onToggle={toggle} onSpace={inspect} emptyText={t("lineage:empty")} />
        </div>
        <CopySuggestions />
      </div>
    </Dialog>
  );
}

function columnsOf(t: Translate, format: Format): readonly TreeGridColumn<LineageRow>[] {
  return [
    { id: "exhibit", title: t("lineage:column.exhibit"), width: "minmax(180px, 2fr)", isTree: true, render: (row) => <NameCell row={row} /> },
    {
      id: "publisher",
      title: t("lineage:column.publisher"),
      width: "minmax(90px, 1fr)",
      render: ({ exhibits }) => <FactCell exhibits={exhibits} property="publisher" />,
    },
    {
      id: "published",
      title: t("lineage:column.published"),
      width: "108px",
      render: ({ exhibits }) => <FactCell exhibits={exhibits} property="publishedAt" />,
    },
    { id: "copies", title: t("lineage:column.copies"), width: "92px", render: ({ copies }) => <CountCell count={copies} format={format} /> },
    { id: "claims", title: t("lineage:column.claims"), width: "104px", render: ({ claims }) => <CountCell count={claims} format={format} /> },
  ];
}

function CountCell({ count, format }: { readonly count: number; readonly format: Format }): ReactNode {
  return <span className="lineage-number">{count === 0 ? <span className="lineage-muted">–</span> : format.number(count)}</span>;
}

function NameCell({ row: { exhibits, isRepeated, isInCircle } }: { readonly row: LineageRow }): ReactNode {
  const t = useTranslate();
  const [first] = exhibits;
  return (
    <span className="lineage-name">
      {exhibits.length > 1 ? (
        <Tag tone="warning" title={t("lineage:circleHelp")}>
          {t("lineage:circle", { count: exhibits.length })}
        </Tag>
      ) : (
        first !== undefined && <ExhibitText exhibit={first} />
      )}
      {isInCircle && <Tag tone="warning">{t("lineage:inCircle")}</Tag>}
      {isRepeated && <Tag>{t("lineage:repeated")}</Tag>}
    </span>
  );
}

/** The value painted first; nothing for a circle, whose exhibits stand below it. */
function FactCell({ exhibits: [exhibit, ...others], property }: { readonly exhibits: readonly Entity[]; readonly property: string }): ReactNode {
  const value = others.length > 0 ? undefined : exhibit?.facts[property]?.[0]?.value;
  return value === undefined ? <span className="lineage-muted">–</span> : <ValueText value={value} type="exhibit" property={property} />;
}
