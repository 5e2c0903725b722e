import type { ReactNode } from "react";
import { stopOpening } from "../../state/case-actions.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { OpeningProgress } from "./opening-progress.tsx";
import "./cases.css";

/** Over the workbench while an early sight of a case is shown: what it is, how far the opening is, and the way out. */
export function EarlyBanner(): ReactNode {
  const t = useTranslate();
  const early = useCaseMirror((mirror) => mirror.early);
  if (early === null || early === "all") return null;
  const words = early === "last-closing" ? "checking" : "coming";
  return (
    <aside className="cases-early" aria-label={t(`cases:${words}.title`)}>
      <Icon name="time" />
      <p role="status">
        <strong>{t(`cases:${words}.title`)}</strong> {t(`cases:${words}.text`)}
      </p>
      <OpeningProgress label={t("jobs:open-case")} />
      <Button isSmall icon="cross" onClick={() => void stopOpening()}>
        {t("cases:command.stopOpening")}
      </Button>
    </aside>
  );
}
