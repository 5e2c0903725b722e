import type { ReactNode } from "react";
import { Tag } from "./tag.tsx";
import { useTranslate } from "./translate.ts";

/** That an exhibit is recorded as destroyed. Nothing when it is not. */
export function DestroyedTag({ isDestroyed }: { readonly isDestroyed: boolean }): ReactNode {
  const t = useTranslate();
  if (!isDestroyed) return null;
  return (
    <Tag tone="danger" icon="ban-circle" title={t("locker:destroyedHelp")}>
      {t("locker:destroyed")}
    </Tag>
  );
}
