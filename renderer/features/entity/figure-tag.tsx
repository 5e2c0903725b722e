import { type ReactNode, useMemo } from "react";
import { checkFigure, gravestOf } from "../../../shared/projections/figure-lint.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { ratesOf } from "../../../shared/projections/rate-table.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { openDialog } from "../../state/desk.ts";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** What is wrong with a reported figure, when something is: opens its check. */
export function FigureTag({ figure }: { readonly figure: Entity }): ReactNode {
  const t = useTranslate();
  const rates = useCaseMirror(({ index }) => index.ofType("rate"));
  const check = useMemo(() => checkFigure(figure, ratesOf(rates)), [figure, rates]);
  const gravest = gravestOf(check);
  if (!check.isFlagged || gravest === null) return null;
  return (
    <button type="button" className="entity-figure-check" title={t("figures:command.check")} onClick={() => openDialog({ kind: "figures" })}>
      <Tag tone={gravest === "unsettled" ? "warning" : "danger"}>{t(`figures:tag.${gravest}`)}</Tag>
    </button>
  );
}
