import type { ReactNode } from "react";
import { dayOf } from "../../../shared/kernel/day.ts";
import type { Handling } from "../../../shared/ledger/model.ts";
import { CheckField, DateField, TextAreaField } from "../../ui/field.tsx";
import { failureText } from "../../ui/failure-text.ts";
import { MarkingSelect } from "../../ui/marking-field.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** How far and how long a partner is trusted, as the officer fills it in. */
export interface TrustWish {
  readonly ceiling: Handling;
  readonly officialUse: boolean;
  /** A whole day, or "". */
  readonly trustedUntil: string;
  readonly note: string;
}

interface TrustFieldsProps {
  readonly trust: TrustWish;
  readonly change: (part: Partial<TrustWish>) => void;
  /** The end that stands already: it may stay, also when it has passed. */
  readonly before?: string;
  /** Whether the last day is what is to be set. */
  readonly isAboutEnd?: boolean;
}

/** What a partner may receive, until when, and our own words. */
export function TrustFields({ trust, change, before = "", isAboutEnd = false }: TrustFieldsProps): ReactNode {
  const t = useTranslate();
  const trouble = troubleOfEnd(trust.trustedUntil, before);
  return (
    <>
      <div className="partners-two">
        <MarkingSelect label={t("exchange:add.ceiling")} value={trust.ceiling} onChange={(ceiling) => change({ ceiling })} />
        <DateField
          label={t("partners:field.until")}
          help={t("partners:field.untilHelp")}
          value={trust.trustedUntil}
          autoFocus={isAboutEnd}
          onChange={(trustedUntil) => change({ trustedUntil })}
          error={trouble === null ? undefined : trouble === "bad-date" ? t("partners:field.wholeDay") : failureText({ kind: trouble })}
        />
      </div>
      <CheckField label={t("partners:officialUse.field")} isOn={trust.officialUse} onChange={(officialUse) => change({ officialUse })} />
      <TextAreaField
        label={t("partners:fact.note")}
        help={t("partners:field.noteHelp")}
        rows={2}
        limit={2000}
        value={trust.note}
        onChange={(note) => change({ note })}
      />
    </>
  );
}

/** Whether the end of the trust is a day, or none. */
export function isWholeDay(text: string): boolean {
  return text === "" || /^\d{4}-\d\d-\d\d$/.test(text);
}

/** What is wrong with an end of trust; null = nothing. The core judges it again. */
export function troubleOfEnd(text: string, before: string): "bad-date" | "past-day" | null {
  if (!isWholeDay(text)) return "bad-date";
  return text !== "" && text !== before && text < today() ? "past-day" : null;
}

/** Today as Kazakhstan counts it, ISO: what the core judges by. */
export function today(): string {
  return dayOf(Date.now());
}

/** The same day of the next year. */
export function inAYear(): string {
  const [year = "", ...rest] = today().split("-");
  const ahead = [String(Number(year) + 1), ...rest].join("-");
  return ahead.endsWith("-02-29") ? ahead.replace("-02-29", "-02-28") : ahead;
}
