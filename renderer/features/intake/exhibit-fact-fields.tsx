import type { ReactNode } from "react";
import type { ExhibitFacts } from "../../../shared/case/locker-door.ts";
import { longestName } from "../../../shared/ontology/value.ts";
import { DateField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface ExhibitFactFieldsProps {
  readonly facts: ExhibitFacts;
  readonly onChange: (facts: ExhibitFacts) => void;
  /** Of several files: each has a number of its own, and no title. */
  readonly isSeveral: boolean;
  readonly onEnter: () => void;
}

/** What is known of where exhibits come from, three in a line. */
export function ExhibitFactFields({ facts, onChange, isSeveral, onEnter }: ExhibitFactFieldsProps): ReactNode {
  const t = useTranslate();
  const text = (name: keyof ExhibitFacts, help?: string): ReactNode => (
    <TextField
      label={t(`ontology:property.${name}`)}
      value={facts[name]}
      limit={longestName}
      onChange={(value) => onChange({ ...facts, [name]: value })}
      onEnter={onEnter}
      {...(help === undefined ? {} : { help })}
    />
  );
  const date = (name: "acquiredAt" | "publishedAt"): ReactNode => (
    <DateField label={t(`ontology:property.${name}`)} value={facts[name]} onChange={(value) => onChange({ ...facts, [name]: value })} />
  );
  return (
    <div className="add-exhibit-facts">
      {isSeveral ? text("exhibitNumber", t("add-exhibit:numbers")) : text("exhibitNumber")}
      {text("obtainedFrom")}
      {text("seizureAct")}
      {text("collectedBy")}
      {date("acquiredAt")}
      {isSeveral ? <div /> : text("title")}
      {text("publisher")}
      {date("publishedAt")}
    </div>
  );
}
