import { Fragment, type ReactNode, useState } from "react";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { entityIdFor } from "../../../shared/ontology/identity.ts";
import { copyOfType } from "../../../shared/ontology/model.ts";
import type { Entity, Fact, Ruling } from "../../../shared/projections/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { factRuledOn, standingOf } from "../../state/rivalry.ts";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { isBounded, spanText } from "../../ui/value-words.ts";
import { useFactWords } from "./fact-value.tsx";
import { useOfficerName } from "./officers-context.ts";
import { useWords } from "./property-words.ts";
import { type GoneRuling, markingOf, type RuledProperty } from "./ruled-properties.ts";
import { OrderHelp } from "./rivals-mark.tsx";
import { useStolenWords } from "./stolen-mark.tsx";
import { useSourceWords } from "./source-words.ts";
import { agencyNameText, agencyText } from "../../ui/agency-text.ts";

/** The sheet of rulings: for each property ruled on what we rely on, why, by whom and until when, and what that rejects, with the sources. */
export function RulingsSheet({ ruled, gone, ofTime }: SheetProps): ReactNode {
  const t = useTranslate();
  return (
    <article className="entity-sheet">
      <SheetHead {...{ ruled, gone, ofTime }} />
      {ruled.length + gone.length === 0 && <p>{t("rivals:sheet.none")}</p>}
      {ruled.map((each) => (
        <SheetEntry key={`${each.entity.id}/${each.property}`} ruled={each} />
      ))}
      {gone.length > 0 && <GoneRulings gone={gone} />}
      {ruled.length > 0 && (
        <footer className="entity-sheet-foot">
          <p>{t("rivals:sheet.foot")}</p>
          <p>{t("rivals:sheet.order")}</p>
          <OrderHelp />
        </footer>
      )}
    </article>
  );
}

interface SheetProps {
  readonly ruled: readonly RuledProperty[];
  readonly gone: readonly GoneRuling[];
  /** Of what time it is, in words; "" = of now. What is printed of the past must say so: the same sheet of today may say otherwise. */
  readonly ofTime: string;
}

/** What was ruled and decides nothing any more, since its value was taken back. */
function GoneRulings({ gone }: Pick<SheetProps, "gone">): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const typeName = useTypeName();
  const nameOf = useEntityNameText();
  return (
    <section className="entity-sheet-entry">
      <h4>{t("rivals:group.gone")}</h4>
      {gone.map(({ entity, ruling, relied }) => (
        <Fragment key={ruling.claim}>
          <p className="entity-sheet-label">
            {typeName(entity.type)}: {nameOf(entity)}
            {relied !== null && ` · ${words.property(relied.property)}`}
          </p>
          {relied !== null && <SheetFact entity={entity} fact={relied} />}
          <SheetRuling {...{ entity, ruling }} />
        </Fragment>
      ))}
    </section>
  );
}

function SheetHead({ ruled, gone, ofTime }: SheetProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const opened = useCaseMirror((mirror) => mirror.opened);
  const me = useDesk((desk) => desk.me);
  const [now] = useState(() => Date.now());
  if (opened === null) return null;
  const { handling, isOfficialUse } = markingOf(ruled, gone, opened.handling);
  return (
    <header>
      <p className="entity-sheet-marking">
        {isOfficialUse && <span>{t("ontology:nationalMark.official-use")}</span>}
        <span>TLP:{handling.toUpperCase()}</span>
      </p>
      <h3>{t("rivals:sheet.title")}</h3>
      {ofTime !== "" && <p className="entity-sheet-look">{ofTime}</p>}
      <dl>
        <dt>{t("rivals:sheet.case")}</dt>
        <dd>
          <SafeText text={[opened.number, opened.title].filter((part) => part !== "").join(" · ")} />
        </dd>
        <dt>{t("rivals:sheet.by")}</dt>
        <dd>
          <SafeText
            text={[me?.officer ?? "", me === null ? "" : agencyNameText(me.agency, me.agencyName)].filter((part) => part !== "").join(", ")}
          />
        </dd>
        <dt>{t("rivals:sheet.date")}</dt>
        <dd>{format.dateTime(now)}</dd>
      </dl>
    </header>
  );
}

