import type { ReactNode } from "react";
import { openDialog } from "../../state/desk.ts";
import { unsettledIn, useStolenSight } from "../../state/stolen.ts";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** How many statements of the case rest on stolen keys and wait for a ruling; opens them. Nothing while there are none. */
export function StolenStatements(): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const count = unsettledIn(useStolenSight());
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="shell-status-damage tabular"
      title={t("stolen:thingHelp")}
      onClick={() => openDialog({ kind: "stolen", key: null })}
    >
      <Icon name="key" size={12} />
      {t("stolen:thing", { count, number: format.number(count) })}
    </button>
  );
}
