import type { ReactNode } from "react";
import { IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Search } from "./use-search.ts";

/** Finds a text in the file: Enter goes on, Shift+Enter back. */
export function SearchBar({ search, id }: { readonly search: Search; readonly id: string }): ReactNode {
  const t = useTranslate();
  const { found, isSearching, at, step } = search;
  const count = found?.hits.length ?? 0;
  return (
    <search
      className="preview-search"
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        step(event.shiftKey ? -1 : 1);
      }}
    >
      <SearchField id={id} label={t("preview:search.label")} clearLabel={t("preview:search.clear")} value={search.text} onChange={search.setText} />
      <IconButton isSmall icon="chevron-up" label={t("preview:search.previous")} isDisabled={count < 2} onClick={() => step(-1)} />
      <IconButton isSmall icon="chevron-down" label={t("preview:search.next")} isDisabled={count < 2} onClick={() => step(1)} />
      <span className="preview-muted tabular preview-search-count" role="status">
        <Words {...{ isSearching, at, count }} isCut={found?.isCut === true} isAsked={found !== null} />
      </span>
    </search>
  );
}

interface WordsProps {
  readonly isSearching: boolean;
  readonly isAsked: boolean;
  readonly at: number;
  readonly count: number;
  readonly isCut: boolean;
}

function Words({ isSearching, isAsked, at, count, isCut }: WordsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (isSearching) return t("preview:search.busy");
  if (!isAsked) return null;
  if (count === 0) return t("preview:search.none");
  return t(isCut ? "preview:search.ofMany" : "preview:search.of", { at: format.number(at + 1), count: format.number(count) });
}
