import type { ReactNode } from "react";
import { Tag } from "./tag.tsx";
import { useTranslate } from "./translate.ts";

/** That a file kept as an exhibit is in quarantine. Nothing when it is not. */
export function DamageTag({ damage }: { readonly damage: "damaged" | "lost" | null }): ReactNode {
  const t = useTranslate();
  if (damage === null) return null;
  return (
    <Tag tone="danger" title={t("exhibits:quarantineHelp")}>
      {t(`exhibits:state.${damage}`)}
    </Tag>
  );
}
