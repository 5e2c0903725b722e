import { type ReactNode, useEffect, useRef, useState } from "react";
import type { RowWindow } from "../../../shared/intake/model.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { NotShown, Reading } from "./not-shown.tsx";
import { clampFrom, Pager, turningKeys } from "./pager.tsx";
import { useAnswer } from "./use-answer.ts";
import type { ViewProps } from "./view-props.ts";

const pageRows = 50;
const rowsBefore = 8;

/** The table as written, a page at a time, with the cited row and column marked. PageUp, PageDown, Home and End turn pages. */
export function TableView({ door, place: { row, column } }: ViewProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const home = Math.max(1, row - rowsBefore);
  const region = useRef<HTMLElement>(null);
  const [fromRow, setFromRow] = useState(home);
  const read = useAnswer(`rows ${fromRow}`, () => door.rows({ fromRow, count: pageRows }));
  const isRead = read.kind === "there";
  // The keys that turn pages work at once.
  useEffect(() => {
    if (isRead) region.current?.focus({ preventScroll: true });
  }, [isRead]);
  if (read.kind === "waiting") return <Reading />;
  if (read.kind === "failed") return <NotShown error={read.error} />;
  const { total } = read.value;
  const turn = (to: number): void => setFromRow(clampFrom(to, pageRows, total));
  const words = { from: format.number(fromRow), until: format.number(Math.min(total, fromRow + pageRows - 1)), total: format.number(total) };
  return (
    <div className="preview-view">
      {total > 0 && (
        <Pager
          {...{ total }}
          from={fromRow}
          size={pageRows}
          words={t("preview:table.rows", words)}
          onTurn={turn}
          {...(row > 0 ? { cited: { words: t("preview:table.cited", { row: format.number(row) }), onHome: () => turn(home) } } : {})}
        />
      )}
      <section
        ref={region}
        className="preview-scroll"
        aria-label={t("preview:table.label")}
        tabIndex={0}
        onKeyDown={turningKeys(fromRow, pageRows, total, turn)}
      >
        <RowTable page={read.value} {...{ row, column }} />
      </section>
    </div>
  );
}

function RowTable({ page, row, column }: { readonly page: RowWindow; readonly row: number; readonly column: string }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const marked = page.layout.headers.indexOf(column);
  return (
    <table className="preview-table">
      <thead>
        <tr>
          <th scope="col">{t("preview:table.number")}</th>
          {page.layout.headers.map((header, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file never move
            <th key={at} scope="col" className={at === marked ? "preview-cited-column" : undefined}>
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
            className={number === row ? "preview-cited-row" : undefined}
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
  if (isRow && isColumn) return "preview-cited-cell";
  return isColumn ? "preview-cited-column" : undefined;
}
