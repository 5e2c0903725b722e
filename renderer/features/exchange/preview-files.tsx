import type { ReactNode } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { FileHash } from "../../../shared/kernel/brand.ts";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface PreviewFilesProps {
  readonly chosen: readonly FileHash[];
  readonly leaving: SharePreview["files"];
  readonly absent: SharePreview["absent"];
}

/** The chosen files that leave, by name, and those that are not here. How many others stay, and why, is among the warnings. */
export function PreviewFiles({ chosen, leaving, absent }: PreviewFilesProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (chosen.length === 0) return <p className="exchange-muted exchange-under">{t("exchange:preview.noFiles")}</p>;
  return (
    <div className="exchange-under exchange-leaving">
      <strong>{t("exchange:preview.files", { leaving: format.number(leaving.length), chosen: format.number(chosen.length) })}</strong>
      {leaving.map(({ sha256, name, sizeBytes }) => (
        <span key={sha256} className="exchange-file">
          <Icon name="document" size={14} />
          <SafeText text={name} />
          <span className="exchange-muted tabular">{format.bytes(sizeBytes)}</span>
        </span>
      ))}
      {absent.length > 0 && <strong>{t("exchange:what.filesAbsent")}</strong>}
      {absent.map(({ sha256, name }) => (
        <span key={sha256} className="exchange-file">
          <Icon name="disable" size={14} />
          <SafeText text={name} />
        </span>
      ))}
    </div>
  );
}
