import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { closeDialog, openDialog, useDesk } from "../../state/desk.ts";
import { showProperty } from "../../state/shown-property.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { Grid } from "../../ui/grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useConflictColumns } from "./conflict-columns.tsx";
import { ConflictFilterBar } from "./conflict-filter.tsx";
import { type ConflictFilter, type ConflictRow, conflictRows, isWanted, noFilter } from "./conflict-rows.ts";
import { useFactWords } from "./fact-value.tsx";
import "./rivals.css";

/** Every property of the case that has several values where one is meant. Open while the desk says so. */
export function ConflictsDialog(): ReactNode {
  const isOpen = useDesk((desk) => desk.dialog?.kind === "conflicts");
  return isOpen ? <OpenDialog /> : null;
}

const keyOf = (row: ConflictRow): string => row.key;

function OpenDialog(): ReactNode {
  const t = useTranslate();
  const [filter, setFilter] = useState<ConflictFilter>(noFilter);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const { rows, shown } = useRows(filter);
  const columns = useConflictColumns();
  const show = ({ entity, property }: ConflictRow): void => {
    closeDialog();
    showProperty(entity.id, property);
  };
  const chosen = shown.find(({ key }) => key === selected[0]);
  const footer = (
    <>
      <span className="entity-conflicts-count" role="status">
        {shown.length === rows.length
          ? t("rivals:count", { count: rows.length })
          : t("rivals:list.shown", { shown: shown.length, total: rows.length })}
      </span>
      <Button icon="print" onClick={() => openDialog({ kind: "rulings-sheet" })}>
        {t("rivals:command.print")}
      </Button>
      <Button icon="locate" isDisabled={chosen === undefined} onClick={() => chosen !== undefined && show(chosen)}>
        {t("rivals:list.open")}
      </Button>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t("rivals:list.title")} icon="comparison" width="wide" onClose={closeDialog} footer={footer}>
      <div className="entity-conflicts">
        <p className="entity-muted">{t("rivals:list.hint")}</p>
        <ConflictFilterBar rows={rows} filter={filter} onChange={setFilter} />
        <div className="entity-conflicts-grid">
          <Grid
            label={t("rivals:list.title")}
            columns={columns}
            rows={shown}
            rowKey={keyOf}
            rowHeight={28}
            selectedKeys={selected}
            onSelect={(keys) => setSelected(keys.slice(0, 1))}
            onActivate={show}
            emptyText={t(rows.length === 0 ? "rivals:list.none" : "rivals:list.noneFound")}
          />
        </div>
      </div>
    </Dialog>
  );
}

/** All contradictions, and those the filter leaves; the filter follows the typing at leisure. */
function useRows(filter: ConflictFilter): { readonly rows: readonly ConflictRow[]; readonly shown: readonly ConflictRow[] } {
  const contradicted = useCaseMirror(({ index }) => index.contradicted);
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const language = useDesk((desk) => desk.language);
  const words = useFactWords();
  const nameOf = useEntityNameText();
  const wanted = useDeferredValue(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change only with the language
  const rows = useMemo(() => conflictRows(contradicted, us, words), [contradicted, us, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names change only with the language
  const shown = useMemo(() => rows.filter((row) => isWanted(row, wanted, nameOf(row.entity))), [rows, wanted, language]);
  return { rows, shown };
}
