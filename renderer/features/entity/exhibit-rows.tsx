import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import type { RowWindow } from "../../../shared/intake/model.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useExhibitRows } from "./exhibit-file.ts";

const pageRows = 50;
const rowsBefore = 8;

interface ExhibitRowsProps {
  readonly bytes: Bytes;
  readonly row: number;
  readonly column: string;
}

/** The table as written, a page at a time, with the cited row and column marked. PageUp, PageDown, Home and End turn pages. */
export function ExhibitRows({ bytes, row, column }: ExhibitRowsProps): ReactNode {
  const t = useTranslate();
  const home = Math.max(1, row - rowsBefore);
  const region = useRef<HTMLElement>(null);
  const [fromRow, setFromRow] = useState(home);
  const read = useExhibitRows(bytes, fromRow, pageRows);
  const isRead = read.kind === "rows";
  // The keys that turn pages work at once.
  useEffect(() => {
    if (isRead) region.current?.focus({ preventScroll: true });
  }, [isRead]);
  if (read.kind === "reading") return <p className="entity-muted">{t("entity:exhibit.reading")}</p>;
  if (read.kind === "failed")
    return (
      <Callout tone="info" title={t("entity:exhibit.noTable")}>
        {t(read.key, { where: "" })}
      </Callout>
    );
  const { total } = read.window;
  const turn = (to: number): void => setFromRow(Math.max(1, Math.min(to, Math.max(1, total - pageRows + 1))));
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { PageDown: fromRow + pageRows, PageUp: fromRow - pageRows, Home: 1, End: total }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    turn(to);
  };
  return (
    <>
      {total > 0 && <Pager {...{ fromRow, total, row }} onTurn={turn} onHome={() => turn(home)} />}
      <section ref={region} className="entity-table-scroll" aria-label={t("entity:exhibit.table")} tabIndex={0} onKeyDown={onKeyDown}>
        <RowTable page={read.window} {...{ row, column }} />
      </section>
    </>
  );
}

interface PagerProps {
  readonly fromRow: number;
  readonly total: number;
  readonly row: number;
  readonly onTurn: (fromRow: number) => void;
  readonly onHome: () => void;
}

function Pager({ fromRow, total, row, onTurn, onHome }: PagerProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const until = Math.min(total, fromRow + pageRows - 1);
  return (
    <div className="entity-pager">
      <IconButton isSmall icon="arrow-up" label={t("entity:exhibit.toFirst")} onClick={() => onTurn(1)} />
      <IconButton
        isSmall
        icon="chevron-left"
        label={t("entity:exhibit.previous")}
        isDisabled={fromRow === 1}
        onClick={() => onTurn(fromRow - pageRows)}
      />
      <span className="tabular" role="status">
        {t("entity:exhibit.rows", { from: format.number(fromRow), until: format.number(until), total: format.number(total) })}
      </span>
      <IconButton
        isSmall
        icon="chevron-right"
        label={t("entity:exhibit.next")}
        isDisabled={until >= total}
        onClick={() => onTurn(fromRow + pageRows)}
      />
      <IconButton isSmall icon="arrow-down" label={t("entity:exhibit.toLast")} onClick={() => onTurn(total)} />
      {row > 0 && (
        <Button isSmall isMinimal icon="locate" onClick={onHome}>
          {t("entity:exhibit.cited", { row: format.number(row) })}
        </Button>
      )}
    </div>
  );
}

function RowTable({ page, row, column }: { readonly page: RowWindow; readonly row: number; readonly column: string }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const marked = page.layout.headers.indexOf(column);
  return (
    <table className="entity-table">
      <thead>
        <tr>
          <th scope="col">{t("entity:exhibit.number")}</th>
          {page.layout.headers.map((header, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file never move
            <th key={at} scope="col" className={at === marked ? "entity-cited-column" : undefined}>
              <SafeText text={header} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page.rows.map(({ row: number, cells }) => (
          <tr
            key={number}
            {...(number === row && marked < 0 ? { ref: bringIntoView } : {})}
            className={number === row ? "entity-cited-row" : undefined}
            aria-current={number === row ? "true" : undefined}
          >
            <th scope="row">{format.number(number)}</th>
            {cells.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row never move
              <td key={at} className={cellClass(number === row, at === marked)} {...(number === row && at === marked ? { ref: bringIntoView } : {})}>
                <SafeText text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A page that holds the cited row begins there. */
function bringIntoView(cited: HTMLElement | null): void {
  cited?.scrollIntoView({ block: "center", inline: "center" });
}

function cellClass(isRow: boolean, isColumn: boolean): string | undefined {
  if (isRow && isColumn) return "entity-cited-cell";
  return isColumn ? "entity-cited-column" : undefined;
}
