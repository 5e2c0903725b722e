import type { ReactNode } from "react";
import type { MappedSource, MappedValue } from "../../../shared/intake/mapping/model.ts";
import type { SheetPreview } from "../../../shared/intake/model.ts";
import { CompactSelect } from "../../ui/compact-select.tsx";
import { TextField } from "../../ui/field.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface MappedAssetsProps {
  readonly sheet: SheetPreview;
  readonly values: readonly MappedValue[];
  readonly onAsset: (property: string, asset: MappedSource) => void;
}

/** What each amount of a thing or link is of: a column says it, or it is the same in every row. An amount without it is none. */
export function MappedAssets({ sheet, values, onAsset }: MappedAssetsProps): ReactNode {
  return values.map(({ property, asset }) =>
    asset === undefined ? null : <AssetField key={property} {...{ sheet, property, asset }} onAsset={(said) => onAsset(property, said)} />,
  );
}

function AssetField({
  sheet,
  property,
  asset,
  onAsset,
}: {
  readonly sheet: SheetPreview;
  readonly property: string;
  readonly asset: MappedSource;
  readonly onAsset: (asset: MappedSource) => void;
}): ReactNode {
  const t = useTranslate();
  const label = t("intake:mapping.assetOf", { property: t(`ontology:property.${property}`) });
  return (
    <span className="intake-fixed">
      <CompactSelect
        label={label}
        value={"column" in asset ? String(asset.column) : ""}
        options={[
          { value: "", label: t("intake:mapping.assetWritten", { name: label }) },
          ...sheet.layout.headers.map((header, column) => ({ value: String(column), label: `${label}: ${safeText(header)}` })),
        ]}
        onChange={(column) => onAsset(column === "" ? { fixed: "" } : { column: Number(column) })}
      />
      {"fixed" in asset && <TextField label={label} value={asset.fixed} placeholder="KZT" onChange={(fixed) => onAsset({ fixed })} />}
    </span>
  );
}
