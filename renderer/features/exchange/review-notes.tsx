import type { ReactNode } from "react";
import type { ReviewNote } from "../../../shared/case/review-door.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** What the sender recalled or replaced: this very bundle, or one that came before. */
export function ReviewNotes({ notes }: { readonly notes: readonly ReviewNote[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return notes.map(({ hash, notice, isAboutThis }) => (
    <Callout
      key={hash}
      tone={isAboutThis ? "danger" : "warning"}
      title={t(`register:review.title.${notice.kind}`, { number: notice.sequence, by: notice.by?.sequence ?? "" })}
    >
      <p>
        <SafeText text={`${notice.officer}, ${format.date(notice.at)}: ${notice.reason}`} />
      </p>
      <p>{t(isAboutThis ? "register:review.this" : "register:review.earlier")}</p>
    </Callout>
  ));
}
