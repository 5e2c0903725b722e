import type { ReactNode } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { useStolenCount } from "../../state/stolen.ts";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** That statements of a row rest on a stolen key and nobody ruled on them. */
export function StolenIcon({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const count = useStolenCount(entity.id);
  if (count === 0) return null;
  return (
    <span className="table-stolen">
      <Icon name="key" size={12} title={t("stolen:thing", { count, number: format.number(count) })} />
    </span>
  );
}
