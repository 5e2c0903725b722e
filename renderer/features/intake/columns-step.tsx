import { type ReactNode, useMemo, useState } from "react";
import type { ColumnUse, IntakePreview, SheetPreview } from "../../../shared/intake/model.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import { chooseMapping, MappingEditor, mappingOf } from "./mapping-editor.tsx";
import type { Looking } from "./previewed.ts";
import { useProfileNames } from "./profile-names.ts";
import type { Profiles } from "./profiles.ts";
import { SaveProfile } from "./save-profile.tsx";

/** A column of the file beside what it becomes. */
interface MappedColumn extends ColumnUse {
  readonly place: number;
  readonly sample: string;
}

/** Of each table that is read: which layout it is and what each column becomes, or what a person says that its columns mean. */
export function ColumnsStep({
  preview,
  seen,
  profiles,
}: {
  readonly preview: IntakePreview;
  readonly seen: Looking;
  readonly profiles: Profiles;
}): ReactNode {
  const t = useTranslate();
  const [at, show] = useState(0);
  const tables = useMemo(() => preview.sheets.filter(({ isLeftOut }) => !isLeftOut), [preview]);
  const sheet = tables[at] ?? tables[0];
  if (sheet === undefined) return null;
  return (
    <>
      {tables.length > 1 && (
        <div className="intake-profile">
          <SelectField
            label={t("intake:columns.sheet")}
            value={String(at)}
            options={tables.map(({ name }, place) => ({ value: String(place), label: safeText(name) }))}
            onChange={(place) => show(Number(place))}
          />
        </div>
      )}
      <TableColumns key={sheet.name} sheet={sheet} seen={seen} />
      <SaveProfile {...{ preview, seen, profiles }} />
    </>
  );
}

function TableColumns({ sheet, seen }: { readonly sheet: SheetPreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const nameOf = useProfileNames();
  const rows = useMemo(() => mappedColumns(sheet), [sheet]);
  const columns = useColumns();
  const isMapped = mappingOf(sheet, seen) !== null;
  const [isByHand, setByHand] = useState(isMapped || sheet.profile === null);
  const isUnknown = sheet.profile === null;
  const turn = (): void => {
    if (isByHand && isMapped) chooseMapping(sheet, seen, null);
    setByHand(!isByHand);
  };
  return (
    <>
      <div className="intake-tools">
        <span>
          {t("intake:columns.profile")}: <strong>{nameOf(sheet.profile ?? "")}</strong>
        </span>
        {!(isUnknown && isByHand) && (
          <Button isSmall icon={isByHand ? "undo" : "edit"} onClick={turn}>
            {t(isByHand ? "intake:mapping.byLayout" : "intake:mapping.byHand")}
          </Button>
        )}
      </div>
      {isByHand ? (
        <MappingEditor sheet={sheet} seen={seen} />
      ) : (
        <Grid label={t("intake:columns.title")} columns={columns} rows={rows} rowKey={keyOf} rowHeight={28} />
      )}
    </>
  );
}

const keyOf = ({ place }: MappedColumn): string => String(place);

function mappedColumns({ columns, sample }: SheetPreview): readonly MappedColumn[] {
  return columns.map((column, at) => ({
    ...column,
    place: at + 1,
    sample: sample
      .map((row) => row[at] ?? "")
      .filter((cell, i, all) => cell !== "" && all.indexOf(cell) === i)
      .slice(0, 3)
      .join("  ·  "),
  }));
}

function useColumns(): readonly GridColumn<MappedColumn>[] {
  const t = useTranslate();
  return useMemo(
    () => [
      { id: "place", title: t("intake:columns.place"), width: 60, align: "right", render: ({ place }) => place },
      { id: "header", title: t("intake:columns.header"), width: 200, render: ({ header }) => <SafeText text={header} /> },
      { id: "use", title: t("intake:columns.use"), width: 140, render: ({ use }) => <Tag tone={useTones[use]}>{t(`intake-rules:use.${use}`)}</Tag> },
      { id: "becomes", title: t("intake:columns.becomes"), width: 300, render: (column) => <Becomes {...column} /> },
      {
        id: "sample",
        title: t("intake:columns.sample"),
        width: 300,
        isWide: true,
        render: ({ sample }) => (
          <span className="mono">
            <SafeText text={sample} />
          </span>
        ),
      },
    ],
    [t],
  );
}

const useTones = { read: "success", checked: "primary", ignored: "none" } as const;

/** "Wallet · Address (blockchain)", or that it belongs to the transfer itself. */
export function Becomes({ use, type, property }: ColumnUse): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  if (use === "ignored") return <span className="intake-muted">{t("intake:columns.stays")}</span>;
  if (use === "checked") return <span className="intake-muted">{t("intake:columns.onlyChecked")}</span>;
  // Rows of other programs are things of many kinds: what a cell becomes hangs on its row.
  if (type === "") return <span className="intake-muted">{t("intake:columns.byRow")}</span>;
  return (
    <>
      <TypeIcon type={type} />
      <span>
        {typeName(type)}
        {property !== "" && ` · ${t(`ontology:property.${property}`)}`}
      </span>
    </>
  );
}
