import { Fragment, type ReactNode } from "react";
import type { ExportPreview } from "../../../shared/case/export-door.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** What the file says of itself: its marking, for whom it is, why, from whom and when. */
export function SaidOfFile({ said }: Pick<ExportPreview, "said">): ReactNode {
  const t = useTranslate();
  return (
    <section>
      <h3>{t("export:preview.said")}</h3>
      <dl className="export-facts">
        {said.map(({ title, text }) => (
          <Fragment key={title}>
            <dt>{title}</dt>
            <dd>
              <SafeText text={text} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
