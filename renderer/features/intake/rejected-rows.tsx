import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type Result, succeed } from "../../../shared/kernel/result.ts";
import type { IntakeError, IntakePreview, ReadingChoices, Rejection } from "../../../shared/intake/model.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { saveBytes } from "../../state/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { MendRow } from "./mend-row.tsx";
import { isRecognised, type Looking } from "./previewed.ts";
import { rejectedCsv } from "./rejected-csv.ts";

/** Every row that is left out, by name: mended here, or saved whole with its reason to be mended elsewhere and imported again. */
export function RejectedRows({ preview, seen }: { readonly preview: IntakePreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const columns = useColumns();
  const [chosen, choose] = useState<string | null>(null);
  const { save, trouble } = useSaving(preview, seen);
  const { rejected } = preview;
  const shown = rejected.find((rejection) => keyOf(rejection) === chosen);
  const next = (): void => {
    const at = shown === undefined ? -1 : rejected.indexOf(shown);
    const row = rejected[(at + 1) % rejected.length];
    choose(row === undefined ? null : keyOf(row));
  };
  useNextKey(next);
  const mended = seen.choices.mended?.length ?? 0;
  return (
    <>
      {mended > 0 && (
        <div className="intake-tools">
          <span>{t("intake:mend.count", { count: mended })}</span>
          <Button icon="undo" isSmall onClick={() => seen.choose({ mended: [] })}>
            {t("intake:mend.takeBack")}
          </Button>
        </div>
      )}
      {rejected.length === 0 ? (
        <p className="intake-none">{t("intake:rejected.none")}</p>
      ) : (
        <>
          <div className="intake-tools">
            <span className="intake-muted">{t("intake:rejected.help")}</span>
            <Button icon="download" isSmall onClick={() => void save()}>
              {t("intake:rejected.save")}
            </Button>
          </div>
          {trouble !== null && <Callout tone="danger">{trouble}</Callout>}
          <Grid
            label={t("intake:preview.rejected")}
            columns={columns}
            rows={rejected}
            rowKey={keyOf}
            selectedKeys={chosen === null ? [] : [chosen]}
            onSelect={(keys) => choose(keys[0] ?? null)}
          />
          {shown !== undefined && !isRecognised(preview) && <MendRow key={keyOf(shown)} rejection={shown} seen={seen} onNext={next} />}
        </>
      )}
    </>
  );
}

/** F8 goes to the next row that does not fit, and from the last to the first. */
function useNextKey(next: () => void): void {
  const latest = useRef(next);
  latest.current = next;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.code !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** Saves the rejected rows whole, a file for each table, since each has its own headers. */
function useSaving(preview: IntakePreview, { file, choices }: Looking): { readonly trouble: string | null; save(): Promise<void> } {
  const t = useTranslate();
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (file === null) return;
    const read = await intakeDoor().writtenRows({ file, choices, rows: preview.rejected.map(({ row }) => row) });
    if (!read.ok) return setTrouble(t(`intake-rules:error.${read.error.kind}`, { where: read.error.where ?? "" }));
    const reasons = await reasonsAsWritten(file, choices, preview);
    if (!reasons.ok) return setTrouble(t(`intake-rules:error.${reasons.error.kind}`, { where: reasons.error.where ?? "" }));
    const sheets = [...new Set(read.value.map(({ sheet }) => sheet))];
    for (const sheet of sheets) {
      const rows = read.value.filter((row) => row.sheet === sheet);
      const name = `${preview.fileName.replace(/\.\w+$/, "")}${sheet === "" ? "" : `-${sheet}`}-${t("intake:rejected.fileName")}.csv`;
      const bytes = rejectedCsv(rows, reasons.value, (rule) => t(`intake-rules:rule.${rule}`));
      const saved = await saveBytes({ name, mediaType: "text/csv" }, bytes);
      if (!saved.ok) return setTrouble(failureText(saved.error));
    }
    setTrouble(null);
  };
  return { trouble, save };
}

/** Rows are saved as the file has them, so their reasons are those of the file, and not of what somebody wrote over it. */
async function reasonsAsWritten(
  file: File,
  choices: ReadingChoices,
  { rejected, fileName }: IntakePreview,
): Promise<Result<readonly Rejection[], IntakeError>> {
  if ((choices.mended ?? []).length === 0) return succeed(rejected);
  const read = await intakeDoor().preview({ file, fileName, profile: null, choices: { ...choices, mended: [] } });
  return read.ok ? succeed(read.value.rejected) : read;
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
