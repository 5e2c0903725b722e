import type { ReactNode } from "react";
import { Callout } from "../../ui/callout.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** What a dishonest partner could learn: always said, and louder when numbers go in that can all be tried. */
export function Learn({ hasSlow }: { readonly hasSlow: boolean }): ReactNode {
  const t = useTranslate();
  return (
    <Callout tone={hasSlow ? "warning" : "info"} title={t("deconfliction:learn.title")}>
      {hasSlow && <p className="deconfliction-learn">{t("deconfliction:learn.slow")}</p>}
      <p className="deconfliction-learn">{t("deconfliction:learn.always")}</p>
    </Callout>
  );
}
