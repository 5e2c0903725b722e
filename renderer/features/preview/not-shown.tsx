import type { ReactNode } from "react";
import type { Failure } from "../../../shared/kernel/result.ts";
import { Callout } from "../../ui/callout.tsx";
import { hasWords, useTranslate } from "../../ui/translate.ts";

/** Why a view shows nothing. */
export function NotShown({ error: { kind, where = "" } }: { readonly error: Failure<string> }): ReactNode {
  const t = useTranslate();
  const own = `preview:error.${kind}`;
  return <Callout tone="info">{t(hasWords(own) ? own : `intake-rules:error.${kind}`, { where })}</Callout>;
}

export function Reading(): ReactNode {
  const t = useTranslate();
  return (
    <p className="preview-muted" role="status">
      {t("preview:file.reading")}
    </p>
  );
}
