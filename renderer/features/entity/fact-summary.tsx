import type { ReactNode } from "react";
import type { Fact } from "../../../shared/projections/model.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, GradeTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { isBounded, spanText } from "../../ui/value-words.ts";
import { FactValueText } from "./fact-value.tsx";
import { useSourceWords } from "./source-words.ts";
import { agencyText } from "../../ui/agency-text.ts";

/** A fact to be read, not acted on: value, source, agency, date, grade, marking, and what was said about it. */
export function FactSummary({ fact, type }: { readonly fact: Fact; readonly type: string }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const sourceOf = useSourceWords();
  return (
    <div className="entity-summary">
      <div className="entity-summary-value">
        <FactValueText fact={fact} type={type} />
      </div>
      <div className="entity-summary-marks">
        <AgencyTag agency={fact.agency} />
        <GradeTag grade={fact.grade} />
        <HandlingTag handling={fact.handling} />
        <span>{sourceOf(fact)}</span>
        <span className="tabular">{format.date(fact.saidAt)}</span>
        {fact.corroboration > 1 && <span>{t("rivals:independent", { count: fact.corroboration })}</span>}
        {fact.nationalMark === "official-use" && <span>{t("ontology:nationalMark.official-use")}</span>}
        {isBounded(fact.during) && <span>{t("rivals:validity", { span: spanText(format, fact.during) })}</span>}
        {fact.disputedBy.length > 0 && <span>{t("entity:value.disputedBy", { agencies: fact.disputedBy.map(agencyText).join(", ") })}</span>}
      </div>
      {fact.note !== "" && (
        <div className="entity-fact-note">
          <SafeText text={fact.note} />
        </div>
      )}
    </div>
  );
}
