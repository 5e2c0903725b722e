import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { ExportEntry } from "../../../shared/case/export-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { caseText } from "./register-words.ts";
import type { RegisterShown } from "./use-register.ts";

/** Tables that left in other programs' formats, for whom and why; null until the core has answered. */
export function useExports(): readonly ExportEntry[] | null {
  const [entries, setEntries] = useState<readonly ExportEntry[] | null>(null);
  useEffect(() => void askOrTell("listExports", null).then((found) => setEntries(found ?? [])), []);
  return entries;
}

export function Exports({ register, entries }: { readonly register: RegisterShown; readonly entries: readonly ExportEntry[] }): ReactNode {
  const t = useTranslate();
  return (
    <div className="register-bundles">
      <p className="register-hint">{t("register:exports.what")}</p>
      <div className="register-grid">
        <Grid label={t("register:tab.exports")} columns={useColumns(register)} rows={entries} rowKey={keyOf} emptyText={t("register:exports.none")} />
      </div>
    </div>
  );
}

const keyOf = ({ record }: ExportEntry): string => record.recordHash;

/** Whom it was for: officers, or somebody by name. */
function whomText({ record, partners }: ExportEntry): string {
  return record.addressee === ""
    ? partners.map(({ agency, officer }) => `${agencyText(agency)} · ${safeText(officer)}`).join(", ")
    : safeText(record.addressee);
}

function useColumns(register: RegisterShown): readonly GridColumn<ExportEntry>[] {
  const t = useTranslate();
  const format = useFormat();
  return useMemo<readonly GridColumn<ExportEntry>[]>(() => {
    const head = (id: string, width: number) => ({ id, title: t(`register:exports.${id}`), width });
    const tableText = ({ record }: ExportEntry): string => `${t(`export:table.${record.table}`)} · ${t(`export:form.${record.form}`)}`;
    return [
      { ...head("at", 140), render: ({ at }) => <span className="tabular">{format.dateTime(at)}</span>, sortValue: ({ at }) => at },
      {
        ...head("case", 150),
        isWide: true,
        render: ({ record }) => caseText(register, record),
        sortValue: ({ record }) => caseText(register, record),
      },
      { ...head("whom", 180), isWide: true, render: whomText, sortValue: whomText },
      { ...head("table", 190), render: tableText, sortValue: tableText },
      {
        ...head("rows", 70),
        align: "right",
        render: ({ record }) => <span className="tabular">{format.number(record.rows)}</span>,
        sortValue: ({ record }) => record.rows,
      },
      { ...head("marking", 120), render: ({ record }) => <HandlingTag handling={record.marking} />, sortValue: ({ record }) => record.marking },
      {
        ...head("purpose", 150),
        isWide: true,
        render: ({ words }) => <SafeText text={words?.purpose ?? "–"} />,
        sortValue: ({ words }) => words?.purpose ?? "",
      },
      { ...head("sha256", 120), render: ({ record }) => <HashText text={record.fileHash} kind="hash" /> },
      {
        ...head("state", 120),
        render: ({ neverLeft }) => (
          <Tag tone={neverLeft ? "none" : "info"}>{t(neverLeft ? "register:state.never-left" : "register:state.handed-over")}</Tag>
        ),
        sortValue: ({ neverLeft }) => Number(neverLeft),
      },
    ];
  }, [t, format, register]);
}
