import type { ReactNode } from "react";
import type { Entity, Ruling } from "../../../shared/projections/model.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { factRuledOn, standingOf } from "../../state/rivalry.ts";
import { Button } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { FactValueText } from "./fact-value.tsx";
import { useOfficerName } from "./officers-context.ts";
import { agencyText } from "../../ui/agency-text.ts";

/** Rulings as they stand: whose, on which value, why, until when; ours can be withdrawn. */
export function RulingNotes({ entity, rulings }: { readonly entity: Entity; readonly rulings: readonly Ruling[] }): ReactNode {
  if (rulings.length === 0) return null;
  return (
    <ul className="entity-rulings">
      {rulings.map((ruling) => (
        <RulingNote key={ruling.claim} entity={entity} ruling={ruling} />
      ))}
    </ul>
  );
}

function RulingNote({ entity, ruling }: { readonly entity: Entity; readonly ruling: Ruling }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const canEdit = useCaseMirror(isEditable);
  const isOurs = ruling.agency === us;
  const isDeciding = isOurs && standingOf(entity, ruling, us) === "in-force";
  const kind = isDeciding ? "entity-ruling entity-ruling-ours" : "entity-ruling";
  return (
    <li className={kind} data-ruling={ruling.state}>
      <Icon name={isDeciding ? "endorsed" : "take-action"} size={14} />
      <div className="entity-ruling-text">
        <strong>
          <RulingHead {...{ entity, ruling, isOurs }} />
        </strong>
        <p>
          <SafeText text={ruling.why} />
        </p>
        <p className="entity-muted">
          {ruling.until === "" ? t("rivals:ruling.noEnd") : t("rivals:ruling.until", { date: format.date(ruling.until) })}
          {" · "}
          <SafeText text={officerName(ruling.author)} />, {agencyText(ruling.agency)}, {format.date(ruling.saidAt)}
        </p>
        {!isOurs && ruling.state === "in-force" && <p className="entity-muted">{t("rivals:ruling.theirs")}</p>}
        {isOurs && canEdit && (
          <Button isSmall icon="undo" onClick={() => openDialog({ kind: "reason", doing: "withdraw", entity: entity.id, claim: ruling.claim })}>
            {t("rivals:ruling.withdraw")}
          </Button>
        )}
      </div>
    </li>
  );
}

function RulingHead({ entity, ruling, isOurs }: { readonly entity: Entity; readonly ruling: Ruling; readonly isOurs: boolean }): ReactNode {
  const t = useTranslate();
  const fact = factRuledOn(entity, ruling);
  const whose = isOurs ? "ours" : "partner";
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const head = t(`rivals:ruling.${standingOf(entity, ruling, us)}.${whose}`, { agency: agencyText(ruling.agency) });
  return (
    <>
      {head}
      {fact !== undefined && (
        <>
          {" "}
          <FactValueText fact={fact} type={entity.type} />
        </>
      )}
    </>
  );
}
