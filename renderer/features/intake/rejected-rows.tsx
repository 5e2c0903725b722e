import { type ReactNode, useMemo, useState } from "react";
import type { IntakePreview, Rejection } from "../../../shared/intake/model.ts";
import { saveBytes } from "../../state/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { rejectedCsv } from "./rejected-csv.ts";

/** Every row that is left out, by name; to be saved for whoever made the file. */
export function RejectedRows({ preview }: { readonly preview: IntakePreview }): ReactNode {
  const t = useTranslate();
  const [trouble, setTrouble] = useState<string | null>(null);
  const columns = useColumns();
  const save = async (): Promise<void> => {
    const titles = (["row", "column", "value", "rule", "reason"] as const).map((name) => t(`intake:rejected.${name}`));
    const bytes = rejectedCsv(titles, preview.rejected, (rule) => t(`intake-rules:rule.${rule}`));
    const saved = await saveBytes(
      { name: `${preview.fileName.replace(/\.\w+$/, "")}-${t("intake:rejected.fileName")}.csv`, mediaType: "text/csv" },
      bytes,
    );
    setTrouble(saved.ok ? null : failureText(saved.error));
  };
  if (preview.rejected.length === 0) return <p className="intake-none">{t("intake:rejected.none")}</p>;
  return (
    <>
      <div className="intake-tools">
        <span className="intake-muted">{t("intake:rejected.help")}</span>
        <Button icon="download" isSmall onClick={() => void save()}>
          {t("intake:rejected.save")}
        </Button>
      </div>
      {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
      <Grid label={t("intake:preview.rejected")} columns={columns} rows={preview.rejected} rowKey={keyOf} />
    </>
  );
}

const keyOf = ({ row, column, rule }: Rejection): string => `${row}/${column}/${rule}`;

function useColumns(): readonly GridColumn<Rejection>[] {
  const t = useTranslate();
  return useMemo(
    () => [
      { id: "row", title: t("intake:rejected.row"), width: 70, align: "right", render: ({ row }) => row, sortValue: ({ row }) => row },
      {
        id: "column",
        title: t("intake:rejected.column"),
        width: 150,
        render: ({ column }) => (column === "" ? t("intake:rejected.wholeRow") : <SafeText text={column} />),
        sortValue: ({ column }) => column,
      },
      {
        id: "value",
        title: t("intake:rejected.value"),
        width: 260,
        render: ({ value }) => (
          <span className="mono">
            <SafeText text={value} />
          </span>
        ),
      },
      {
        id: "reason",
        title: t("intake:rejected.reason"),
        width: 300,
        isWide: true,
        render: ({ rule }) => {
          const reason = t(`intake-rules:rule.${rule}`);
          return <span title={reason}>{reason}</span>;
        },
      },
    ],
    [t],
  );
}
