import type { ReactNode } from "react";
import type { Conflict } from "../../../shared/projections/model.ts";
import { Tag } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";

/** "3 sources disagree", or "2 values from one source". */
export function conflictText(t: Translate, { sources, values }: Conflict): string {
  return sources > 1 ? t("rivals:sources", { count: sources }) : t("rivals:oneSource", { count: values });
}

/** That a property has rivals, why the first stands first, and the whole order on demand. */
export function RivalsMark({ conflict }: { readonly conflict: Conflict }): ReactNode {
  const t = useTranslate();
  return (
    <div className="entity-rivals">
      <Tag tone="warning" icon="warning-sign" title={t("rivals:help")}>
        {conflictText(t, conflict)}
      </Tag>
      <details className="entity-why">
        <summary>{t(`rivals:because.${conflict.because}`)}</summary>
        <OrderHelp />
      </details>
    </div>
  );
}

const order = ["ruling", "uncontested", "grade", "corroboration", "recency", "order"] as const;

/** The whole order by which the first value is put first. */
export function OrderHelp(): ReactNode {
  const t = useTranslate();
  return (
    <div className="entity-order">
      <p>{t("rivals:order.intro")}</p>
      <ol>
        {order.map((rule) => (
          <li key={rule}>{t(`rivals:order.${rule}`)}</li>
        ))}
      </ol>
    </div>
  );
}
