import type { KeyboardEvent, ReactNode } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface PagerProps {
  /** The first shown, from 1, and how many of them a page holds. */
  readonly from: number;
  readonly size: number;
  readonly total: number;
  /** "Rows 1–50 of 300". */
  readonly words: string;
  readonly onTurn: (from: number) => void;
  /** Back to what is cited; absent = nothing is. */
  readonly cited?: { readonly words: string; readonly onHome: () => void };
}

/** Turns pages of what is too long to be shown at once. */
export function Pager({ from, size, total, words, onTurn, cited }: PagerProps): ReactNode {
  const t = useTranslate();
  const isLast = from + size > total;
  return (
    <div className="preview-pager">
      <IconButton isSmall icon="arrow-up" label={t("preview:pager.first")} isDisabled={from === 1} onClick={() => onTurn(1)} />
      <IconButton isSmall icon="chevron-left" label={t("preview:pager.previous")} isDisabled={from === 1} onClick={() => onTurn(from - size)} />
      <span className="tabular" role="status">
        {words}
      </span>
      <IconButton isSmall icon="chevron-right" label={t("preview:pager.next")} isDisabled={isLast} onClick={() => onTurn(from + size)} />
      <IconButton isSmall icon="arrow-down" label={t("preview:pager.last")} isDisabled={isLast} onClick={() => onTurn(total)} />
      {cited !== undefined && (
        <Button isSmall isMinimal icon="locate" onClick={cited.onHome}>
          {cited.words}
        </Button>
      )}
    </div>
  );
}

/** Where a page may begin: the last page is full. */
export function clampFrom(to: number, size: number, total: number): number {
  return Math.max(1, Math.min(to, Math.max(1, total - size + 1)));
}

/** PageUp, PageDown, Home and End turn pages. */
export function turningKeys(from: number, size: number, total: number, turn: (to: number) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const to = { PageDown: from + size, PageUp: from - size, Home: 1, End: total }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    turn(to);
  };
}
