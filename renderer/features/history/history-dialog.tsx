import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { closeDialog, openAbove, useDesk } from "../../state/desk.ts";
import { useOfficers } from "../../state/officers.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid } from "../../ui/grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useAuditColumns } from "./audit-columns.tsx";
import { AuditDetails } from "./audit-details.tsx";
import { type AuditFilter, isFiltering, rowsThatFit } from "./audit-filter.ts";
import type { AuditRow } from "./audit-rows.ts";
import { ChainState } from "./chain-report.tsx";
import { exportAudit } from "./export-audit.ts";
import { HistoryBar } from "./history-bar.tsx";
import { useAuditRows, useTouching } from "./use-audit.ts";
import { useVerifying } from "./use-verifying.ts";
import "./history.css";

/** The audit log of the case. Open while the desk says so. */
export function HistoryDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  if (dialog?.kind !== "history") return null;
  return <OpenDialog key={dialog.entity ?? "all"} entity={dialog.entity ?? null} isVerifying={dialog.doing === "verify"} />;
}

function OpenDialog({ entity, isVerifying }: { readonly entity: EntityId | null; readonly isVerifying: boolean }): ReactNode {
  const t = useTranslate();
  const officers = useOfficers();
  const all = useAuditRows();
  const [filter, setFilter] = useState<AuditFilter>({ officer: "", kind: "", entity });
  const touching = useTouching(filter.entity);
  const isReading = all === null || (filter.entity !== null && touching === null);
  const rows = useMemo(() => (isReading ? null : rowsThatFit(all, filter, touching)), [isReading, all, filter, touching]);
  const verifying = useVerifying(isVerifying);
  useReloadKey(verifying.start);
  const saveShown = (): void => void exportAudit(isFiltering(filter) ? (rows ?? []).map(({ key }) => key) : null);
  return (
    <Dialog isOpen title={t("history:title")} icon="history" width="wide" onClose={closeDialog} footer={<Footer shown={rows} all={all} />}>
      <div className="history">
        <HistoryBar
          rows={all ?? []}
          officers={officers}
          filter={filter}
          onFilter={setFilter}
          isVerifying={verifying.isRunning}
          onVerify={verifying.start}
          onExport={saveShown}
          onTable={() =>
            openAbove({ kind: "export", table: "acts", shown: isFiltering(filter) ? (rows ?? []).map(({ key }) => key) : null, chosen: [] })
          }
          canExport={rows !== null && rows.length > 0}
        />
        <ChainState verifying={verifying} />
        <Log rows={rows} officers={officers} columns={useAuditColumns(officers, all ?? noRows)} isFiltered={isFiltering(filter)} />
      </div>
    </Dialog>
  );
}

/** The table, and below it what the opened act changed. */
function Log({
  rows,
  officers,
  columns,
  isFiltered,
}: {
  readonly rows: readonly AuditRow[] | null;
  readonly officers: ReturnType<typeof useOfficers>;
  readonly columns: ReturnType<typeof useAuditColumns>;
  readonly isFiltered: boolean;
}): ReactNode {
  const t = useTranslate();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [shown, setShown] = useState<string | null>(null);
  const detailed = rows?.find((row) => row.key === shown);
  const emptyKey = rows === null ? "history:reading" : isFiltered ? "audit:filter.nothing" : "history:empty";
  return (
    <>
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
          onActivate={(row) => {
            setSelected([row.key]);
            setShown(row.key);
          }}
          emptyText={t(emptyKey)}
        />
      </div>
      {detailed === undefined ? (
        <p className="history-hint">{t("audit:hint")}</p>
      ) : (
        <AuditDetails key={detailed.key} row={detailed} officers={officers} onClose={() => setShown(null)} />
      )}
    </>
  );
}

function Footer({ shown, all }: { readonly shown: readonly AuditRow[] | null; readonly all: readonly AuditRow[] | null }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const isAll = shown?.length === all?.length;
  return (
    <>
      <span className="history-count" role="status">
        {shown !== null &&
          all !== null &&
          (isAll ? t("history:count", { count: all.length }) : t("audit:count", { count: all.length, shown: format.number(shown.length) }))}
      </span>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}

const noRows: readonly AuditRow[] = [];
const keyOf = (row: AuditRow): string => row.key;

/** F5 checks the chain here too: an open dialog keeps the keys to itself, and a browser would load the page anew. */
function useReloadKey(verify: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.code !== "F5" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (!event.repeat) verify();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [verify]);
}
