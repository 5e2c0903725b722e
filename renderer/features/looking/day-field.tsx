import { type ReactNode, useEffect, useId, useState } from "react";
import { IconButton } from "../../ui/button.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { isoDateOf, writtenDateOf } from "../../ui/written-date.ts";
import { returnToNow } from "./ask-look.ts";

interface DayFieldProps {
  /** ISO day; null = of any time. */
  readonly value: string | null;
  onDay(day: string | null): void;
}

/** A whole day as people here write it, or nothing. */
export function DayField({ value, onDay }: DayFieldProps): ReactNode {
  const t = useTranslate();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  // What is shown changed otherwise: by Escape, by another field.
  useEffect(() => setTyped((before) => (before === null || dayOf(before) === value ? before : null)), [value]);
  const text = typed ?? writtenDateOf(value ?? "");
  const [isLeft, leave] = useState(false);
  // A day that is still being typed is no mistake.
  const isTyped = text.trim().length >= writtenDay.length;
  const isWrong = text.trim() !== "" && dayOf(text) === null && (isTyped || isLeft);
  const change = (next: string): void => {
    setTyped(next);
    const day = dayOf(next);
    if (day !== null || next.trim() === "") onDay(day);
  };
  return (
    <div className="looking-day">
      <label htmlFor={id}>{t("looking:valid")}</label>
      <span className="looking-line">
        <input
          id={id}
          type="text"
          inputMode="numeric"
          spellCheck={false}
          autoComplete="off"
          placeholder={t("looking:dayPlaceholder")}
          aria-invalid={isWrong}
          {...(isWrong ? { "aria-describedby": `${id}-note` } : {})}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onFocus={() => leave(false)}
          onBlur={() => leave(true)}
          onKeyDown={(event) => event.key === "Escape" && returnToNow()}
        />
        {text !== "" && <IconButton isSmall icon="small-cross" label={t("looking:anyDay")} onClick={() => change("")} />}
        {isWrong && (
          <span id={`${id}-note`} className="looking-wrong">
            {t(isTyped ? "looking:noSuchDay" : "looking:wrongDay")}
          </span>
        )}
      </span>
    </div>
  );
}

const writtenDay = "28.03.2024";

/** ISO of a whole day; a month or a year alone is none. */
function dayOf(text: string): string | null {
  const iso = isoDateOf(text);
  return iso !== null && iso.length === 10 ? iso : null;
}
