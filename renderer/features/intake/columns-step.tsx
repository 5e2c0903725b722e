import { type ReactNode, useMemo } from "react";
import type { ColumnUse, IntakePreview, ProfileName } from "../../../shared/intake/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";
import type { usePreview } from "./previewed.ts";

/** Every layout there is; one that is missing here is a compile error. */
const profiles = { "tronscan.trc20": true, "domain-list": true, rates: true } as const satisfies Record<ProfileName, true>;
const isProfile = (name: string): name is ProfileName => Object.hasOwn(profiles, name);

/** A column of the file beside what it becomes. */
interface MappedColumn extends ColumnUse {
  readonly place: number;
  readonly sample: string;
}

/** Which layout, what each column becomes, with values to judge by. */
export function ColumnsStep({ preview, seen }: { readonly preview: IntakePreview; readonly seen: ReturnType<typeof usePreview> }): ReactNode {
  const t = useTranslate();
  const rows = useMemo(() => mappedColumns(preview), [preview]);
  const columns = useColumns();
  const choose = (name: string): void => {
    if (isProfile(name) && seen.file !== null) seen.look(seen.file, name);
  };
  return (
    <>
      <div className="intake-profile">
        <SelectField
          label={t("intake:columns.profile")}
          value={preview.profile}
          options={Object.keys(profiles).map((name) => ({ value: name, label: t(`intake-rules:profile.${name}`) }))}
          help={t("intake:columns.profileHelp")}
          onChange={choose}
        />
      </div>
      {seen.trouble !== null && (
        <Callout tone="warning">{t("intake:columns.otherLayout", { profile: t(`intake-rules:profile.${preview.profile}`) })}</Callout>
      )}
      <Grid label={t("intake:columns.title")} columns={columns} rows={rows} rowKey={keyOf} rowHeight={28} />
    </>
  );
}

const keyOf = ({ place }: MappedColumn): string => String(place);

function mappedColumns({ columns, sample }: IntakePreview): readonly MappedColumn[] {
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
