import type { ReactNode } from "react";
import { formsOf } from "../../../shared/case/export-door.ts";
import { exportTables } from "../../../shared/case/export-record.ts";
import type { OpenDialog } from "../../state/desk.ts";
import { CheckField, RadioField, SelectField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { type ChangeDraft, type ExportDraft, fits, withTable } from "./export-draft.ts";

interface WhatProps {
  readonly draft: ExportDraft;
  readonly change: ChangeDraft;
  readonly asked: Extract<OpenDialog, { readonly kind: "export" }>;
}

const delimiters = [
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
] as const;

/** Which rows, and in which format. */
export function WhatStep({ draft, change, asked }: WhatProps): ReactNode {
  const t = useTranslate();
  return (
    <div className="export-scroll">
      <p className="export-intro">{t("export:intro")}</p>
      <div className="export-two">
        <div>
          <SelectField
            label={t("export:table.label")}
            value={draft.table}
            options={exportTables.map((table) => ({ value: table, label: t(`export:table.${table}`) }))}
            onChange={(picked) => {
              const table = exportTables.find((each) => each === picked);
              if (table !== undefined) change(withTable(draft, asked, table));
            }}
          />
          <Scope {...{ draft, change, asked }} />
        </div>
        <div>
          <RadioField
            label={t("export:form.label")}
            value={draft.form}
            options={formsOf[draft.table].map((form) => ({ value: form, label: t(`export:form.${form}`) }))}
            onChange={(picked) => {
              const form = formsOf[draft.table].find((each) => each === picked);
              if (form !== undefined) change({ form });
            }}
          />
          {draft.form === "csv" && <CsvFields {...{ draft, change }} />}
          <p className="export-muted">{t(`export:about.${draft.form}`)}</p>
        </div>
      </div>
    </div>
  );
}

function Scope({ draft, change, asked }: WhatProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const counts = { chosen: asked.chosen.length, shown: asked.shown?.length ?? 0 };
  const scopes = (["chosen", "shown"] as const).filter((scope) => fits(asked, draft.table) && counts[scope] > 0);
  return (
    <RadioField
      label={t("export:scope.label")}
      value={draft.scope}
      options={[
        ...scopes.map((scope) => ({ value: scope, label: t(`export:scope.${scope}`, { number: format.number(counts[scope]) }) })),
        { value: "all", label: t("export:scope.all") },
      ]}
      onChange={(picked) => change({ scope: scopes.find((scope) => scope === picked) ?? "all" })}
    />
  );
}

function CsvFields({ draft, change }: Omit<WhatProps, "asked">): ReactNode {
  const t = useTranslate();
  return (
    <>
      <SelectField
        label={t("export:delimiter.label")}
        value={draft.delimiter}
        options={delimiters.map(([value, name]) => ({ value, label: t(`export:delimiter.${name}`) }))}
        onChange={(picked) => {
          const found = delimiters.find(([value]) => value === picked);
          if (found !== undefined) change({ delimiter: found[0] });
        }}
      />
      <CheckField label={t("export:mark")} isOn={draft.hasByteOrderMark} onChange={(hasByteOrderMark) => change({ hasByteOrderMark })} />
    </>
  );
}
