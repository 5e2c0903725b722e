import { type ReactNode, useEffect, useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";

interface PageNumberProps {
  readonly page: number;
  readonly pages: number;
  /** The page that is cited; 0 = none. */
  readonly cited: number;
  readonly onTurn: (page: number) => void;
}

/** Turns pages; a number that is typed is gone to with Enter. */
export function PageNumber({ page, pages, cited, onTurn }: PageNumberProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [typed, setTyped] = useState(String(page));
  useEffect(() => setTyped(String(page)), [page]);
  const go = (): void => {
    const to = Number(typed);
    if (Number.isInteger(to) && to >= 1 && to <= pages) onTurn(to);
    else setTyped(String(page));
  };
  return (
    <div className="preview-pager">
      <IconButton isSmall icon="chevron-left" label={t("preview:pager.previous")} isDisabled={page === 1} onClick={() => onTurn(page - 1)} />
      <input
        className="bp6-input bp6-small preview-page-input"
        inputMode="numeric"
        aria-label={t("preview:pdf.page")}
        value={typed}
        data-draft="none"
        maxLength={6}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={go}
        onKeyDown={(event) => event.key === "Enter" && go()}
      />
      <span className="tabular">{t("preview:pdf.of", { total: format.number(pages) })}</span>
      <IconButton isSmall icon="chevron-right" label={t("preview:pager.next")} isDisabled={page === pages} onClick={() => onTurn(page + 1)} />
      {cited > 0 && (
        <Button isSmall isMinimal icon="locate" onClick={() => onTurn(cited)}>
          {t("preview:pdf.cited", { page: format.number(cited) })}
        </Button>
      )}
    </div>
  );
}
