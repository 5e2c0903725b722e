import { type ClipboardEvent, useState } from "react";
import { longestValueText } from "../../shared/ontology/value.ts";
import { useFormat } from "./format.ts";
import { useTranslate } from "./translate.ts";

/** Beyond so many times its limit a text is not taken into a field at all: drawing megabytes would hold the window up, and no part of them is meant. */
const refusedFrom = 4;
/** From this share of the limit on it is shown how much is left. */
const shownFrom = 0.8;

interface Limited {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** UTF-16 units; what a value may hold at most unless said otherwise. */
  readonly limit?: number;
}

/**
 * The length of what is typed into a field. A little too much is kept, said to be too much and left to the person to shorten: cutting would lose words
 * without a word. What is far beyond (a file pasted by mistake) is refused whole, and the field stays as it was.
 */
export function useTextLimit({ value, onChange, limit = longestValueText }: Limited) {
  const t = useTranslate();
  const { number } = useFormat();
  const [refused, setRefused] = useState(0);
  const isHuge = (length: number): boolean => length > limit * refusedFrom;
  const error =
    refused > 0
      ? t("common:limit.refused", { length: number(refused), limit: number(limit) })
      : value.length > limit
        ? t("common:limit.over", { length: number(value.length), limit: number(limit) })
        : undefined;
  return {
    error,
    left: value.length > limit * shownFrom ? t("common:limit.used", { length: number(value.length), limit: number(limit) }) : undefined,
    change: (text: string): void => {
      if (isHuge(text.length)) return setRefused(text.length);
      setRefused(0);
      onChange(text);
    },
    // Before the browser puts it into the field, which alone would take seconds.
    paste: (event: ClipboardEvent): void => {
      const { length } = event.clipboardData.getData("text");
      if (!isHuge(length)) return;
      event.preventDefault();
      setRefused(length);
    },
  };
}
