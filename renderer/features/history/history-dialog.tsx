import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import type { AuditEntry } from "../../../shared/projections/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { useOfficers } from "../../state/officers.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, Tag } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { AuditDetails } from "./audit-details.tsx";
import { type AuditRow, auditRows } from "./audit-rows.ts";
import "./history.css";

/** The audit log of the case. Open while the desk says so. */
export function HistoryDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "history");
  return isOpen ? <OpenDialog /> : null;
}

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const rows = useAuditRows();
  const columns = useColumns();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [shown, setShown] = useState<string | null>(null);
  const detailed = rows?.find((row) => row.key === shown);
  return (
    <Dialog isOpen title={t("history:title")} icon="history" width="wide" onClose={closeDialog} footer={<Footer rows={rows} />}>
      <div className="history">
        <p className="history-hint">{t("history:hint")}</p>
        <div className="history-grid">
          <Grid
            label={t("history:title")}
            columns={columns}
            rows={rows ?? []}
            rowKey={keyOf}
            selectedKeys={selected}
            onSelect={(keys) => {
              setSelected(keys.slice(0, 1));
              if (shown !== null) setShown(keys[0] ?? null);
            }}
            onActivate={(row) => setShown(row.key)}
            emptyText={t(rows === null ? "history:reading" : "history:empty")}
          />
        </div>
        {detailed !== undefined && <AuditDetails row={detailed} onClose={() => setShown(null)} />}
      </div>
    </Dialog>
  );
}

function Footer({ rows }: { readonly rows: readonly AuditRow[] | null }): ReactNode {
  const t = useTranslate();
  return (
    <>
      <span className="history-count" role="status">
        {rows !== null && t("history:count", { count: rows.length })}
      </span>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}

const keyOf = (row: AuditRow): string => row.key;

/** Read at opening and whenever the case changes, newest first. */
function useAuditRows(): readonly AuditRow[] | null {
  const version = useCaseMirror((mirror) => mirror.version);
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case is what makes the log longer
  useEffect(() => {
    let isShown = true;
    void askOrTell("audit", null).then((answer) => {
      if (isShown && answer !== null) setEntries(answer);
    });
    return () => {
      isShown = false;
    };
  }, [version]);
  return useMemo(() => (entries === null ? null : auditRows(entries).toReversed()), [entries]);
}

function useColumns(): readonly GridColumn<AuditRow>[] {
  const t = useTranslate();
  const format = useFormat();
  const officers = useOfficers();
  return useMemo(() => [...whenColumns(t, format), whoColumn(t, officers), ...whatColumns(t, format)], [t, format, officers]);
}

function whenColumns(t: Translate, format: Format): readonly GridColumn<AuditRow>[] {
  return [
    {
      id: "number",
      title: t("history:column.number"),
      width: 52,
      align: "right",
      render: (row) => format.number(row.number),
      sortValue: (row) => row.number,
    },
    {
      id: "local",
      title: t("history:column.local"),
      width: 164,
      render: ({ entry }) => <span className="tabular">{format.dateTime(entry.saidAt)}</span>,
      sortValue: ({ entry }) => entry.saidAt,
    },
    {
      id: "utc",
      title: t("history:column.utc"),
      width: 148,
      render: ({ entry }) => <span className="tabular history-muted">{format.dateTime(entry.saidAt, "utc")}</span>,
    },
  ];
}

function whoColumn(t: Translate, officers: ReadonlyMap<AuthorId, Identity>): GridColumn<AuditRow> {
  const nameOf = (entry: AuditEntry): string => officers.get(entry.author)?.officer ?? `${entry.author.slice(0, 8)}…`;
  return {
    id: "who",
    title: t("history:column.who"),
    width: 210,
    render: ({ entry }) => (
      <>
        <AgencyTag agency={entry.agency} />
        <SafeText text={nameOf(entry)} />
      </>
    ),
    sortValue: ({ entry }) => `${entry.agency} ${nameOf(entry)}`,
  };
}

function whatColumns(t: Translate, format: Format): readonly GridColumn<AuditRow>[] {
  const count = (id: "asserted" | "retracted" | "withheld"): GridColumn<AuditRow> => ({
    id,
    title: t(`history:column.${id}`),
    width: 96,
    align: "right",
    render: ({ entry }) => (entry[id] === 0 ? <span className="history-muted">–</span> : format.number(entry[id])),
    sortValue: ({ entry }) => entry[id],
  });
  return [
    {
      id: "what",
      title: t("history:column.what"),
      width: 260,
      isWide: true,
      render: (row) => (
        <>
          <span className={row.isUndone ? "history-undone" : undefined}>{intentSentence(t, row)}</span>
          {row.isUndone && <Tag tone="warning">{t("history:undone")}</Tag>}
        </>
      ),
      sortValue: (row) => intentSentence(t, row),
    },
    count("asserted"),
    count("retracted"),
    count("withheld"),
  ];
}

/** What the act was for, as a sentence. */
export function intentSentence(t: Translate, { entry, undoes }: AuditRow): string {
  if (entry.intent !== "undo") return t(`history:intent.${entry.intent}`);
  return undoes === null ? t("history:intent.undo") : t("history:undoOf", { number: undoes });
}
