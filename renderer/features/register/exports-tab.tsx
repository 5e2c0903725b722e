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
  const [chosen, choose] = useState<string | null>(null);
  const entry = entries.find((each) => keyOf(each) === chosen);
  return (
    <div className="register-bundles">
      <p className="register-hint">{t("register:exports.what")}</p>
      <div className="register-grid">
        <Grid
          label={t("register:tab.exports")}
          columns={useColumns(register)}
          rows={entries}
          rowKey={keyOf}
          selectedKeys={entry === undefined ? noKeys : [keyOf(entry)]}
          onSelect={(keys) => choose(keys[0] ?? null)}
          emptyText={t("register:exports.none")}
        />
      </div>
      {entry !== undefined && <Details entry={entry} />}
    </div>
  );
}

const noKeys: readonly string[] = [];
const keyOf = ({ record }: ExportEntry): string => record.recordHash;

/** Whom it was for: officers, or somebody by name. */
function whomText({ record, partners }: ExportEntry): string {
  return record.addressee === ""
    ? partners.map(({ agency, officer }) => `${agencyText(agency)} · ${safeText(officer)}`).join(", ")
    : safeText(record.addressee);
}

function Details({ entry }: { readonly entry: ExportEntry }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { record, words, at } = entry;
  const notSaid = t("exchange:notSaid");
  const gone = t("register:exports.gone");
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("register:exports.at"), format.dateTime(at)],
    [t("register:exports.whom"), whomText(entry)],
    [t("exchange:marking.purpose"), <SafeText key="purpose" text={words?.purpose ?? gone} />],
    [t("exchange:marking.legalBasis"), <SafeText key="basis" text={words === null ? gone : words.legalBasis === "" ? notSaid : words.legalBasis} />],
    [t("exchange:marking.retainUntil"), record.retainUntil === "" ? notSaid : format.date(record.retainUntil)],
    [t("export:file.claims"), format.number(record.claims)],
    [t("export:file.kept"), format.number(record.keptBack)],
    [t("export:file.size"), format.bytes(record.sizeBytes)],
    [t("export:file.sha256"), <HashText key="hash" text={record.fileHash} kind="hash" isCopyable />],
  ];
  return (
    <section className="register-details" aria-label={t("register:exports.details")} tabIndex={0}>
      <dl className="register-facts">
        {facts.map(([title, text]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function useColumns(register: RegisterShown): readonly GridColumn<ExportEntry>[] {
  const t = useTranslate();
  const format = useFormat();
  return useMemo<readonly GridColumn<ExportEntry>[]>(() => {
    const head = (id: string, width: number) => ({ id, title: t(`register:exports.${id}`), width });
    const tableText = ({ record }: ExportEntry): string => t(`export:table.${record.table}`);
    const formText = ({ record }: ExportEntry): string => t(`export:form.${record.form}`);
    return [
      { ...head("at", 100), render: ({ at }) => <span className="tabular">{format.date(at)}</span>, sortValue: ({ at }) => at },
      {
        ...head("case", 150),
        isWide: true,
        render: ({ record }) => caseText(register, record),
        sortValue: ({ record }) => caseText(register, record),
      },
      { ...head("whom", 170), isWide: true, render: (entry) => <SafeText text={whomText(entry)} />, sortValue: whomText },
      { ...head("table", 205), render: tableText, sortValue: tableText },
      { ...head("form", 175), render: formText, sortValue: formText },
      {
        ...head("rows", 70),
        align: "right",
        render: ({ record }) => <span className="tabular">{format.number(record.rows)}</span>,
        sortValue: ({ record }) => record.rows,
      },
      { ...head("marking", 130), render: ({ record }) => <HandlingTag handling={record.marking} />, sortValue: ({ record }) => record.marking },
      {
        ...head("state", 125),
        render: ({ neverLeft }) => (
          <Tag tone={neverLeft ? "none" : "info"}>{t(neverLeft ? "register:state.never-left" : "register:state.handed-over")}</Tag>
        ),
        sortValue: ({ neverLeft }) => Number(neverLeft),
      },
    ];
  }, [t, format, register]);
}
