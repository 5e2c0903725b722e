import { type ReactNode, useMemo } from "react";
import type { Foreseen, ForeseenThing } from "../../../shared/case/import-door.ts";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { safeText, SafeText } from "../../ui/safe-text.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon, useTypeName } from "../../ui/type-icon.tsx";

/** How many things, links and transfers of a file are new, and how many the case has already. */
export function KindsTable({ kinds, transfers }: Pick<Foreseen, "kinds" | "transfers">): ReactNode {
  const t = useTranslate();
  const typeName = useTypeName();
  const all = transfers.fresh + transfers.known;
  return (
    <table className="intake-kinds">
      <thead>
        <tr>
          <th scope="col">{t("intake:foreseen.kind")}</th>
          <th scope="col">{t("intake:foreseen.inFile")}</th>
          <th scope="col">{t("intake:foreseen.fresh")}</th>
          <th scope="col">{t("intake:foreseen.known")}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ type, fresh, known }) => (
          <KindRow key={type} fresh={fresh} known={known}>
            <TypeIcon type={type} />
            {typeName(type, "many")}
          </KindRow>
        ))}
        {all > 0 && (
          <KindRow fresh={transfers.fresh} known={transfers.known}>
            <TypeIcon type="flow" />
            {t("intake:foreseen.transfers")}
          </KindRow>
        )}
      </tbody>
    </table>
  );
}

function KindRow({ fresh, known, children }: { readonly fresh: number; readonly known: number; readonly children: ReactNode }): ReactNode {
  const format = useFormat();
  return (
    <tr>
      <th scope="row">
        <span className="intake-kind">{children}</span>
      </th>
      <td className="tabular">{format.number(fresh + known)}</td>
      <td className="tabular">{format.number(fresh)}</td>
      <td className="tabular">{format.number(known)}</td>
    </tr>
  );
}

/** A file as the things and links it names: how many are new, and the first of them by name. */
export function ForeseenThings({ foreseen }: { readonly foreseen: Foreseen }): ReactNode {
  const t = useTranslate();
  const columns = useColumns();
  const rows = useMemo(() => foreseen.first.map((thing, place) => ({ ...thing, place })), [foreseen]);
  return (
    <div className="intake-things">
      <KindsTable {...foreseen} />
      <div className="intake-things-first">
        <p className="intake-muted intake-hint">{t("intake:foreseen.first", { count: rows.length })}</p>
        <Grid label={t("intake:preview.things")} columns={columns} rows={rows} rowKey={({ place }) => String(place)} />
      </div>
    </div>
  );
}

function useColumns(): readonly GridColumn<ForeseenThing & { readonly place: number }>[] {
  const t = useTranslate();
  const typeName = useTypeName();
  return useMemo(
    () => [
      { id: "row", title: t("intake:preview.row"), width: 70, align: "right", render: ({ row }) => row, sortValue: ({ row }) => row },
      {
        id: "type",
        title: t("intake:foreseen.kind"),
        width: 160,
        render: ({ type }) => (
          <>
            <TypeIcon type={type} />
            <span>{typeName(type)}</span>
          </>
        ),
        sortValue: ({ type }) => typeName(type),
      },
      {
        id: "standing",
        title: t("intake:foreseen.standing"),
        width: 120,
        render: ({ isKnown }) => <Tag tone={isKnown ? "info" : "success"}>{t(`intake:foreseen.${isKnown ? "isKnown" : "isNew"}`)}</Tag>,
        sortValue: ({ isKnown }) => Number(isKnown),
      },
      { id: "name", title: t("intake:foreseen.name"), width: 250, render: (thing) => <SafeText text={nameOf(thing, typeName)} /> },
      {
        id: "says",
        title: t("intake:foreseen.says"),
        width: 260,
        isWide: true,
        render: ({ values, title }) => (
          <span>
            {values
              .filter(({ text }) => text !== title)
              .map(({ property, text }) => `${t(`ontology:property.${property}`)}: ${safeText(text)}`)
              .join(" · ")}
          </span>
        ),
      },
    ],
    [t, typeName],
  );
}

/** What a thing is called; a link by its two ends. */
function nameOf({ type, title, ends }: ForeseenThing, typeName: (type: string) => string): string {
  const named = (end: { readonly type: string; readonly title: string }): string => end.title || typeName(end.type);
  return ends === null ? title || typeName(type) : `${named(ends.from)} → ${named(ends.to)}`;
}
