import type { ReactNode } from "react";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { openDialog } from "../../state/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";
import "./rivals.css";

/** How many properties of the case have values that contradict each other; opens the list of them. Nothing while there are none. */
export function ConflictCount(): ReactNode {
  const t = useTranslate();
  const contradicted = useCaseMirror(({ index }) => index.contradicted);
  const count = contradicted.reduce((sum, { conflicts }) => sum + conflicts.length, 0);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="entity-conflict-count tabular"
      title={t("rivals:command.conflicts")}
      onClick={() => openDialog({ kind: "conflicts" })}
    >
      <Icon name="warning-sign" size={12} />
      {t("rivals:count", { count })}
    </button>
  );
}
