import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { Tag } from "./tag.tsx";
import { useTranslate } from "./translate.ts";

interface DestroyedTagProps {
  readonly isDestroyed: boolean;
  /** Only its sign, where the word would leave no room for the name. */
  readonly isSign?: boolean;
}

/** That an exhibit is recorded as destroyed. Nothing when it is not. */
export function DestroyedTag({ isDestroyed, isSign = false }: DestroyedTagProps): ReactNode {
  const t = useTranslate();
  if (!isDestroyed) return null;
  if (isSign)
    return (
      <span className="ui-tag-sign">
        <Icon name="ban-circle" size={12} title={t("locker:destroyed")} />
      </span>
    );
  return (
    <Tag tone="danger" icon="ban-circle" title={t("locker:destroyedHelp")}>
      {t("locker:destroyed")}
    </Tag>
  );
}
