import type { ReactNode } from "react";
import { stopOpening } from "../../state/case-actions.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { OpeningProgress } from "./opening-progress.tsx";
import "./cases.css";

/** Over the workbench while a case is shown as it was last closed: that it is being checked, how far that is, and the way out. */
export function CheckingBanner(): ReactNode {
  const t = useTranslate();
  const isChecking = useCaseMirror((mirror) => mirror.isChecking);
  if (!isChecking) return null;
  return (
    <aside className="cases-checking" aria-label={t("cases:checking.title")}>
      <Icon name="time" />
      <p role="status">
        <strong>{t("cases:checking.title")}</strong> {t("cases:checking.text")}
      </p>
      <OpeningProgress label={t("jobs:open-case")} />
      <Button isSmall icon="cross" onClick={() => void stopOpening()}>
        {t("cases:command.stopOpening")}
      </Button>
    </aside>
  );
}
