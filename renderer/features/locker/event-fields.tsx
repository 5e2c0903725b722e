import type { ReactNode } from "react";
import { longestName } from "../../../shared/ontology/value.ts";
import { DateField, TextAreaField, TextField } from "../../ui/field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { isTime, isToCome, type TypedEvent } from "./custody-draft.ts";

interface EventFieldsProps {
  readonly typed: TypedEvent;
  readonly onChange: (typed: TypedEvent) => void;
  /** It says only that another event never was: of that nothing is changed. */
  readonly isCancelling: boolean;
  readonly isCorrecting: boolean;
  readonly onEnter: () => void;
}

type TextName = "performedBy" | "place" | "documentNumber" | "sealNumber" | "handedFrom" | "handedTo";
const properties: Readonly<Record<TextName, string>> = {
  performedBy: "performedBy",
  place: "custodyPlace",
  documentNumber: "documentNumber",
  sealNumber: "sealNumber",
  handedFrom: "handedFrom",
  handedTo: "handedTo",
};

/** Who, when, where, why, by which paper and under which seal. */
export function EventFields({ typed, onChange, isCancelling, isCorrecting, onEnter }: EventFieldsProps): ReactNode {
  const t = useTranslate();
  const text = (name: TextName, isRequired = false): ReactNode => (
    <TextField
      label={t(name === "handedFrom" && typed.action === "seize" ? "locker:takenFrom" : `ontology:property.${properties[name]}`)}
      value={typed[name]}
      limit={longestName}
      isRequired={isRequired}
      onChange={(value) => onChange({ ...typed, [name]: value })}
      onEnter={onEnter}
    />
  );
  const isDestroying = typed.action === "destroy" && !isCancelling;
  const reason = (
    <TextAreaField
      label={t("ontology:property.reason")}
      value={typed.reason}
      rows={2}
      isRequired={isDestroying}
      onChange={(value) => onChange({ ...typed, reason: value })}
    />
  );
  const whyCorrected = isCorrecting && <WhyCorrected typed={typed} onChange={onChange} />;
  if (isCancelling) return whyCorrected;
  const isTransfer = typed.action === "transfer";
  return (
    <>
      <div className="locker-two">
        <DateField
          label={t("ontology:property.happenedAt")}
          isRequired
          value={typed.day}
          error={isToCome(typed, new Date()) ? t("locker:toCome") : undefined}
          onChange={(day) => onChange({ ...typed, day })}
        />
        <TextField
          label={t("locker:time")}
          value={typed.time}
          limit={30}
          placeholder="14:30"
          help={t("locker:timeHelp")}
          {...(isTime(typed.time) ? {} : { error: t("locker:timeInvalid") })}
          onChange={(time) => onChange({ ...typed, time })}
          onEnter={onEnter}
        />
        {text("performedBy", true)}
        {text("place")}
        {(isTransfer || typed.action === "seize") && text("handedFrom")}
        {isTransfer && text("handedTo", true)}
        {text("documentNumber", isDestroying)}
        {text("sealNumber")}
      </div>
      {reason}
      {whyCorrected}
    </>
  );
}

/** Why it is corrected is another reason than why it was done. */
function WhyCorrected({ typed, onChange }: Pick<EventFieldsProps, "typed" | "onChange">): ReactNode {
  const t = useTranslate();
  return (
    <TextAreaField
      label={t("locker:whyCorrected")}
      value={typed.correctionReason}
      rows={2}
      isRequired
      onChange={(value) => onChange({ ...typed, correctionReason: value })}
    />
  );
}
