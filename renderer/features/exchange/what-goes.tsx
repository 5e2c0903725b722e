import type { ReactNode } from "react";
import type { BundleReview, ChoiceWeight, GoingRow, ReviewRow } from "../../../shared/case/review-door.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { RowName } from "./row-name.tsx";

interface WhatGoesProps {
  readonly review: BundleReview;
  readonly weight: ChoiceWeight | null;
}

const mostShown = 6;

/** What leaves our case with a part of a bundle, since its sender took it back: how much, and of which rows. */
export function WhatGoes({ review, weight }: WhatGoesProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (weight === null || weight.goes === 0) return null;
  const going = new Map(weight.rows.map((row) => [row.entity, row]));
  // Those of which nothing is left are read first.
  const rows = review.rows
    .flatMap((row) => {
      const goes = going.get(row.entity);
      return goes === undefined ? [] : [{ row, goes }];
    })
    .sort((a, b) => Number(b.goes.isEmptied) - Number(a.goes.isEmptied));
  const emptied = rows.filter(({ goes }) => goes.isEmptied).length;
  const told = { count: weight.goes, number: format.number(weight.goes), emptied: format.number(emptied) };
  return (
    <Callout tone="warning" title={t(emptied === 0 ? "arrival:goes.title" : "arrival:goes.titleEmptied", told)}>
      {t("arrival:goes.help")}
      <ul className="exchange-going">
        {rows.slice(0, mostShown).map((each) => (
          <Going key={each.row.entity} {...each} />
        ))}
        {rows.length > mostShown && <li className="exchange-muted">{t("arrival:goes.more", { number: format.number(rows.length - mostShown) })}</li>}
      </ul>
    </Callout>
  );
}

function Going({ row, goes: { claims, isEmptied } }: { readonly row: ReviewRow; readonly goes: GoingRow }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <li>
      <RowName row={row} />
      <span className="exchange-muted tabular">{isEmptied ? t("arrival:goes.all") : t("arrival:goes.some", { number: format.number(claims) })}</span>
    </li>
  );
}
