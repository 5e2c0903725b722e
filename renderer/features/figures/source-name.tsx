import type { ReactNode } from "react";
import type { Source } from "../../../shared/ledger/model.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { useEntity } from "../../state/case-mirror.ts";
import { openDialog } from "../../state/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** The exhibit and row a value was read from; opens there. Within a grid, which has the keys, it is no tab stop. */
export function SourceName({ source, isStop = true }: { readonly source: Source; readonly isStop?: boolean }): ReactNode {
  const t = useTranslate();
  const exhibit = useEntity(entityIdFor("exhibit", source.file));
  const { row, column, page, time = "" } = source.place;
  const name = exhibit === undefined || exhibit.title === "" ? source.file.slice(0, 8) : exhibit.title;
  return (
    <button
      type="button"
      className="figures-source"
      {...(isStop ? {} : { tabIndex: -1 })}
      onClick={() => openDialog({ kind: "exhibit", sha256: source.file, row, column, page, time })}
    >
      <Icon name="paperclip" size={12} />
      <SafeText text={name} />
      {row > 0 && <span className="figures-muted">{t("figures:row", { row })}</span>}
    </button>
  );
}