function SheetEntry({ ruled: { entity, property, relied, alike, rejected, rulings } }: { readonly ruled: RuledProperty }): ReactNode {
  const t = useTranslate();
  const words = useWords();
  const typeName = useTypeName();
  const nameOf = useEntityNameText();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  // What a partner ruled rejects nothing of ours, and neither does a ruling that has lapsed.
  const isRuled = rulings.some(({ agency, state }) => agency === us && state === "in-force");
  const because = entity.conflicts.find((each) => each.property === property)?.because;
  return (
    <section className="entity-sheet-entry">
      <h4>
        {typeName(entity.type)}: {nameOf(entity)} · {words.property(property)}
      </h4>
      <p className="entity-sheet-label">
        {t("rivals:sheet.relied")}
        {because !== undefined && ` (${t(`rivals:reason.${because}`)})`}
      </p>
      <SheetFact entity={entity} fact={relied} />
      {alike.length > 0 && <p>{t("rivals:sheet.alike")}</p>}
      {alike.map((fact) => (
        <SheetFact key={fact.claim} entity={entity} fact={fact} />
      ))}
      {rulings.map((ruling) => (
        <SheetRuling key={ruling.claim} {...{ entity, ruling }} />
      ))}
      <p className="entity-sheet-label">{t(isRuled ? "rivals:sheet.rejected" : "rivals:sheet.others")}</p>
      {rejected.length === 0 ? <p>{t("rivals:rule.nothingRejected")}</p> : <RejectedTable entity={entity} facts={rejected} />}
    </section>
  );
}

/** Value, grade, source, agency, date: one line of words. */
function SheetFact({ entity, fact }: { readonly entity: Entity; readonly fact: Fact }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const wordsOf = useFactWords();
  const sourceOf = useTracedSource();
  const stolenWords = useStolenWords();
  const parts = [
    `${t("entity:marks.grade")} ${fact.grade}`,
    sourceOf(fact),
    agencyText(fact.agency),
    format.date(fact.saidAt),
    fact.corroboration > 1 ? t("rivals:independent", { count: fact.corroboration }) : "",
    isBounded(fact.during) ? t("rivals:validity", { span: spanText(format, fact.during) }) : "",
    stolenWords(fact.claim),
  ];
  return (
    <p>
      <strong>{wordsOf(fact, entity.type)}</strong> · {parts.filter((part) => part !== "").join(" · ")}
    </p>
  );
}

function SheetRuling({ entity, ruling }: { readonly entity: Entity; readonly ruling: Ruling }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officerName = useOfficerName();
  const wordsOf = useFactWords();
  const us = useDesk((desk) => desk.me?.agency ?? "");
  const fact = factRuledOn(entity, ruling);
  const head = t(`rivals:ruling.${standingOf(entity, ruling, us)}.${ruling.agency === us ? "ours" : "partner"}`, {
    agency: agencyText(ruling.agency),
  });
  return (
    <div className="entity-sheet-ruling">
      <p>
        {head} {fact !== undefined && <strong>{wordsOf(fact, entity.type)}</strong>}
      </p>
      <p>
        {t("rivals:sheet.why")} <SafeText text={ruling.why} />
      </p>
      <p>
        <SafeText text={officerName(ruling.author)} />, {agencyText(ruling.agency)}, {format.date(ruling.saidAt)} ·{" "}
        {ruling.until === "" ? t("rivals:ruling.noEnd") : t("rivals:ruling.until", { date: format.date(ruling.until) })}
      </p>
    </div>
  );
}

/** Where a fact comes from, and of which exhibits that is a copy: five readers of one release are one source. */
function useTracedSource(): (fact: Fact) => string {
  const t = useTranslate();
  const sourceOf = useSourceWords();
  const index = useCaseMirror((mirror) => mirror.index);
  const nameOf = useEntityNameText();
  const originalText = (id: EntityId): string => {
    const original = index.entities.get(id);
    return original === undefined ? `${id.slice(0, 8)}…` : nameOf(original);
  };
  return (fact) => {
    const exhibit = fact.source === null ? null : entityIdFor("exhibit", fact.source.file);
    const links = exhibit === null ? [] : index.endingAt(exhibit).filter(({ type, ends }) => type === copyOfType && ends?.from === exhibit);
    const originals = links.flatMap(({ ends }) => (ends === null ? [] : [originalText(ends.to)]));
    return originals.length === 0 ? sourceOf(fact) : `${sourceOf(fact)} (${t("rivals:sheet.repeats", { originals: originals.join("; ") })})`;
  };
}

function RejectedTable({ entity, facts }: { readonly entity: Entity; readonly facts: readonly Fact[] }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const wordsOf = useFactWords();
  const sourceOf = useTracedSource();
  const stolenWords = useStolenWords();
  return (
    <table>
      <thead>
        <tr>
          {["value", "grade", "source", "independent", "agency", "said"].map((column) => (
            <th key={column} scope="col">
              {t(`rivals:sheet.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.claim}>
            <td>{[wordsOf(fact, entity.type), stolenWords(fact.claim)].filter((part) => part !== "").join(" · ")}</td>
            <td>{fact.grade}</td>
            <td>{sourceOf(fact)}</td>
            <td>{format.number(fact.corroboration)}</td>
            <td>{agencyText(fact.agency)}</td>
            <td>{format.date(fact.saidAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
