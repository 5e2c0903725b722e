import type { KeyboardEvent, ReactNode } from "react";
import { speaksAgainstProperty } from "../../../shared/ontology/model.ts";
import type { Entity, Fact } from "../../../shared/projections/model.ts";
import { isEditable, useCaseMirror } from "../../state/case-mirror.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { rulingsAbout, standingOf } from "../../state/rivalry.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { CopyButton } from "../../ui/hash-text.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { AgencyTag, GradeTag, HandlingTag, Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { isBounded, spanText } from "../../ui/value-words.ts";
import { removeValue } from "./acts.ts";
import { FactValueText, useFactWords } from "./fact-value.tsx";
import { isSayable } from "./property-draft.ts";
import { useWords } from "./property-words.ts";
import { contestFact, isContestedBy } from "./ruling-acts.ts";
import { StolenClaim } from "./stolen-mark.tsx";
import { FactSource } from "./source-chip.tsx";
import { agencyText } from "../../ui/agency-text.ts";

interface FactRowProps {
  readonly entity: Entity;
  readonly fact: Fact;
  readonly onEdit: () => void;
  /** Relied on, or one of several that could be; "alone" when nothing contradicts it. */
  readonly standing?: "alone" | "relied" | "rival";
}

/** One live value: itself, what can be done with it, and below where it comes from, how it is graded and marked, and what was said about it. */
export function FactRow({ entity, fact, onEdit, standing = "alone" }: FactRowProps): ReactNode {
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const isOpen = useCaseMirror(isEditable);
  const isOurs = fact.agency === us;
  const canEdit = isOpen && isOurs && isSayable(entity.type, fact.property);
  const isRuled = rulingsAbout(entity, fact.property).some(
    (each) => each.agency === us && standingOf(entity, each, us) === "in-force" && each.reliesOn === fact.claim,
  );
  return (
    <li className={`entity-fact entity-fact-${standing}`} data-claim={fact.claim}>
      <div className="entity-fact-line">
        <FactValue {...{ entity, fact, onEdit, canEdit, isOurs }} />
        {fact.value.kind === "identifier" && fact.value.text.length > 24 && <CopyButton text={fact.value.text} />}
        {canEdit && <RemoveButton {...{ entity, fact }} />}
        {isOpen && !isOurs && <ContestButton {...{ entity, fact }} isContested={isContestedBy(fact, us)} />}
      </div>
      <FactMarks {...{ fact, isOurs }} />
      <FactRemarks fact={fact} />
      <Objections {...{ entity, fact }} />
      {standing !== "alone" && isOpen && !isRuled && <RelyButton entity={entity} fact={fact} />}
    </li>
  );
}

function FactValue(props: FactRowProps & { readonly canEdit: boolean; readonly isOurs: boolean }): ReactNode {
  const { entity, fact, onEdit, canEdit, isOurs } = props;
  const t = useTranslate();
  const shown = <FactValueText fact={fact} type={entity.type} />;
  // On a value Delete means the value, not the whole of what is inspected.
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Delete") return;
    event.stopPropagation();
    removeWith(event, entity, fact);
  };
  if (!canEdit)
    return (
      <span
        className="entity-value entity-value-fixed"
        {...(isOurs ? {} : { title: t("rivals:partner.fixed", { agency: agencyText(fact.agency) }) })}
      >
        {shown}
      </span>
    );
  return (
    <button type="button" className="entity-value" title={t("entity:value.edit")} onClick={onEdit} onKeyDown={press}>
      <span className="visually-hidden">{t("entity:value.edit")}: </span>
      {shown}
    </button>
  );
}

/** Source, agency, grade, markings, and who contests it. */
function FactMarks({ fact, isOurs }: { readonly fact: Fact; readonly isOurs: boolean }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="entity-fact-marks">
      <FactSource fact={fact} isAgencyShown={isOurs} />
      {fact.source !== null && (
        <span className="entity-said" title={t("rivals:saidOn")}>
          {format.date(fact.saidAt)}
        </span>
      )}
      {!isOurs && <AgencyTag agency={fact.agency} />}
      <GradeTag grade={fact.grade} />
      <HandlingTag handling={fact.handling} />
      {fact.nationalMark === "official-use" && <Tag tone="danger">{t("ontology:nationalMark.official-use")}</Tag>}
      {fact.corroboration > 1 && (
        <Tag tone="success" title={t("rivals:independentHelp")}>
          {t("rivals:independent", { count: fact.corroboration })}
        </Tag>
      )}
      <StolenClaim claim={fact.claim} />
      {fact.disputedBy.length > 0 && (
        <Tag tone="danger">{t("entity:value.disputedBy", { agencies: fact.disputedBy.map(agencyText).join(", ") })}</Tag>
      )}
    </div>
  );
}

/** When it was true, and the note of who said it. */
function FactRemarks({ fact }: { readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (!isBounded(fact.during) && fact.note === "") return null;
  return (
    <div className="entity-fact-remarks">
      {isBounded(fact.during) && <div>{t("rivals:validity", { span: spanText(format, fact.during) })}</div>}
      {fact.note !== "" && (
        <div className="entity-fact-note">
          <SafeText text={fact.note} />
        </div>
      )}
    </div>
  );
}

/** Why others contest it, each in their own words. */
function Objections({ entity, fact }: { readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const reasons = (entity.facts[speaksAgainstProperty] ?? []).filter(
    ({ value, agency, note }) => value.kind === "identifier" && value.text === fact.claim && fact.disputedBy.includes(agency) && note !== "",
  );
  if (reasons.length === 0) return null;
  return (
    <ul className="entity-objections">
      {reasons.map(({ claim, agency, note }) => (
        <li key={claim}>
          <AgencyTag agency={agency} /> <SafeText text={note} />
        </li>
      ))}
    </ul>
  );
}

/** Takes a value of ours back; with Shift the reason is asked for. */
function removeWith(event: { readonly shiftKey: boolean }, entity: Entity, fact: Fact): void {
  if (event.shiftKey) openDialog({ kind: "reason", doing: "retract", entity: entity.id, claim: fact.claim });
  else void removeValue(fact.claim);
}

function RemoveButton({ entity, fact }: { readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const valueWords = useFactWords();
  // One of several values of a property is told from the others by itself.
  const value = safeText(valueWords(fact, entity.type));
  return (
    <IconButton
      isSmall
      icon="trash"
      takesAway
      label={t("entity:value.remove", { property: words.property(fact.property), value })}
      onClick={(event) => removeWith(event, entity, fact)}
    />
  );
}

interface ContestProps {
  readonly entity: Entity;
  readonly fact: Fact;
  readonly isContested: boolean;
}

function ContestButton({ entity, fact, isContested }: ContestProps): ReactNode {
  const t = useTranslate();
  return (
    <IconButton
      isSmall
      icon="disable"
      isActive={isContested}
      label={t(isContested ? "rivals:partner.uncontest" : "entity:value.dispute", { agency: agencyText(fact.agency) })}
      onClick={() => void contestFact(entity.id, fact)}
    />
  );
}

function RelyButton({ entity, fact }: { readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  return (
    <div className="entity-fact-act">
      <Button isSmall isMinimal icon="endorsed" onClick={() => openDialog({ kind: "rule", entity: entity.id, claim: fact.claim })}>
        {t("rivals:rely")}
        <span className="visually-hidden">
          : <FactValueText fact={fact} type={entity.type} />
        </span>
      </Button>
    </div>
  );
}
