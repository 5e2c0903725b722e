import { type ReactNode, useMemo } from "react";
import { sameAsType, typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { useFormat } from "../../ui/format.ts";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TakeBack } from "./distinct-from.tsx";
import { distinctionsWithin } from "./distinctions.ts";
import { MergedPart, PartName } from "./merged-part.tsx";
import { Tie } from "./merged-tie.tsx";
import "./merged-from.css";

/** Of a merged thing: what it was merged from, who said so, when and why, and who says otherwise; and the way to take a part out again. */
export function MergedFrom({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const index = useCaseMirror((mirror) => mirror.index);
  const ties = useMemo(() => tiesOf(index, entity), [index, entity]);
  const against = useMemo(() => distinctionsWithin(index, entity), [index, entity]);
  if (entity.members.length === 0) return null;
  const parts = [entity.id, ...entity.members];
  return (
    <details className="entity-merged">
      <summary>
        {t("sameness:members.title", { count: parts.length, shown: format.number(parts.length) })}{" "}
        {against.length > 0 && <Tag tone="warning">{t("sameness:members.contested")}</Tag>}
      </summary>
      <ul>
        {against.map((link) => (
          <Against key={link.id} {...{ entity, link }} />
        ))}
        {parts.map((id) => (
          <MergedPart key={id} {...{ entity, id }} ties={id === entity.id ? [] : ties.filter(({ ends }) => ends?.from === id || ends?.to === id)} />
        ))}
      </ul>
    </details>
  );
}

/** The links that say so: their ends are the ids as they were said. */
function tiesOf(index: CaseIndex, { id, members }: Entity): readonly Entity[] {
  if (members.length === 0) return [];
  const parts = new Set([id, ...members]);
  return index.ofType(sameAsType).filter(({ ends }) => ends !== null && parts.has(ends.from) && parts.has(ends.to));
}

/** The word that two of the parts are not one, and what may be done about it. */
function Against({ entity, link }: { readonly entity: Entity; readonly link: Entity }): ReactNode {
  const t = useTranslate();
  const mayChange = useCaseMirror(isEditable);
  const said = link.facts[typeProperty]?.[0];
  return (
    <li>
      <Tag tone="warning">{t("sameness:members.notTheSame")}</Tag>
      {link.ends !== null && [link.ends.from, link.ends.to].map((id) => <PartName key={id} {...{ entity, id }} />)}
      <Tie tie={link} />
      {mayChange && said !== undefined && <TakeBack link={link.id} said={said} />}
    </li>
  );
}
