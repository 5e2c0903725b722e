import { type ReactNode, useMemo } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { typeProperty } from "../../../shared/ontology/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { notify } from "../../state/jobs.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { type Distinction, distinctionsOf } from "./distinctions.ts";
import { EntityButton } from "./links-tab.tsx";
import { Tie } from "./merged-tie.tsx";
import { contestFact, isContestedBy } from "./ruling-acts.ts";
import "./merged-from.css";
import { agencyText } from "../../ui/agency-text.ts";

/** What is said not to be this thing, by whom, when and why; and the way to take that back, since the two cannot be merged while it stands. */
export function DistinctFrom({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const index = useCaseMirror((mirror) => mirror.index);
  const told = useMemo(() => distinctionsOf(index, entity), [index, entity]);
  if (told.length === 0) return null;
  return (
    <details className="entity-merged">
      <summary>{t("sameness:distinct.from", { count: told.length, shown: format.number(told.length) })}</summary>
      <ul>
        {told.map((each) => (
          <Told key={each.link.id} distinction={each} />
        ))}
      </ul>
    </details>
  );
}

function Told({ distinction: { link, other } }: { readonly distinction: Distinction }): ReactNode {
  const mayChange = useCaseMirror(isEditable);
  const said = link.facts[typeProperty]?.[0];
  return (
    <li>
      <EntityButton id={other} />
      <Tie tie={link} />
      {mayChange && said !== undefined && <TakeBack link={link.id} said={said} />}
    </li>
  );
}

/** Ours is taken back; another agency's is contested, and then no longer keeps the two apart here. */
export function TakeBack({ link, said }: { readonly link: EntityId; readonly said: Fact }): ReactNode {
  const t = useTranslate();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const agency = agencyText(said.agency);
  const takeBack = async (): Promise<void> => {
    const done = await askOrTell("removeEntities", { entities: [link] });
    if (done !== null) notify("success", "sameness:notice.notDistinct");
  };
  if (said.agency === us)
    return (
      <Button isSmall icon="undo" onClick={() => void takeBack()}>
        {t("sameness:distinct.takeBack")}
      </Button>
    );
  return (
    <Button isSmall icon="disable" onClick={() => void contestFact(link, said)}>
      {t(isContestedBy(said, us) ? "rivals:partner.uncontest" : "entity:value.dispute", { agency })}
    </Button>
  );
}
