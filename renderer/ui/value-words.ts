import { useMemo } from "react";
import type { Value } from "../../shared/ledger/model.ts";
import { propertyEntry } from "../../shared/ontology/read.ts";
import { type Format, useFormat } from "./format.ts";
import { safeText } from "./safe-text.tsx";
import { hasWords, type Translate, useTranslate } from "./translate.ts";

/** A value as one line of plain text, with the words of the window's language: for lists, sorting, searching and titles. */
export type ValueWords = (value: Value, type: string, property: string) => string;

export function useValueWords(): ValueWords {
  const t = useTranslate();
  const format = useFormat();
  return useMemo<ValueWords>(() => (value, type, property) => valueText(value, { t, format, type, property }), [t, format]);
}

/** All values of a property in one line. */
export function listWords(
  words: ValueWords,
  { type, facts }: { readonly type: string; readonly facts: Readonly<Record<string, readonly { readonly value: Value }[]>> },
  property: string,
): string {
  return (facts[property] ?? []).map(({ value }) => words(value, type, property)).join("; ");
}

interface Wording {
  readonly t: Translate;
  readonly format: Format;
  readonly type: string;
  readonly property: string;
}

function valueText(value: Value, { t, format, type, property }: Wording): string {
  switch (value.kind) {
    case "amount":
      return format.amount(value.text, safeText(value.asset));
    case "decimal":
      return decimalText(format, t, value);
    case "date":
      return spanText(format, value);
    case "entity":
      return value.entity.slice(0, 12);
    case "file":
      return value.sha256.slice(0, 12);
    case "identifier":
      return safeText(value.text);
    case "text": {
      const choice = `ontology:choice.${property}.${value.text}`;
      if (property === "type" && hasWords(`ontology:type.${value.text}`)) return t(`ontology:type.${value.text}`);
      return propertyEntry(type, property)?.kind === "choice" && hasWords(choice) ? t(choice) : safeText(value.text);
    }
  }
}

/** A decimal with what is counted: "12 %", "36 websites". */
export function decimalText(format: Format, t: Translate, value: { readonly text: string; readonly unit?: string }): string {
  if (value.unit === undefined) return format.decimal(value.text);
  return `${format.decimal(value.text)}\u00A0${countedWord(t, value.text, value.unit)}`;
}

/** What is counted, in the form that its number asks for: "2 schemes". */
export function countedWord(t: Translate, text: string, unit: string): string {
  const counted = `ontology:countedUnit.${unit}`;
  if (hasWords(`${counted}_other`)) return t(counted, { count: Math.abs(Number(text)) });
  const key = `ontology:unit.${unit}`;
  return hasWords(key) ? t(key) : safeText(unit);
}

/** Whether a time span says anything: one without beginning and end holds always, as none does. */
export function isBounded<Span extends { readonly from: string; readonly to: string }>(span: Span | null): span is Span {
  return span !== null && (span.from !== "" || span.to !== "");
}

/** A date, or a time from … to …, each as far as its precision goes; an open end is "…". */
export function spanText(format: Pick<Format, "date" | "dateTime">, { from, to }: { readonly from: string; readonly to: string }): string {
  if (from === to && from !== "") return dateText(format, from);
  const end = (iso: string): string => (iso === "" ? "…" : dateText(format, iso));
  return `${end(from)} – ${end(to)}`;
}

/** A date as far as its precision goes; one with a time of day in UTC. A time that names no zone stays as it was said. */
function dateText(format: Pick<Format, "date" | "dateTime">, iso: string): string {
  if (!iso.includes("T")) return format.date(iso);
  return /(Z|[+-]\d{2}:\d{2})$/.test(iso) ? format.dateTime(Date.parse(iso), "utc") : iso.replace("T", " ");
}
